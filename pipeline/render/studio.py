"""Having drawings made and files of figures found, as what a layout places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.drawings import Drawing, NoDrawing, Palette, draw


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing or picture file: address, size in mm, words; `alt` "" is decoration."""

    src: str
    width: float
    height: float
    alt: str
    description: str = ""


class Studio:
    """Makes drawings with the publication's palette.

    `cache` keeps them between builds; their SVG files, named after their content, go to `folder`.
    """

    def __init__(self, palette: Palette, cache: Path, folder: Path) -> None:
        self._palette = palette
        self._cache = cache
        self._folder = folder

    def draw(self, name: str, *, decorative: bool = False, **params: Any) -> Picture | None:
        """The drawing of that name, or nothing where the data give none."""
        try:
            drawing = draw(name, self._palette, params, self._cache)
        except NoDrawing:
            return None
        return self._keep(drawing, decorative)

    def _keep(self, drawing: Drawing, decorative: bool) -> Picture:
        digest = hashlib.sha256(drawing.svg.encode()).hexdigest()[:24]
        path = self._folder / f"{digest}.svg"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(drawing.svg, encoding="utf-8", newline="\n")
        alt = "" if decorative else _words(drawing)
        return Picture(
            path.resolve().as_uri(), drawing.width, drawing.height, alt, drawing.description
        )


def _words(drawing: Drawing) -> str:
    title = drawing.title.rstrip(".")
    return f"{title}. {drawing.description}" if drawing.description else f"{title}."

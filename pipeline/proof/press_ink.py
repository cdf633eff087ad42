"""Press pages as plates (by Ghostscript): total ink, bleed that is reached, marks.

Each page is drawn as it would be on its four plates, one value from 0 to 255 per plate and point
of a 72 dpi raster, so that a pixel is a point.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageMath

from pipeline.proof.press_file import ReadingError

_DPI = 72
_TIMEOUT = 600
# Pages for which another start of Ghostscript is worth its while.
_FEWEST = 8
_MM = 72 / 25.4
# A run of this many points that is inked inside the trim and bare in the bleed is a fault;
# thinner ones are lines that leave the page at a slant.
_RUN = 6
_INKED = 12

Box = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PagePlates:
    """What was measured on a page: highest total ink in percent inside the bleed; edges where
    what reaches the trim does not reach the bleed; marks that are missing.
    """

    ink: float
    short_edges: tuple[str, ...]
    missing_marks: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The boxes of a page: left, bottom, right, top in points."""

    media: Box
    bleed: Box
    trim: Box


def measure_plates(path: Path, sheets: Sequence[Sheet]) -> list[PagePlates] | None:
    """Measure every page; None where Ghostscript is missing. Raises `ReadingError`."""
    if shutil.which("gs") is None:
        return None
    share = max(_FEWEST, -(-len(sheets) // (os.cpu_count() or 1)))
    runs = [range(start, min(start + share, len(sheets))) for start in range(0, len(sheets), share)]
    with ThreadPoolExecutor() as pool:
        parts = pool.map(lambda run: _measure_run(path, run, sheets), runs)
        return [plates for part in parts for plates in part]


def _measure_run(path: Path, run: range, sheets: Sequence[Sheet]) -> list[PagePlates]:
    """Measure some pages that follow each other, by one start of Ghostscript."""
    with tempfile.TemporaryDirectory(prefix="plates-") as folder:
        done = subprocess.run(
            [
                "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{_DPI}",
                "-sCompression=lzw", f"-dFirstPage={run.start + 1}", f"-dLastPage={run.stop}",
                f"-sOutputFile={folder}/%05d.tif", str(path),
            ],
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            check=False,
        )  # fmt: skip
        files = sorted(Path(folder).glob("*.tif"))
        if done.returncode or len(files) != len(run):
            raise ReadingError(f"Ghostscript: {(done.stderr or done.stdout).strip()[-300:]}")
        return [_measure(file, sheets[page]) for file, page in zip(files, run, strict=True)]


def _measure(file: Path, sheet: Sheet) -> PagePlates:
    with Image.open(file) as picture:
        bands = [band.convert("I") for band in picture.split()]
    names = dict(zip("cmyk", bands, strict=True))
    total = ImageMath.lambda_eval(lambda b: b["c"] + b["m"] + b["y"] + b["k"], **names)
    least = ImageMath.lambda_eval(
        lambda b: b["min"](b["min"](b["c"], b["m"]), b["min"](b["y"], b["k"])), **names
    )
    inside = total.crop(_pixels(sheet, sheet.bleed))
    return PagePlates(
        ink=inside.getextrema()[1] / 2.55,
        short_edges=tuple(_short_edges(inside, sheet)),
        missing_marks=sum(not _has_mark(least, point) for point in _pixel_places(sheet)),
    )


def _pixels(sheet: Sheet, box: Box) -> tuple[int, int, int, int]:
    """A box in pixels of the sheet, from its top left."""
    left, _, _, top = sheet.media
    return (
        round(box[0] - left),
        round(top - box[3]),
        round(box[2] - left),
        round(top - box[1]),
    )


def _short_edges(ink: Image.Image, sheet: Sheet) -> Iterator[str]:
    """The edges along which something inked stops between trim and bleed."""
    # The first whole point inside the trim, and the last whole point of the bleed.
    depth = int(sheet.trim[0] - sheet.bleed[0]) + 2
    turns = (("gauche", 0), ("haut", 90), ("droite", 180), ("bas", 270))
    for name, angle in turns:
        turned = ink.rotate(angle, expand=True)
        within, beyond = _column(turned, depth), _column(turned, 1)
        run = longest = 0
        for inner, outer in zip(within[depth:-depth], beyond[depth:-depth], strict=True):
            run = run + 1 if inner > _INKED and outer == 0 else 0
            longest = max(longest, run)
        if longest >= _RUN:
            yield name


def _column(picture: Image.Image, x: int) -> list[Any]:
    return list(picture.crop((x, 0, x + 1, picture.height)).get_flattened_data())


def _mark_places(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """Where a mark must stand: on the lengthened edges of the trim, and halfway along sides."""
    left, bottom, right, top = sheet.trim
    out = 6.5 * _MM
    for x, away in ((left, -out), (right, out)):
        for y, beyond in ((bottom, -out), (top, out)):
            yield from ((x + away, y), (x, y + beyond))
    middle, half, target = (left + right) / 2, (bottom + top) / 2, 7 * _MM
    yield from ((middle, bottom - target), (middle, top + target))
    yield from ((left - target, half), (right + target, half))


def _has_mark(least: Image.Image, point: tuple[float, float]) -> bool:
    """Whether all four inks meet within a point and a half of a place."""
    x, y = point
    around = least.crop((int(x - 1.5), int(y - 1.5), int(x + 2.5), int(y + 2.5)))
    darkest: Any = around.getextrema()[1]
    return bool(darkest > 128)


def _pixel_places(sheet: Sheet) -> list[tuple[float, float]]:
    """The places of marks in pixels of the sheet, from its top left."""
    left, _, _, top = sheet.media
    return [(x - left, top - y) for x, y in _mark_places(sheet)]

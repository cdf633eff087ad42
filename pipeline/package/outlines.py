"""Letters of drawings as outlines.

A picture of an EPUB cannot use the fonts of the book: each reader would set its words in a face
of its own, wider than the room that was computed for them. The words themselves are in the text
alternative.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.sax.saxutils import unescape

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from pipeline.errors import PipelineError

_FILES = {
    ("Source Sans 3", 300): "SourceSans3-Light.ttf",
    ("Source Sans 3", 400): "SourceSans3-Regular.ttf",
    ("Source Sans 3", 600): "SourceSans3-Semibold.ttf",
    ("Source Sans 3", 700): "SourceSans3-Bold.ttf",
    ("Source Serif 4 Display", 300): "SourceSerif4Display-Light.ttf",
    ("Source Serif 4 Display", 400): "SourceSerif4Display-Regular.ttf",
    ("Source Serif 4 Display", 600): "SourceSerif4Display-Semibold.ttf",
}
_TEXT = re.compile(r"<text\b([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_PLACING = frozenset({"x", "y", "font-family", "font-size", "font-weight", "text-anchor"})


def outline_text(svg: str, fonts: Path) -> str:
    """The drawing with each `<text>` as a path of the same place, size, fill and stroke.

    Raises PipelineError for a face that is not among the fonts, or a letter that a face lacks.
    """
    return _TEXT.sub(lambda match: _outline(match[1], unescape(match[2]), fonts), svg)


def _outline(attributes: str, words: str, fonts: Path) -> str:
    values = dict(_ATTRIBUTE.findall(attributes))
    family = values.get("font-family", "").split(",")[0].strip("'\" ")
    face = (family, int(values.get("font-weight", "400")))
    if face not in _FILES:
        raise PipelineError(f"a drawing uses the face {face[0]} {face[1]}, which has no file")
    data = letters_path(
        words,
        fonts / _FILES[face],
        (float(values.get("x", 0)), float(values.get("y", 0))),
        float(values["font-size"]),
        values.get("text-anchor", "start"),
    )
    kept = "".join(f' {key}="{v}"' for key, v in values.items() if key not in _PLACING)
    return f'<path d="{data}"{kept}/>' if data else ""


def letters_path(
    words: str, font: Path, place: tuple[float, float], size: float, anchor: str
) -> str:
    """Path data of a line of text whose baseline begins, has its middle or ends at `place`."""
    face = _open(font)
    glyphs, advances, names, scale = face
    missing = sorted({letter for letter in words if ord(letter) not in names})
    if missing:
        raise PipelineError(f"{font.name} lacks {', '.join(map(repr, missing))}")
    shown = [names[ord(letter)] for letter in words]
    factor = size / scale
    width = sum(advances[name][0] for name in shown) * factor
    left = place[0] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    pen = SVGPathPen(glyphs, ntos=_short)
    for name in shown:
        glyphs[name].draw(TransformPen(pen, (factor, 0, 0, -factor, left, place[1])))
        left += advances[name][0] * factor
    return str(pen.getCommands())


@cache
def _open(font: Path):  # type: ignore[no-untyped-def]
    """Glyphs, metrics, character map and units per em of a font; opened once."""
    opened = TTFont(font, lazy=True)
    return opened.getGlyphSet(), opened["hmtx"], opened.getBestCmap(), opened["head"].unitsPerEm


def _short(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text

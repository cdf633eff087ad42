"""Letters of drawings as outlines.

A picture of an EPUB cannot use the fonts of the book: each reader would set its words in a face
of its own, wider than the room that was computed for them. The words themselves are in the text
alternative.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
# Half a tenth of a millimetre: two decimals are written.
_SLACK = 0.05


@dataclass(frozen=True, slots=True)
class _Line:
    """A `<text>`: its words, font file, size and where its left end is; mm."""

    words: str
    font: Path
    size: float
    left: float
    width: float
    baseline: float
    others: str


def outline_text(svg: str, fonts: Path) -> str:
    """The drawing with each `<text>` as a path of the same place, size, fill and stroke.

    Raises PipelineError for a face that is not among the fonts, or a letter that a face lacks.
    """

    def outline(match: re.Match[str]) -> str:
        line = _read(match, fonts)
        data = letters_path(line.words, line.font, (line.left, line.baseline), line.size)
        return f'<path d="{data}"{line.others}/>' if data else ""

    return _TEXT.sub(outline, svg)


def letters_fit(svg: str, fonts: Path, width: float) -> bool:
    """Whether every upright line of a drawing stands between its left and right edges (mm)."""
    lines = (_read(match, fonts) for match in _TEXT.finditer(svg))
    return all(
        line.left >= -_SLACK and line.left + line.width <= width + _SLACK
        for line in lines
        if "transform=" not in line.others
    )


def _read(match: re.Match[str], fonts: Path) -> _Line:
    values = dict(_ATTRIBUTE.findall(match[1]))
    words = unescape(match[2])
    face = (values.get("font-family", "").split(",")[0], int(values.get("font-weight", "400")))
    if face not in _FILES:
        raise PipelineError(f"a drawing uses the face {face[0]!r} {face[1]}, which has no file")
    font, size = fonts / _FILES[face], float(values["font-size"])
    width = words_width(words, font, size)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[values.get("text-anchor", "start")]
    return _Line(
        words=words,
        font=font,
        size=size,
        left=float(values.get("x", 0)) - shift,
        width=width,
        baseline=float(values.get("y", 0)),
        others="".join(f' {key}="{v}"' for key, v in values.items() if key not in _PLACING),
    )


def words_width(words: str, font: Path, size: float) -> float:
    """Width of a line of text, without kerning, in the unit of `size`."""
    _, advances, names, scale = _open(font)
    missing = sorted({letter for letter in words if ord(letter) not in names})
    if missing:
        raise PipelineError(f"{font.name} lacks {', '.join(map(repr, missing))}")
    return float(sum(advances[names[ord(letter)]][0] for letter in words) * size / scale)


def letters_path(words: str, font: Path, place: tuple[float, float], size: float) -> str:
    """Path data of a line of text whose baseline begins at `place`."""
    glyphs, advances, names, scale = _open(font)
    factor, (left, baseline) = size / scale, place
    pen = SVGPathPen(glyphs, ntos=_short)
    for letter in words:
        name = names[ord(letter)]
        glyphs[name].draw(TransformPen(pen, (factor, 0, 0, -factor, left, baseline)))
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

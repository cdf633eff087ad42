"""Titles in even lines: the measure that makes them so, the words that stay together.

The engine fills each line before it begins the next, and may leave a title a last line of one word.
A title is given a narrower measure instead: the least that costs no line more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from pipeline.drawings.metrics import text_width
from pipeline.french.characters import NO_BREAK

MM_PER_PT = 25.4 / 72
FAMILY = "Source Serif 4 Display"

_TYPE = re.compile(r"--type-([a-z-]+):\s*(?:italic )?(\d+) ([\d.]+)pt/[\d.]+pt var\(--display\)")
# Words that lead to the next do not end a line.
_LEADING = re.compile(
    r"(?<![^\s(«])(à|au|aux|avec|ce|ces|dans|de|des|du|en|et|la|le|les|leur|ou|par|pour|sa|ses|son|sur"
    r"|un|une|vers|&) (?=\S)",
    re.IGNORECASE,
)
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class EvenTitle:
    """A title as HTML, and the CSS width in mm of its lines for each form it was asked for."""

    html: Markup
    widths: tuple[str, ...]

    @property
    def width(self) -> str:
        """The width of the first form."""
        return self.widths[0]


@cache
def read_sizes(tokens: str) -> dict[str, tuple[int, float]]:
    """Weight and size in mm of each `--type-NAME` in the display face, from tokens.css."""
    return {
        name: (300 if int(weight) < 400 else 400, float(size) * MM_PER_PT)
        for name, weight, size in _TYPE.findall(tokens)
    }


def even_title(
    sizes: dict[str, tuple[int, float]], title: str, *forms: tuple[str, float]
) -> EvenTitle:
    """A title in even lines, for each (`--type-NAME`, measure in mm) it may be set in.

    Short words stay with the next, unless that costs the only form a line; compounds are whole.
    Raises KeyError for a name that is no type of the display face.
    """
    kept = _LEADING.sub(lambda match: match.group(1) + NO_BREAK, title)
    lines = [
        _lines(words, *sizes[name], measure) for words in (title, kept) for name, measure in forms
    ]
    words = title if len(forms) == 1 and lines[1] > lines[0] else kept
    html = whole_compounds(words)
    widths = (_width(words, *sizes[name], measure) for name, measure in forms)
    return EvenTitle(html, tuple(f"{width:.2f}mm" for width in widths))


def whole_compounds(words: str) -> Markup:
    """Words of which no line ends within one, at a hyphen."""
    return Markup(" ").join(_whole(word) for word in words.split(" "))


def _width(words: str, weight: int, size: float, measure: float) -> float:
    """The least width that costs no line more; and a space, which the engine counts at the end of a
    line where the next word is one that stays whole.
    """
    lines, width = _lines(words, weight, size, measure), measure
    widest = max(text_width(word, size, weight, FAMILY) for word in words.split(" "))
    while width - _STEP > widest and _lines(words, weight, size, width - _STEP) == lines:
        width -= _STEP
    return min(measure, width + _STEP + text_width(" ", size, weight, FAMILY))


def _lines(words: str, weight: int, size: float, measure: float) -> int:
    """How many lines the engine fills."""
    space = text_width(" ", size, weight, FAMILY)
    lines, reached = 1, -space
    for word in words.split(" "):
        length = text_width(word, size, weight, FAMILY)
        if reached >= 0 and reached + space + length > measure:
            lines, reached = lines + 1, -space
        reached += space + length
    return lines


def _whole(word: str) -> Markup:
    """A word that no line ends within, at a hyphen."""
    if "-" not in word.strip("-"):
        return escape(word)
    return Markup('<span class="nowrap">{}</span>').format(word)

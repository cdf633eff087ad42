"""How much room words take: widths of letters, lines, boxes that must not overlap."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.drawings.svg import SANS, Point

DATA = Path(__file__).parent / "data"
ASCENT, DESCENT = 0.74, 0.22
"""Room above and below the baseline, in parts of the size (accented capitals included)."""


@cache
def _table() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = json.loads((DATA / "widths.json").read_text("utf8"))
    return table


@cache
def text_width(words: str, size: float, weight: int = 400, family: str = SANS) -> float:
    """Width in mm of a line of text, kerning left out; letters not in the table are wide ones."""
    table = _table()
    face = table.get(f"{family} {weight}") or table[f"{family} 400"]
    return sum(face.get(letter, face["M"]) for letter in words) * size / 1000


def wrap(words: str, width: float, size: float, weight: int = 400) -> list[str]:
    """Lines no wider than `width` mm; breaks at ordinary spaces only.

    A word wider than that stands on a line of its own.
    """
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on paper, mm; `y` grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Whether the two come nearer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def overlap_area(self, other: Box, gap: float = 0) -> float:
        """Area that the two share once the gap is counted in, mm²."""
        w = min(self.right, other.right) - max(self.left, other.left) + gap
        h = min(self.bottom, other.bottom) - max(self.top, other.top) + gap
        return w * h if w > 0 and h > 0 else 0.0


def text_box(
    place: Point, words: str, size: float, weight: int = 400, anchor: str = "start"
) -> Box:
    """The room of a line of text whose baseline begins, has its middle or ends at `place`."""
    width = text_width(words, size, weight)
    left = place[0] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left, place[1] - ASCENT * size, left + width, place[1] + DESCENT * size)

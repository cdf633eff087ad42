"""Strips: where one stands among all, on one scale after the other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    circle,
    finish,
    segments_path,
    stroke,
    text,
    tone,
)

ROW = 12.0
"""Height of a strip with its caption, mm."""


def rank_of(key: str, values: Mapping[str, float]) -> int:
    """1 for the largest; equal values share a rank."""
    return 1 + sum(1 for value in values.values() if value > values[key])


def strips(
    palette: Palette,
    *,
    rows: Sequence[Mapping[str, Any]],
    key: str,
    width: float = 36.0,
    colour: str = "vermillon",
) -> Drawing:
    """A strip per row, a tick per value, a disc for `key`, whose rank stands at the right.

    `rows`: mappings with `label` and `values` (id to number). The scale is logarithmic where all
    values are above zero. A row that has no value for `key`, or one value only, is left out;
    NoDrawing where none is left.
    """
    shown = [(str(r["label"]), _values(r)) for r in rows]
    shown = [(label, v) for label, v in shown if key in v and len(set(v.values())) > 1]
    if not shown:
        raise NoDrawing(f"nothing compares {key!r} with others")
    ink, lit = tone(palette, "encre"), tone(palette, colour)
    body, said = [], []
    for i, (label, values) in enumerate(shown):
        y = i * ROW
        place = _scale(values, width)
        rank = words.ordinal(rank_of(key, values), feminine=False)
        size = 2.7
        body.append(text((0, y + 3), label, size, ink))
        body.append(text((width, y + 3), rank, size, lit, weight=600, anchor="end"))
        others = [
            ((place(v), y + 5.2), (place(v), y + 8.2))
            for k, v in sorted(values.items())
            if k != key
        ]
        base = ((0.0, y + 8.2), (width, y + 8.2))
        body.append(stroke(segments_path([*others, base]), ink, 0.22))
        body.append(circle((place(values[key]), y + 6.7), 1.5, lit))
        said.append(f"{label.lower()}, {rank} sur {len(values)}")
        if text_width(label, size) + text_width(rank, size, 600) > width:
            raise NoDrawing(f"no room for {label!r} on a strip of {width} mm")
    return finish(
        body,
        width,
        len(shown) * ROW - 3,
        "Rang parmi les fiches",
        f"Du plus petit au plus grand{words.FIXED}: {words.listed(said)}.",
    )


def _values(row: Mapping[str, Any]) -> dict[str, float]:
    return {str(k): float(v) for k, v in row["values"].items() if v is not None}


def _scale(values: Mapping[str, float], width: float) -> Any:
    """A function from a value to its place, logarithmic where it can be."""
    low, high = min(values.values()), max(values.values())
    if low > 0:
        return lambda v: 1.8 + (width - 3.6) * math.log(v / low) / math.log(high / low)
    return lambda v: 1.8 + (width - 3.6) * (v - low) / (high - low)

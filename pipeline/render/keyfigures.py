"""The page of key figures: each number with a drawing at scale."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace as View
from typing import Any

from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import BookSection, ResolvedFact
from pipeline.render.figures import split_number
from pipeline.render.pieces import Pieces
from pipeline.render.studio import Picture

# Width in mm of a cell: three columns of the full measure, or the whole of it.
_THIRD, _FULL = 56.0, 178.0


def section_values(section: BookSection, pieces: Pieces) -> dict[str, Any]:
    """The cells, in the order of the source, and the source line."""
    source = section.source
    assert isinstance(source, s.Section)
    facts = pieces.book.facts
    squares = [_value(facts[f.fact]) for f in source.figures if f.drawing == "square"]
    cells = []
    for number, figure in enumerate(source.figures):
        if figure.drawing == "bar":
            continue
        fact = facts[figure.fact]
        words, unit = split_number(fact)
        place = source.place_of("figures", number)
        cells.append(
            View(
                src=f"{place.file}:{place.line}",
                number=words,
                unit=unit,
                label=set_text(figure.label),
                drawing=_drawing(figure, fact, pieces, max(squares, default=1)),
                note="",
                span="third",
            )
        )
    bars = [figure for figure in source.figures if figure.drawing == "bar"]
    drawing = _bars(bars, pieces)
    if drawing is not None:
        place = source.place_of("figures", source.figures.index(bars[0]))
        cells.append(
            View(
                src=f"{place.file}:{place.line}",
                number="",
                unit="",
                label="",
                drawing=drawing,
                note="",
                span="full",
            )
        )
    return {
        "cells": cells,
        "source": set_text(f"Source : {source.source}.") if source.source else "",
        "runs": pieces.runs(section.id),
    }


def _drawing(
    figure: s.KeyFigure, fact: ResolvedFact, pieces: Pieces, largest_square: float
) -> Picture | None:
    draw, value = pieces.studio.draw, _value(fact)
    label = set_text(figure.label)
    if figure.drawing == "circle" and figure.inside:
        inside = pieces.book.facts[figure.inside]
        number, _ = split_number(inside)
        return draw(
            "circle-in-circle",
            outer=value,
            inner=_value(inside),
            inner_text=number,
            inner_label=set_text(figure.inside_label),
            outer_label=label,
            width=_THIRD,
            diameter=36.0,
        )
    if figure.drawing == "dots":
        return draw("dots", part=value, label=label, unit="%")
    if figure.drawing == "square":
        items = [{"value": value, "label": label}]
        return draw("squares", items=items, largest=largest_square, width=_THIRD)
    if figure.drawing == "thousands":
        return draw("thousands", value=value, label=label, width=_THIRD, columns=17)
    return None


def _bars(figures: Sequence[s.KeyFigure], pieces: Pieces) -> Picture | None:
    """Figures drawn as bars share one axis, below all others."""
    items = [
        {"value": _value(pieces.book.facts[f.fact]), "label": set_text(f.label)} for f in figures
    ]
    return pieces.studio.draw("bars", items=items, width=_FULL) if items else None


def _value(fact: ResolvedFact) -> float:
    assert not isinstance(fact.value, tuple)
    return fact.value

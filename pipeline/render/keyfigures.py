"""The page of key figures: each number with a drawing at scale."""

from __future__ import annotations

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
    largest = {
        kind: max(
            (abs(_value(facts[f.fact])) for f in source.figures if f.drawing == kind), default=1
        )
        for kind in ("square", "bar")
    }
    cells = []
    for number, figure in enumerate(source.figures):
        fact = facts[figure.fact]
        words, unit = split_number(fact)
        place = source.place_of("figures", number)
        span = "full" if figure.drawing == "bar" else "third"
        cells.append(
            View(
                src=f"{place.file}:{place.line}",
                number=words,
                unit=unit,
                label=set_text(figure.label),
                drawing=_drawing(figure, fact, pieces, largest),
                note="",
                span=span,
            )
        )
    return {
        "cells": cells,
        "source": set_text(f"Source : {source.source}.") if source.source else "",
        "runs": pieces.runs(section.id),
    }


def _drawing(
    figure: s.KeyFigure, fact: ResolvedFact, pieces: Pieces, largest: dict[str, float]
) -> Picture | None:
    draw, value = pieces.studio.draw, _value(fact)
    label = set_text(figure.label)
    if figure.drawing == "circle" and figure.inside:
        inside = pieces.book.facts[figure.inside]
        return draw(
            "circle-in-circle",
            whole=value,
            part=_value(inside),
            label=label,
            part_label=set_text(figure.inside_label),
            width=_THIRD,
        )
    if figure.drawing == "dots":
        return draw("dots", part=value, whole=100, label=label, width=_THIRD)
    if figure.drawing == "square":
        return draw("square", value=value, largest=largest["square"], label=label, width=_THIRD)
    if figure.drawing == "thousands":
        return draw("thousands", value=value, label=label, width=_THIRD)
    if figure.drawing == "bar":
        return draw("bar", value=value, largest=largest["bar"], label=label, width=_FULL)
    return None


def _value(fact: ResolvedFact) -> float:
    assert not isinstance(fact.value, tuple)
    return fact.value

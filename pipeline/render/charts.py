"""The parameters of the drawings that figures ask for, from `data` of their source."""

from __future__ import annotations

from typing import Any

from pipeline.errors import PipelineError
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import Book
from pipeline.render.atlas import Atlas


def chart_parameters(book: Book, atlas: Atlas, figure: s.Figure, width: float) -> dict[str, Any]:
    """What the generator of a figure is called with.

    Numbers come from facts: where `data` names a fact id, its value stands in its place.
    """
    if figure.generator == "map":
        return {
            "sites": atlas.plain_sites(),
            "populations": {key: t.population for key, t in atlas.territories.items()},
            "width": width,
        }
    data = {key: _with_facts(book, figure, value) for key, value in figure.data.items()}
    return {**data, "width": width}


def _with_facts(book: Book, figure: s.Figure, value: Any) -> Any:
    """Data with `{fact: id}` replaced by the fact's value, and words typographically set."""
    if isinstance(value, dict):
        if set(value) == {"fact"}:
            fact = book.facts.get(str(value["fact"]))
            if fact is None:
                raise PipelineError(f"{figure.place}: no fact {value['fact']!r}")
            return fact.value
        return {key: _with_facts(book, figure, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_facts(book, figure, item) for item in value]
    return set_text(value) if isinstance(value, str) else value

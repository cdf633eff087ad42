"""The parameters of the drawings that figures ask for, from `data` of their source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.errors import PipelineError, nearest
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import Book, ResolvedFact
from pipeline.render.atlas import Atlas
from pipeline.resolve.facts import words_of

# Keys whose strings are printed; the others (ids, dates, colours) stay as written.
_PRINTED = frozenset(
    (
        "hollow_label", "items", "label", "note", "period_label", "planned_label", "ratio_unit",
        "text", "title", "unit", "when", "x_label", "y_label",
    )
)  # fmt: skip
_FACT = re.compile(r"\{fact:\s*([a-z0-9.-]+)\}")

Data = dict[str, Any]


def chart_parameters(book: Book, atlas: Atlas, figure: s.Figure, width: float) -> dict[str, Any]:
    """What the generator of a figure is called with.

    Numbers come from facts: where `data` holds `{fact: ID}`, the fact's value stands in its
    place; within a printed string, `{fact: ID}` becomes the number in words, with its unit and
    qualifier. `sheets` takes the values of all identity sheets: for a scatter plot
    `{x: KEY, y: KEY}`, for a dot plot `ess_share`. A map needs no data. Raises PipelineError for
    an unknown fact, key or base, or a generator that takes nothing from the sheets.
    """
    data: Data = {key: _fill(book, figure, key, value) for key, value in figure.data.items()}
    if figure.generator == "map":
        data["sites"] = atlas.plain_sites()
        data["populations"] = {key: t.population for key, t in atlas.territories.items()}
    if "sheets" in data:
        take = _nearest_of(_FROM_SHEETS, figure.generator, f"{figure.place}: sheets give no")
        data = take(book, atlas, figure, data)
    return {**data, "width": width}


# --- facts and words ---------------------------------------------------------------


def _fill(book: Book, figure: s.Figure, key: str, value: Any) -> Any:
    """Data with facts in their places, and printed words typographically set."""
    if isinstance(value, dict):
        if set(value) == {"fact"}:
            fact = _fact(book, figure, str(value["fact"]))
            return fact.state or fact.value
        return {inner: _fill(book, figure, inner, item) for inner, item in value.items()}
    if isinstance(value, list):
        return [_fill(book, figure, key, item) for item in value]
    if isinstance(value, str) and key in _PRINTED:
        return set_text(_FACT.sub(lambda m: words_of(_fact(book, figure, m[1])), value))
    return value


def _fact(book: Book, figure: s.Figure, id_: str) -> ResolvedFact:
    fact: ResolvedFact = _nearest_of(book.facts, id_, f"{figure.place}: no fact")
    return fact


def _nearest_of(known: Mapping[str, Any], id_: str, message: str) -> Any:
    if id_ in known:
        return known[id_]
    guess = nearest(id_, known)
    raise PipelineError(f"{message} {id_!r}" + (f"; did you mean {guess!r}?" if guess else ""))


# --- values of the identity sheets -------------------------------------------------


def _points(book: Book, atlas: Atlas, figure: s.Figure, data: Data) -> Data:
    """A point per sheet, from two numbers of its card."""
    axes = data.pop("sheets")
    points = []
    for sheet in book.publication.sheets.values():
        card = {key: getattr(sheet, key) for key in ("population", "communes", "area", "density")}
        x, y = (
            _nearest_of(card, str(axes[axis]), f"{figure.place}: no number").value
            for axis in ("x", "y")
        )
        points.append({"label": atlas.territories[sheet.metropole].label, "x": x, "y": y})
    return {**data, "points": points}


def _shares(book: Book, atlas: Atlas, figure: s.Figure, data: Data) -> Data:
    """A row per sheet with its ESS share, in the series that names the share's base.

    `bases` of a series lists the bases it holds; `also` adds published shares that are not on
    the card (`metropole`, `series`, `value`). Territories with a share of their own come first,
    then those known by their region only, drawn hollow; within both, the order of the series,
    the largest share first.
    """
    data.pop("sheets")
    series = data["series"]
    series_of = {base: one["id"] for one in series for base in one["bases"]}
    order = [one["id"] for one in series]
    extra = data.pop("also", [])
    rows: list[tuple[tuple[Any, ...], Data]] = []
    for sheet in book.publication.sheets.values():
        share = sheet.ess_share
        if share is None:
            continue
        id_ = _nearest_of(series_of, share.base, f"{sheet.place}: no series for the base")
        values = {id_: share.value}
        values |= {e["series"]: e["value"] for e in extra if e["metropole"] == sheet.metropole}
        regional = share.territory == "region"
        row: Data = {"label": atlas.territories[sheet.metropole].label, "values": values}
        if regional:
            row |= {"note": "(région)", "hollow": True}
        rows.append(((regional, order.index(id_), -share.value, sheet.metropole), row))
    plain = [{"id": one["id"], "label": one["label"]} for one in series]
    return {**data, "series": plain, "rows": [row for _, row in sorted(rows, key=lambda r: r[0])]}


_FROM_SHEETS: dict[str, Callable[[Book, Atlas, s.Figure, Data], Data]] = {
    "dotplot": _shares,
    "scatter": _points,
}

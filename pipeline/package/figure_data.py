"""The data of a figure as rows of words: what a narrow screen shows in place of the drawing.

A drawing that fills a phone has letters of seven pixels; rows wrap, and grow with the reader's
text. They are made from the parameters of the drawing, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.periods import read_item
from pipeline.french.typography import set_text


@dataclass(frozen=True, slots=True)
class Entry:
    """What one mark of a drawing says: `lead` stands out; `share` (0 to 100) is drawn as a bar.

    `series` is the rank of its colour, from 1; 0 where there are no series.
    """

    lead: str
    words: str
    series: int = 0
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a drawing says of one place, stage or line."""

    label: str
    entries: tuple[Entry, ...]


Params = Mapping[str, Any]


def figure_rows(generator: str, params: Params) -> tuple[Row, ...]:
    """The rows of a computed figure; none where its drawing has no such form (a map)."""
    make = _ROWS.get(generator)
    return make(params) if make else ()


def _ranks(params: Params, first: int = 1) -> dict[str, int]:
    """The colours of series, in the order of SERIES_TONES of the drawings."""
    return {str(one["id"]): rank for rank, one in enumerate(params["series"], start=first)}


def _of_dots(params: Params) -> tuple[Row, ...]:
    """A bar for each value, from zero to the largest; the references come last."""
    labels = {str(one["id"]): str(one["label"]) for one in params["series"]}
    unit, ranks = str(params.get("unit", "%")), _ranks(params)
    told = [
        (f"{row['label']} {row.get('note', '')}".strip(), key, float(row["values"][key]))
        for row in params["rows"]
        for key in labels
        if row["values"].get(key) is not None
    ]
    told += [
        (str(one["label"]), str(one["series"]), float(one["value"]))
        for one in params.get("references", ())
    ]
    most = max(value for *_, value in told)
    rows: dict[str, list[Entry]] = {}
    for label, key, value in told:
        lead = f"{words.number(value, 2)}{words.NARROW}{unit}"
        entry = Entry(lead, labels[key], ranks[key], round(100 * value / most, 1))
        rows.setdefault(label, []).append(entry)
    return _made(rows)


def _of_periods(params: Params) -> tuple[Row, ...]:
    announced, ranks = str(params.get("planned_label", "")), _ranks(params, 2)
    labels = {str(one["id"]): str(one["label"]) for one in params["series"]}
    rows: dict[str, list[Entry]] = {}
    for row in params["rows"]:
        for item in map(read_item, row["items"]):
            name = labels[item.series]
            # Where the words are in the name of the series, the name says them.
            parts = [name] if item.text in name else [item.text, name]
            parts += [announced] if item.planned and announced else []
            entry = Entry(item.when, f"{words.NARROW}; ".join(parts), ranks[item.series])
            rows.setdefault(str(row["label"]), []).append(entry)
    return _made(rows)


def _of_points(params: Params) -> tuple[Row, ...]:
    axes = (("x", str(params["x_label"])), ("y", str(params["y_label"])))
    return tuple(
        Row(
            str(point["label"]),
            tuple(Entry(words.number(float(point[axis])), label) for axis, label in axes),
        )
        for point in params["points"]
    )


def _of_flow(params: Params) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{rank}. {set_text(str(node['label']))}",
            tuple(Entry("", str(item)) for item in node.get("items", ())),
        )
        for rank, node in enumerate(params["nodes"], start=1)
    )


def _made(rows: Mapping[str, list[Entry]]) -> tuple[Row, ...]:
    return tuple(Row(label, tuple(entries)) for label, entries in rows.items())


_ROWS: dict[str, Callable[[Params], tuple[Row, ...]]] = {
    "dotplot": _of_dots,
    "flow": _of_flow,
    "periods": _of_periods,
    "scatter": _of_points,
}

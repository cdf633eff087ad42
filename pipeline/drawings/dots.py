"""Dots that can be counted: a share of a whole, thousands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width
from pipeline.drawings.seal import spiral
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    Point,
    dots,
    finish,
    num,
    path,
    polar,
    text,
    tone,
)

MOST = 600
"""Beyond so many dots nobody counts: the share is shown out of a hundred."""


def dots_share(
    palette: Palette,
    *,
    part: float,
    whole: float = 100.0,
    form: str = "grid",
    width: float = 42.0,
    columns: int = 10,
    colour: str = "vermillon",
    rest: str = "filet",
    label: str = "",
    unit: str = "",
) -> Drawing:
    """`part` dots lit among `whole`; a fraction lights a slice of a dot.

    `form`: `grid` (lit from the bottom, `columns` wide), `row` (one line), `sunflower` (lit from
    the middle). A whole that is no whole number or beyond 600 is shown out of a hundred. `label`
    and `unit` serve the description. Raises NoDrawing where the part is not within the whole.
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise NoDrawing(f"{part} out of {whole} cannot be drawn")
    exact = whole == int(whole) and whole <= MOST
    total, lit = (int(whole), part) if exact else (100, 100 * part / whole)
    places, radius, height = _layout(total, form, width, columns)
    full = math.floor(lit + 1e-9)
    slice_ = lit - full if lit - full > 1e-6 else 0.0
    body = [
        dots(places[full:], radius, tone(palette, rest)),
        dots(places[:full], radius, tone(palette, colour)),
    ]
    if slice_:
        body.append(path(_slice(places[full], radius, slice_), tone(palette, colour)))
    described = label or "part"
    what = (
        f"{words.number(part, 2)}{words.NARROW}%"
        if whole == 100
        else f"{words.number(part, 2)} sur {words.number(whole)}{f' {unit}' if unit else ''}"
    )
    return finish(
        body,
        width,
        height,
        f"{described[:1].upper()}{described[1:]}{words.FIXED}: {what}",
        f"{words.counted(total, 'point', 'points')}, dont {words.number(lit, 2)} en couleur"
        + ("." if exact else " (parts de cent)."),
    )


def _layout(total: int, form: str, width: float, columns: int) -> tuple[list[Point], float, float]:
    """Places of the dots in the order they are lit, their radius, the height of the drawing."""
    if form == "sunflower":
        radius = width / 2 / (math.sqrt(total) + 0.5) * 0.78
        reach = width / 2 - radius
        middle = width / 2
        return [(middle + x, middle + y) for x, y in spiral(total, reach)], radius, width
    columns = total if form == "row" else min(columns, total)
    step = width / columns
    radius = min(step * 0.36, 2.2)
    rows = math.ceil(total / columns)
    height = rows * step if form == "grid" else 2 * radius + 0.4
    middle = height - step / 2 if form == "grid" else height / 2
    places = [((i % columns + 0.5) * step, middle - i // columns * step) for i in range(total)]
    return places, radius, height


def _slice(centre: Point, radius: float, share: float) -> str:
    """A slice of a disc that turns clockwise from the bottom: a half is its left half."""
    (x0, y0), (x1, y1) = polar(centre, radius, 180), polar(centre, radius, 180 + 360 * share)
    r, large = num(radius), 1 if share > 0.5 else 0
    middle = "" if abs(share - 0.5) < 1e-6 else f"L{num(centre[0])} {num(centre[1])}"
    return f"M{num(x0)} {num(y0)}A{r} {r} 0 {large} 1 {num(x1)} {num(y1)}{middle}Z"


def thousands(
    palette: Palette,
    *,
    value: float,
    per: float = 1000.0,
    width: float = 86.0,
    columns: int = 26,
    colour: str = "vermillon",
    label: str = "",
    unit: str = "",
) -> Drawing:
    """A dot for each thousand (`per`), row after row; the count is rounded.

    Raises NoDrawing below one dot or beyond 2 000.
    """
    count = round(value / per)
    if not 1 <= count <= 2000:
        raise NoDrawing(f"{count} dots of {per} for {value}")
    step = width / columns
    rows = math.ceil(count / columns)
    places = [((i % columns + 0.5) * step, (i // columns + 0.5) * step) for i in range(count)]
    what = unit or "unités"
    return finish(
        dots(places, step * 0.33, tone(palette, colour)),
        width,
        rows * step,
        f"{(label[:1].upper() + label[1:]) or 'Nombre'}{words.FIXED}: {words.number(value)}",
        f"{words.counted(count, 'point', 'points')}, un pour {words.number(per)} {what}.",
    )


def dot_rows(
    palette: Palette,
    *,
    items: Sequence[Mapping[str, Any]],
    width: float = 36.0,
    colour: str = "vermillon",
) -> Drawing:
    """Small counts side by side: a row of dots per item, its label or its rank before it.

    `items`: mappings with `value` (a whole number) and `label`. Labels too long for a third of
    the width are replaced by ranks; the description names them. At most 20 dots a row.
    """
    counts = [round(float(item["value"])) for item in items]
    if not counts or min(counts) < 0 or not 0 < max(counts) <= 20:
        raise NoDrawing("rows of dots need counts from 1 to 20")
    labels = [str(item.get("label", "")) for item in items]
    size, leading = 2.9, 4.6
    if max(text_width(label, size, 600) for label in labels) > width / 3:
        shown = [str(i + 1) for i in range(len(items))]
    else:
        shown = labels
    start = max(text_width(label, size, 600) for label in shown) + 3.5
    step = min(4.0, (width - start) / max(counts))
    ink = tone(palette, "encre")
    body = [
        text((0, 3.4 + i * leading), label, size, ink, weight=600) for i, label in enumerate(shown)
    ]
    places = [
        (start + (j + 0.5) * step, 2.4 + i * leading)
        for i, count in enumerate(counts)
        for j in range(count)
    ]
    body.append(dots(places, min(1.35, step * 0.36), tone(palette, colour)))
    each = [f"{label} ({count})" for label, count in zip(labels, counts, strict=True)]
    return finish(
        body,
        width,
        len(items) * leading + 0.4,
        words.counted(len(items), "ligne", "lignes"),
        f"Un point par unité{words.FIXED}: {words.listed(each)}.",
    )

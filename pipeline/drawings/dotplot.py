"""The dot plot: one row per place, a dot per series, reference lines across."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    Point,
    circle,
    finish,
    mix,
    segments_path,
    stroke,
    text,
    tone,
)

SERIES_TONES = ("vermillon", "verdigris", "ocre", "encre")
ROW, TEXT = 5.4, 2.8


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis: first and last value, places of both in mm."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round values, from the first to the last."""
        step = nice_step(self.high - self.low)
        count = round((self.high - self.low) / step)
        return [self.low + i * step for i in range(count + 1)]


def nice_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts a span into three to eight."""
    power = float(10.0 ** math.floor(math.log10(span / 3)))
    return next((m * power for m in (1, 2, 5) if span / (m * power) <= 7), 10 * power)


def nice_axis(values: Sequence[float], left: float, right: float) -> Axis:
    """An axis that begins and ends on round values around the given ones."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    step = nice_step(high - low)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return Axis(low, high, left, right)


def dotplot(
    palette: Palette,
    *,
    rows: Sequence[Mapping[str, Any]],
    series: Sequence[Mapping[str, Any]],
    references: Sequence[Mapping[str, Any]] = (),
    unit: str = "%",
    width: float = 136.0,
    hollow_label: str = "",
    title: str = "",
) -> Drawing:
    """Values of each row in up to four series, on one axis.

    `rows`: `label`, `note` (set after it, a folio), `values` (series id to number), `hollow`
    (rings, which the legend names `hollow_label`); `series`: `id`, `label`; `references`:
    `label`, `value`, `series`. A row without value is left out.
    """
    ids = [str(s["id"]) for s in series]
    colours = {k: tone(palette, SERIES_TONES[i % 4]) for i, k in enumerate(ids)}
    kept = [r for r in rows if any(r["values"].get(k) is not None for k in ids)]
    every = [float(r["values"][k]) for r in kept for k in ids if r["values"].get(k) is not None]
    every += [float(r["value"]) for r in references]
    if not kept:
        raise NoDrawing("a dot plot needs a value")
    names = max(text_width(f"{r['label']} {r.get('note', '')}", 3.1, 600) for r in kept)
    axis = nice_axis(every, names + 5, width - 9)
    head = 4.4 + 3.6 * max(0, len(references))
    foot = head + ROW * len(kept) + 1
    body = [*_grid(palette, axis, head, foot, unit, len(kept))]
    body += _references(axis, references, colours, head, foot, unit, width)
    lines = [axis(float(r["value"])) for r in references]
    for i, row in enumerate(kept):
        body += _row(palette, axis, row, head + ROW * (i + 0.6), ids, colours, lines)
    hollow = hollow_label if any(r.get("hollow") for r in kept) else ""
    body += _legend(palette, series, colours, foot + 9.6, hollow)
    each = [f"{r['label']} ({_said(r, series, unit, hollow)})" for r in kept]
    return finish(
        body,
        width,
        foot + 11,
        title or "Valeurs par métropole",
        f"Un point par valeur{words.FIXED}: {words.listed(each)}. "
        + " ".join(
            f"Repère{words.FIXED}: {r['label']}, {words.number(float(r['value']), 2)}"
            f"{words.NARROW}{unit}."
            for r in references
        ),
    )


def _said(
    row: Mapping[str, Any], series: Sequence[Mapping[str, Any]], unit: str, hollow: str
) -> str:
    said = ", ".join(
        f"{s['label']} {words.number(float(row['values'][s['id']]), 2)}{words.NARROW}{unit}"
        for s in series
        if row["values"].get(s["id"]) is not None
    )
    return f"{said}, {hollow}" if hollow and row.get("hollow") else said


def _grid(
    palette: Palette, axis: Axis, head: float, foot: float, unit: str, count: int
) -> Iterator[str]:
    light = mix(tone(palette, "filet"), tone(palette, "papier"), 0.4)
    yield stroke(
        segments_path(((axis(t), head), (axis(t), foot)) for t in axis.ticks()), light, 0.2
    )
    rows = (head + ROW * (i + 0.6) for i in range(count))
    yield stroke(segments_path(((axis.left, y), (axis.right, y)) for y in rows), light, 0.15)
    for tick in axis.ticks():
        label = f"{words.number(tick, 2)}{words.NARROW}{unit}"
        yield text((axis(tick), foot + 3.6), label, 2.7, tone(palette, "encre-2"), anchor="middle")


def _references(
    axis: Axis,
    references: Sequence[Mapping[str, Any]],
    colours: Mapping[str, str],
    head: float,
    foot: float,
    unit: str,
    width: float,
) -> Iterator[str]:
    """Dashed lines; each label has a line of its own, so that none meets another."""
    for i, reference in enumerate(references):
        x, y = axis(float(reference["value"])), 2.8 + 3.6 * i
        colour = colours[str(reference["series"])]
        label = (
            f"{reference['label']} {words.number(float(reference['value']), 2)}{words.NARROW}{unit}"
        )
        yield stroke(f"M{x:.2f} {y + 0.9:.2f}V{foot:.2f}", colour, 0.35, stroke_dasharray="1 0.7")
        fits = x - 1 + text_width(label, 2.7, 600) <= width
        yield text(
            (x - 0.4 if fits else x + 0.4, y),
            label,
            2.7,
            colour,
            weight=600,
            anchor="start" if fits else "end",
        )


def _row(
    palette: Palette,
    axis: Axis,
    row: Mapping[str, Any],
    y: float,
    ids: Sequence[str],
    colours: Mapping[str, str],
    lines: Sequence[float],
) -> Iterator[str]:
    """A row; its last value stands right of its dot, left where alone with a line in its room."""
    ink, paper = tone(palette, "encre"), tone(palette, "papier")
    yield text((0, y + 1.1), str(row["label"]), 3.1, ink, weight=600)
    if row.get("note"):
        after = text_width(f"{row['label']} ", 3.1, 600)
        yield text((after, y + 1.1), str(row["note"]), 3.1, tone(palette, "encre-2"))
    points = sorted(
        (axis(float(row["values"][k])), k) for k in ids if row["values"].get(k) is not None
    )
    if len(points) > 1:
        yield stroke(f"M{points[0][0]:.2f} {y:.2f}H{points[-1][0]:.2f}", ink, 0.3)
    for i, (x, key) in enumerate(points):
        value = words.number(float(row["values"][key]), 2)
        end = x + 2.4 + text_width(value, TEXT, 600)
        hit = len(points) == 1 and any(x + 1.5 < line < end + 0.5 for line in lines)
        if i == len(points) - 1 and not hit:
            yield text((x + 2.4, y + 1), value, TEXT, ink, weight=600, halo=paper)
        elif i == 0:
            yield text((x - 2.4, y + 1), value, TEXT, ink, weight=600, anchor="end", halo=paper)
        else:
            yield text((x, y - 1.9), value, TEXT, ink, weight=600, anchor="middle", halo=paper)
    for x, key in points:
        if row.get("hollow"):
            yield _ring((x, y), colours[key], paper)
        else:
            yield circle((x, y), 1.5, colours[key])


def _ring(centre: Point, colour: str, paper: str) -> str:
    return circle(centre, 1.25, paper, stroke=colour, stroke_width=0.5)


def _legend(
    palette: Palette,
    series: Sequence[Mapping[str, Any]],
    colours: Mapping[str, str],
    y: float,
    hollow: str,
) -> Iterator[str]:
    x = 1.5
    for one in series:
        yield circle((x, y - 0.95), 1.5, colours[str(one["id"])])
        yield text((x + 2.8, y), str(one["label"]), 2.7, tone(palette, "encre"))
        x += text_width(str(one["label"]), 2.7) + 9
    if hollow:
        yield _ring((x, y - 0.95), tone(palette, "encre-2"), tone(palette, "papier"))
        yield text((x + 2.8, y), hollow, 2.7, tone(palette, "encre"))

"""The scatter plot on two logarithmic axes, every point named."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from pipeline.drawings import words
from pipeline.drawings.carton import draw_label
from pipeline.drawings.labels import Label, place_labels
from pipeline.drawings.metrics import Box, text_width
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    Point,
    dots,
    finish,
    mix,
    segments_path,
    stroke,
    text,
    tone,
)


@dataclass(frozen=True, slots=True)
class LogAxis:
    """A logarithmic axis: first and last value, places of both in mm."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + (self.end - self.start) * share

    def ticks(self) -> list[float]:
        """1, 2 and 5 times powers of ten on the axis; powers only where there are many."""
        first = math.floor(math.log10(self.low))
        last = math.ceil(math.log10(self.high))
        steps = (1, 2, 5) if last - first <= 4 else (1,)
        every = [m * 10.0**p for p in range(first, last + 1) for m in steps]
        return [t for t in every if self.low * 0.999 <= t <= self.high * 1.001]


def log_axis(values: Sequence[float], start: float, end: float) -> LogAxis:
    """An axis with some air around the values."""
    low, high = min(values), max(values)
    air = max((high / low) ** 0.08, 1.15)
    return LogAxis(low / air, high * air, start, end)


def scatter(
    palette: Palette,
    *,
    points: Sequence[Mapping[str, Any]],
    x_label: str,
    y_label: str,
    width: float = 136.0,
    height: float = 100.0,
    ratios: Sequence[float] = (),
    ratio_unit: str = "",
    lit: Sequence[str] = (),
    title: str = "",
) -> Drawing:
    """Points `label`, `x`, `y` (above zero), on logarithmic axes, labels without collision.

    `ratios` are values of x ÷ y drawn as slanted lines (for population and density: areas);
    `lit` names the points in vermillon, all of them where empty. NoDrawing below two points.
    """
    kept = [p for p in points if p.get("x") and p.get("y") and p["x"] > 0 and p["y"] > 0]
    if len(kept) < 2:
        raise NoDrawing("a scatter plot needs two points above zero")
    x_axis = log_axis([float(p["x"]) for p in kept], 13, width - 3)
    y_axis = log_axis([float(p["y"]) for p in kept], height - 13, 6)
    places = [(x_axis(float(p["x"])), y_axis(float(p["y"]))) for p in kept]
    body = [*_axes(palette, x_axis, y_axis, x_label, y_label)]
    slanted, notes = _ratio_lines(x_axis, y_axis, ratios, ratio_unit)
    grey, paper = tone(palette, "encre-2"), tone(palette, "papier")
    body.append(
        stroke(segments_path(slanted), tone(palette, "bronze"), 0.2, stroke_dasharray="0.8 0.8")
    )
    frame = Box(13.5, 0, width - 0.5, height - 13.5)
    for place, words_ in notes:
        body.append(text(place, words_, 2.6, tone(palette, "bronze"), anchor="end", halo=paper))
    is_lit = [not lit or str(p["label"]) in lit for p in kept]
    for on, colour in ((False, grey), (True, tone(palette, "vermillon"))):
        body.append(
            dots([q for q, one in zip(places, is_lit, strict=True) if one is on], 1.3, colour)
        )
    labels = [Label(str(p["label"]), q, 1.3, 2.8) for p, q in zip(kept, places, strict=True)]
    rooms = [_room(place, words_) for place, words_ in notes]
    lines = shapely.MultiLineString(slanted) if slanted else None
    placed = place_labels(labels, frame, lines=lines, line_cost=1.5, obstacles=rooms, gap=0.5)
    body += [draw_label(one, tone(palette, "encre"), paper) for one in placed]
    each = [
        f"{p['label']} ({words.number(float(p['x']))}{words.NARROW}; {words.number(float(p['y']))})"
        for p in kept
    ]
    return finish(
        body,
        width,
        height,
        title or f"{x_label} et {y_label.lower()}",
        f"En abscisse{words.FIXED}: {x_label.lower()}{words.NARROW}; en ordonnée{words.FIXED}: "
        f"{y_label.lower()}, échelles logarithmiques. {words.listed(each)}.",
    )


def _room(place: Point, words_: str) -> Box:
    return Box(place[0] - text_width(words_, 2.6), place[1] - 2, place[0], place[1] + 0.6)


def _axes(
    palette: Palette, x_axis: LogAxis, y_axis: LogAxis, x_label: str, y_label: str
) -> Iterator[str]:
    light = mix(tone(palette, "filet"), tone(palette, "papier"), 0.4)
    ink, grey = tone(palette, "encre"), tone(palette, "encre-2")
    left, right, foot, head = x_axis.start, x_axis.end, y_axis.start, y_axis.end
    grid = [((x_axis(t), head), (x_axis(t), foot)) for t in x_axis.ticks()]
    grid += [((left, y_axis(t)), (right, y_axis(t))) for t in y_axis.ticks()]
    yield stroke(segments_path(grid), light, 0.18)
    yield stroke(f"M{left:.2f} {head:.2f}V{foot:.2f}H{right:.2f}", ink, 0.25)
    last = -99.0
    for tick in x_axis.ticks():
        label = words.number(tick, 2)
        half = text_width(label, 2.7) / 2
        if x_axis(tick) - half > last + 1.5 and x_axis(tick) + half < right + 3:
            yield text((x_axis(tick), foot + 3.8), label, 2.7, grey, anchor="middle")
            last = x_axis(tick) + half
    for tick in y_axis.ticks():
        yield text((left - 1.2, y_axis(tick) + 0.9), words.number(tick, 2), 2.7, grey, anchor="end")
    yield text((right, foot + 9), f"{x_label} →", 2.8, ink, weight=600, anchor="end")
    yield text((0, 3), f"↑ {y_label}", 2.8, ink, weight=600)


def _ratio_lines(
    x_axis: LogAxis, y_axis: LogAxis, ratios: Sequence[float], unit: str
) -> tuple[list[tuple[Point, Point]], list[tuple[Point, str]]]:
    """Lines of equal x ÷ y within the axes, and their labels, which end at these places.

    A label stands above the end of its line; to the right of it where the line leaves at the head.
    """
    lines, notes = [], []
    for ratio in ratios:
        low = max(x_axis.low, y_axis.low * ratio)
        high = min(x_axis.high, y_axis.high * ratio)
        if low >= high:
            continue
        lines.append(((x_axis(low), y_axis(low / ratio)), (x_axis(high), y_axis(high / ratio))))
        label = f"{words.number(ratio)}{words.FIXED}{unit}".strip()
        x, y = lines[-1][1]
        right = x + 1.2 + text_width(label, 2.6)
        if y > y_axis.end + 3:
            place = (min(x - 0.5, x_axis.end - 1), y - 0.8)
        elif right < x_axis.end:
            place = (right, y + 2.4)
        else:
            place = (min(x - 0.5, x_axis.end - 1), y + 3.4)
        notes.append((place, label))
    return lines, notes

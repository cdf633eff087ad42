"""The timeline: dated events on a line drawn to scale, labels on rows that never collide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width, wrap
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    dots,
    finish,
    segments_path,
    stroke,
    text,
    text_lines,
    tone,
)
from pipeline.french.format import format_date
from pipeline.french.typography import set_text

AXIS, FIRST_ROW = 4.0, 9.5
SIZE, LEADING = 3.0, 3.7
INDENT = 1.4
"""Between the stem of an event and its label, mm."""
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Event:
    """An event: year with its fraction, date in words, lines of the label, their width."""

    year: float
    date: str
    lines: tuple[str, ...]
    width: float


def read_event(value: Mapping[str, Any], room: float) -> Event:
    """An event from `date` (ISO, as precise as known) and `text`, wrapped to `room` mm."""
    parts = [int(part) for part in str(value["date"]).split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 0
    day = parts[2] - 1 if len(parts) > 2 else 0
    date = set_text(format_date(str(value["date"]))).replace(" ", words.FIXED)
    # The date is bold: as no letter of it may be a place to break, it is one long word.
    lines = wrap(f"{date} {value['text']}", room, SIZE, 600)
    widest = max(text_width(line, SIZE, 600) for line in lines)
    return Event(parts[0] + month / 12 + day / 366, date, tuple(lines), widest)


def timeline(
    palette: Palette,
    *,
    events: Sequence[Mapping[str, Any]],
    width: float = 166.0,
    colour: str = "vermillon",
    room: float = 46.0,
) -> Drawing:
    """Events (`date`, `text`) on an axis to scale; `room` is the widest label, mm.

    A label stands right of its stem, the latest nearest to the axis; an earlier one goes below
    those it would run into, so that no stem crosses a label. The height follows.
    """
    read = sorted((read_event(e, min(room, width - 4)) for e in events), key=lambda e: e.year)
    if not read:
        raise NoDrawing("a timeline needs an event")
    xs = _positions(read, width)
    tops = _rows(read, xs)
    ink, lit = tone(palette, "encre"), tone(palette, colour)
    body = [stroke(f"M0 {AXIS}H{width:.2f}", ink, 0.25), _ticks(read, xs, ink)]
    stems = segments_path(
        ((x, AXIS), (x, top + SIZE * 0.25)) for x, top in zip(xs, tops, strict=True)
    )
    body.append(stroke(stems, lit, 0.3))
    body.append(dots(((x, AXIS) for x in xs), 1.3, lit))
    for event, x, top in zip(read, xs, tops, strict=True):
        left = x + INDENT
        body.append(text((left, top), event.date, SIZE, ink, weight=700))
        rest = event.lines[0][len(event.date) :].strip()
        if rest:
            after = left + text_width(event.date, SIZE, 700) + 0.8
            body.append(text((after, top), rest, SIZE, ink))
        body.append(text_lines((left, top + LEADING), event.lines[1:], SIZE, LEADING, ink))
    height = max(top + LEADING * len(e.lines) for top, e in zip(tops, read, strict=True)) - 1
    told = " ; ".join(" ".join(e.lines) for e in read)
    first, last = read[0].date, read[-1].date
    return finish(
        body,
        width,
        height,
        f"Repères, {first} – {last}" if first != last else f"Repères, {first}",
        f"Frise à l’échelle{words.FIXED}: {told}.".replace(" ;", f"{words.NARROW};"),
    )


def _positions(events: Sequence[Event], width: float) -> list[float]:
    """Places on the axis: as long as can be with every label inside the width."""
    start = 2.0
    span = events[-1].year - events[0].year
    if span <= 0:
        return [start for _ in events]
    shares = [(event.year - events[0].year) / span for event in events]
    length = min(
        (width - start - INDENT - event.width) / share
        for event, share in zip(events, shares, strict=True)
        if share > 0
    )
    return [start + share * max(length, 0) for share in shares]


def _rows(events: Sequence[Event], xs: Sequence[float]) -> list[float]:
    """Baselines of the first lines, from the latest event to the earliest."""
    tops = [0.0] * len(events)
    for i in reversed(range(len(events))):
        end = xs[i] + INDENT + events[i].width + 2
        below = [
            tops[j] + LEADING * len(events[j].lines) + 0.9
            for j in range(i + 1, len(events))
            if xs[j] < end
        ]
        tops[i] = max([FIRST_ROW, *below])
    return tops


def _ticks(events: Sequence[Event], xs: Sequence[float], ink: str) -> str:
    """A tick per year, or per so many years that ticks are 3 mm apart."""
    first, last = int(events[0].year), int(events[-1].year) + 1
    span = events[-1].year - events[0].year
    if span <= 0:
        return ""
    per_year = (xs[-1] - xs[0]) / span
    step = next((s for s in _STEPS if s * per_year >= 3), _STEPS[-1])
    ticks = []
    for year in range(first - first % step, last + 1, step):
        x = xs[0] + (year - events[0].year) * per_year
        if 0 <= x <= xs[-1] + 0.01:
            ticks.append(((x, AXIS), (x, AXIS + (2.2 if year % (5 * step) == 0 else 1.4))))
    return stroke(segments_path(ticks), ink, 0.2)

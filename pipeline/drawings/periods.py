"""Periods: dated documents and the years they cover, row by row on one axis of years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.dotplot import SERIES_TONES
from pipeline.drawings.metrics import text_width
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    circle,
    finish,
    mix,
    rect,
    segments_path,
    stroke,
    text,
    tone,
)
from pipeline.french.format import format_date
from pipeline.french.typography import set_text

LANE, BETWEEN, HEAD = 4.7, 2.4, 6.5
NAME, TEXT, SMALL = 3.1, 2.8, 2.7
BAR, DOT = 1.7, 1.35
AIR = 1.6
"""Between a mark and its words, mm."""
_MONTHS, _DAYS = 12, 366


@dataclass(frozen=True, slots=True)
class Item:
    """A document: place of its date in years, years covered, words, series, only announced."""

    date: float | None
    period: tuple[int, int] | None
    when: str
    text: str
    series: str
    planned: bool

    @property
    def reach(self) -> tuple[float, float]:
        """The first and the last place that its marks take, in years."""
        spots = [] if self.date is None else [self.date]
        if self.period:
            spots += [self.period[0], self.period[1] + 1]
        return min(spots), max(spots)


def read_item(value: Mapping[str, Any]) -> Item:
    """An item from `date` (ISO, as precise as known) or `period` (two years), or both, and `text`.

    `when` replaces the words of the date. A year alone stands in the middle of its column.
    Raises NoDrawing where there is neither date nor period.
    """
    period = tuple(int(year) for year in value["period"]) if value.get("period") else None
    date = str(value["date"]) if value.get("date") else ""
    if not date and period is None:
        raise NoDrawing(f"{value['text']!r} has neither date nor period")
    first, *rest = (int(part) for part in date.split("-")) if date else (0,)
    place = first + 0.5
    if len(rest) == 1:
        place = first + (rest[0] - 0.5) / _MONTHS
    elif rest:
        place = first + (rest[0] - 1) / _MONTHS + rest[1] / _DAYS
    when = str(value.get("when", ""))
    if not when:
        when = format_date(date) if date else "-".join(map(str, period or ()))
    return Item(
        place if date else None,
        (period[0], period[-1]) if period else None,
        set_text(when).replace(" ", words.FIXED),
        str(value["text"]),
        str(value["series"]),
        bool(value.get("planned")),
    )


def periods(
    palette: Palette,
    *,
    rows: Sequence[Mapping[str, Any]],
    series: Sequence[Mapping[str, Any]],
    width: float = 178.0,
    period_label: str = "",
    planned_label: str = "",
    title: str = "",
) -> Drawing:
    """A lane per item: a dot on its date, a bar over the years it covers, words beside them.

    `rows`: `label` and `items` (see `read_item`; `series` an id, `planned` for what is only
    announced, drawn hollow); `series`: `id`, `label`, at most four. The labels of bars and hollow
    marks stand in the legend where given. Words stand where there is room: right, left or below.
    """
    read = [(str(row["label"]), [read_item(item) for item in row["items"]]) for row in rows]
    every = [item for _, items in read for item in items]
    if not every:
        raise NoDrawing("a drawing of periods needs an item")
    colours = {str(s["id"]): tone(palette, SERIES_TONES[(i + 1) % 4]) for i, s in enumerate(series)}
    first = int(min(item.reach[0] for item in every))
    last = -int(-max(item.reach[1] for item in every) // 1)
    left = max(text_width(label, NAME, 600) for label, _ in read) + 4
    per_year = (width - left) / (last - first)

    def at(year: float) -> float:
        return left + (year - first) * per_year

    ink, light = tone(palette, "encre"), mix(tone(palette, "filet"), tone(palette, "papier"), 0.4)
    marks: list[str] = []
    edges = []
    y = HEAD
    for label, items in read:
        edges.append(y)
        y += BETWEEN / 2
        marks.append(text((0, y + LANE / 2 + 1.1), label, NAME, ink, weight=600))
        for item in items:
            spot, lanes = _place_words(item, at(item.reach[0]), at(item.reach[1]), left, width)
            middle = y + LANE / 2
            marks += _marks(palette, item, at, middle, colours[item.series])
            marks += _words(palette, item, (spot, middle + 1 + LANE * 0.9 * (lanes - 1)))
            y += LANE * lanes
        y += BETWEEN / 2
    body = [*_years(palette, at, first, last, y)]
    body.append(stroke(segments_path(((0, e), (width, e)) for e in (*edges[1:], y)), light, 0.2))
    body += marks
    body += _legend(palette, series, colours, y + 5.4, period_label, planned_label)
    return finish(body, width, y + 7, title or "Dates et périodes", _describe(read))


def _place_words(
    item: Item, start: float, end: float, left: float, width: float
) -> tuple[float, int]:
    """Where the words begin, and the lanes the item takes: 2 where they stand below."""
    room = _width(item)
    if end + AIR + DOT + room <= width:
        return end + AIR + (DOT if _dot_at_end(item) else 0), 1
    if start - AIR - DOT - room >= left:
        return start - AIR - (DOT if _dot_at_start(item) else 0) - room, 1
    return max(left, min(start, width - room)), 2


def _dot_at_end(item: Item) -> bool:
    return item.period is None or (item.date is not None and item.date > item.period[1] + 0.9)


def _dot_at_start(item: Item) -> bool:
    return item.period is None or (item.date is not None and item.date < item.period[0] + 0.1)


def _width(item: Item) -> float:
    return text_width(item.when, TEXT, 700) + 0.9 + text_width(item.text, TEXT)


def _words(palette: Palette, item: Item, place: tuple[float, float]) -> Iterator[str]:
    ink, paper = tone(palette, "encre"), tone(palette, "papier")
    after = place[0] + text_width(item.when, TEXT, 700) + 0.9
    yield text(place, item.when, TEXT, ink, weight=700, halo=paper)
    yield text((after, place[1]), item.text, TEXT, ink, halo=paper)


def _marks(
    palette: Palette, item: Item, at: Callable[[float], float], y: float, colour: str
) -> Iterator[str]:
    paper = tone(palette, "papier")
    if item.period:
        start, end = at(item.period[0]) + 0.3, at(item.period[1] + 1) - 0.3
        yield _bar(start, end, y, colour, paper, item.planned)
    if item.date is not None:
        fill, edge = (paper, colour) if item.planned else (colour, paper)
        yield circle((at(item.date), y), DOT, fill, stroke=edge, stroke_width=0.4)


def _bar(start: float, end: float, y: float, colour: str, paper: str, planned: bool) -> str:
    if not planned:
        return rect(start, y - BAR / 2, end - start, BAR, mix(colour, paper, 0.45))
    frame = f"M{start:.2f} {y - BAR / 2:.2f}h{end - start:.2f}v{BAR:.2f}h{start - end:.2f}z"
    return stroke(frame, colour, 0.3, stroke_dasharray="1 0.6")


def _years(
    palette: Palette, at: Callable[[float], float], first: int, last: int, foot: float
) -> Iterator[str]:
    """A line between two years, the year above the middle of its column."""
    light = mix(tone(palette, "filet"), tone(palette, "papier"), 0.4)
    lines = [at(year) for year in range(first, last + 1)]
    yield stroke(segments_path(((x, HEAD - 1.5), (x, foot)) for x in lines), light, 0.2)
    room, needed = at(first + 1) - at(first), text_width("2000 ", SMALL)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if s * room > needed)
    for year in range(first, last):
        if (year - first) % step == 0:
            yield text(
                (at(year + 0.5), 3.4), str(year), SMALL, tone(palette, "encre-2"), anchor="middle"
            )


def _legend(
    palette: Palette,
    series: Sequence[Mapping[str, Any]],
    colours: Mapping[str, str],
    y: float,
    period_label: str,
    planned_label: str,
) -> Iterator[str]:
    ink, grey, paper = (tone(palette, n) for n in ("encre", "encre-2", "papier"))
    x = DOT
    for one in series:
        yield circle((x, y - 0.95), DOT, colours[str(one["id"])])
        yield text((x + 2.6, y), str(one["label"]), SMALL, ink)
        x += text_width(str(one["label"]), SMALL) + 8.6
    if period_label:
        yield _bar(x - DOT, x + 4.5, y - 0.95, grey, paper, False)
        yield text((x + 5.8, y), period_label, SMALL, ink)
        x += text_width(period_label, SMALL) + 11.8
    if planned_label:
        yield circle((x, y - 0.95), DOT, paper, stroke=grey, stroke_width=0.4)
        yield _bar(x + 2.6, x + 8.5, y - 0.95, grey, paper, True)
        yield text((x + 9.8, y), planned_label, SMALL, ink)


def _describe(read: Sequence[tuple[str, Sequence[Item]]]) -> str:
    parts = []
    for label, items in read:
        each = [
            f"{item.when}, {item.text}" + (", annoncé" if item.planned else "") for item in items
        ]
        parts.append(f"{label}{words.FIXED}: {f'{words.NARROW}; '.join(each)}.")
    return " ".join(parts)

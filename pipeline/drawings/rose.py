"""The rose: one point per lever, one sector per field of action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.drawings import words
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    Point,
    arc_path,
    dots,
    finish,
    line_path,
    path,
    polar,
    rect,
    segments_path,
    stroke,
    text,
    tone,
)

LARGEST_POINT = 24.0
"""Degrees a point may be wide: few levers make slim points, not wedges."""


@dataclass(frozen=True, slots=True)
class Sector:
    """A field: number, first and last angle, angles of its points (degrees from the top)."""

    number: int
    start: float
    end: float
    points: tuple[float, ...]


def rose_sectors(levers: Sequence[int], gap: float = 3.0) -> tuple[list[Sector], float]:
    """The sectors of a rose and the degrees each lever takes.

    Fields follow each other clockwise from the top, `gap` degrees apart (less where there are
    many); a field without lever has no sector. Raises NoDrawing where there is no lever.
    """
    total, fields = sum(levers), sum(1 for n in levers if n > 0)
    if total == 0 or min(levers) < 0:
        raise NoDrawing("a rose needs at least one lever")
    gap = min(gap, 90 / fields)
    step = (360 - gap * fields) / total
    sectors, at = [], gap / 2
    for number, count in enumerate(levers, start=1):
        if count:
            points = tuple(at + (i + 0.5) * step for i in range(count))
            sectors.append(Sector(number, at, at + count * step, points))
            at += count * step + gap
    return sectors, step


def rose(
    palette: Palette,
    *,
    levers: Sequence[int],
    width: float = 72.0,
    height: float | None = None,
    radius: float | None = None,
    centre: Sequence[float] | None = None,
    lit: int | None = None,
    colour: str = "vermillon",
    rest: str = "filet",
    ground: str | None = None,
    rhumbs: bool = False,
    labels: bool = False,
    names: Sequence[str] = (),
) -> Drawing:
    """A rose of levers, `levers` per field.

    `lit` is the number of the field in `colour`, the others then take the colour `rest`;
    `ground` paints the sheet, `rhumbs` prolongs the points to its edges, `labels` numbers the
    fields; `names` of the fields serve the description. Lengths in mm.
    """
    height = width if height is None else height
    middle = (width / 2, height / 2) if centre is None else (centre[0], centre[1])
    reach = radius if radius is not None else min(width, height) / 2 - (9.5 if labels else 0.4)
    sectors, step = rose_sectors(levers)
    body = [rect(0, 0, width, height, tone(palette, ground))] if ground else []
    if rhumbs:
        far = width + height
        lines = segments_path((middle, polar(middle, far, a)) for s in sectors for a in s.points)
        body.append(stroke(lines, tone(palette, colour), 0.14, stroke_opacity=0.3))
    unlit = [s for s in sectors if lit is not None and s.number != lit]
    shown = [s for s in sectors if s not in unlit]
    body += _points(unlit, middle, reach, step, tone(palette, rest), 0.85)
    body += _points(shown, middle, reach, step, tone(palette, colour), 1.0)
    if reach > 14.5:
        body += _arcs(unlit, middle, reach, tone(palette, rest), 0.25)
        body += _arcs(shown, middle, reach, tone(palette, colour), 0.5 if lit else 0.25)
    if labels:
        on = tone(palette, ground or "papier")
        body += _labels(sectors, middle, reach, tone(palette, colour), on)
    return finish(body, width, height, *_describe(sectors, lit, names))


def _points(
    sectors: Sequence[Sector],
    middle: Point,
    reach: float,
    step: float,
    colour: str,
    opacity: float,
) -> Iterator[str]:
    """All points in two paths: the lit side and the shaded side, as engravers cut them."""
    half = min(step, LARGEST_POINT) / 2 * 0.86
    light, shade = [], []
    for sector in sectors:
        for i, angle in enumerate(sector.points):
            tip = polar(middle, reach * (1 if i % 2 == 0 else 0.8), angle)
            root = polar(middle, reach * 0.055, angle)
            waist = reach * 0.3
            light.append(line_path((root, polar(middle, waist, angle - half), tip), closed=True))
            shade.append(line_path((root, polar(middle, waist, angle + half), tip), closed=True))
    yield path("".join(light), colour, fill_opacity=opacity if opacity < 1 else None)
    yield path("".join(shade), colour, fill_opacity=0.38 * opacity)


def _arcs(
    sectors: Sequence[Sector], middle: Point, reach: float, colour: str, weight: float
) -> Iterator[str]:
    arcs = "".join(arc_path(middle, reach, s.start, s.end) for s in sectors)
    yield stroke(arcs, colour, weight)


def _labels(
    sectors: Sequence[Sector], middle: Point, reach: float, colour: str, on: str
) -> Iterator[str]:
    """The number of each field, on a disc outside its arc."""
    size = max(3.4, min(4.2, reach / 18))
    places = [polar(middle, reach + size * 1.55, (s.start + s.end) / 2) for s in sectors]
    yield dots(places, size * 0.95, colour)
    for sector, (x, y) in zip(sectors, places, strict=True):
        place = (x, y + size * 0.35)
        yield text(place, str(sector.number), size, on, weight=700, anchor="middle")


def _describe(sectors: Sequence[Sector], lit: int | None, names: Sequence[str]) -> tuple[str, str]:
    total = sum(len(s.points) for s in sectors)
    title = f"Rose de {words.counted(total, 'levier', 'leviers')}"
    if len(sectors) == 1:
        return title, f"Une pointe par levier{words.FIXED}: {total}."
    each = words.listed(
        [
            f"{names[s.number - 1]} ({len(s.points)})"
            if len(names) >= s.number
            else f"champ {s.number} ({len(s.points)})"
            for s in sectors
        ]
    )
    chosen = next((s for s in sectors if s.number == lit), None)
    if chosen is not None:
        title = (
            f"Champ {chosen.number}{words.FIXED}: "
            f"{words.counted(len(chosen.points), 'levier', 'leviers')} sur {total}"
        )
    return title, (
        f"Rose des vents à {words.counted(total, 'pointe', 'pointes')}, une par levier, en "
        f"{words.counted(len(sectors), 'secteur', 'secteurs')}{words.FIXED}: {each}."
    )

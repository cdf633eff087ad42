"""The seal of a territory: disc = area, dots = inhabitants, ticks = communes, arc = ESS share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.svg import (
    SERIF,
    Drawing,
    NoDrawing,
    Palette,
    Point,
    arc_path,
    circle,
    dots,
    finish,
    polar,
    segments_path,
    stroke,
    text,
    tone,
)

GOLDEN_ANGLE = 180 * (3 - math.sqrt(5))
"""Degrees between two dots of a sunflower spiral: their spacing is the same everywhere."""
KM_PER_MM = 0.75
PEOPLE_PER_DOT = 2000
WIDEST = 56.0
"""Widest seal, in mm, that a sheet can hold at full scale."""


@dataclass(frozen=True, slots=True)
class Territory:
    """What a seal shows; area in km², share in % (None: not published, no arc)."""

    id: str
    label: str
    population: float
    area: float
    communes: int
    share: float | None = None
    regional: bool = False
    """The share is that of the region, not of the territory: the arc is dashed."""
    density: float | None = None
    """Inhabitants per km² as published; None: population divided by area."""


def read_territory(value: Territory | Mapping[str, Any]) -> Territory:
    """A territory from itself or from a mapping with the same keys; NoDrawing on no area."""
    found = value if isinstance(value, Territory) else Territory(**value)
    if found.area <= 0 or found.population < 0 or found.communes < 0:
        raise NoDrawing(f"{found.label}: no seal without area, population and communes")
    return found


@dataclass(frozen=True, slots=True)
class SealForm:
    """Measures of a seal, mm: disc, ticks, arc; `per` people to a dot."""

    radius: float
    per: float
    tick: float = 1.6
    arc: float = 2.2

    @property
    def arc_radius(self) -> float:
        """Middle of the arc."""
        return self.radius + 0.7 + self.tick + 0.6 + self.arc / 2

    @property
    def width(self) -> float:
        """Width of the whole seal."""
        return 2 * (self.arc_radius + self.arc / 2 + 0.2)


def seal_form(
    area: float, km_per_mm: float = KM_PER_MM, per: float = PEOPLE_PER_DOT, *, small: bool = False
) -> SealForm:
    """The measures of a seal at a scale; `small` for seals shown side by side."""
    radius = math.sqrt(area / math.pi) / km_per_mm
    return SealForm(radius, per, 1.0, 1.1) if small else SealForm(radius, per)


def needs_half_scale(area: float) -> bool:
    """Whether the seal of a territory that large (km²) is drawn at half scale on its sheet."""
    return seal_form(area).width > WIDEST


def spiral(count: int, radius: float) -> list[Point]:
    """Points laid evenly over a disc around (0, 0), from the middle outwards."""
    return [
        polar((0, 0), radius * math.sqrt((i + 0.5) / count), i * GOLDEN_ANGLE) for i in range(count)
    ]


def draw_seal(
    palette: Palette,
    place: Territory,
    form: SealForm,
    centre: Point,
    *,
    ink: str = "encre",
    colour: str = "vermillon",
    fill: str | None = None,
    hollow: float = 0.0,
) -> Iterator[str]:
    """The shapes of a seal around a centre: five at most. `hollow` keeps a middle disc free."""
    dark, r = tone(palette, ink), form.radius
    if fill:
        yield circle(centre, r, tone(palette, fill))
    count = round(place.population / form.per)
    if count:
        size = min(0.5, 0.27 * math.sqrt(math.pi * r * r / count))
        yield dots(
            (
                (centre[0] + x, centre[1] + y)
                for x, y in spiral(count, max(0.0, r - 1.2 * size))
                if math.hypot(x, y) >= hollow
            ),
            size,
            dark,
        )
    yield draw_ticks(centre, r + 0.7, form.tick, place.communes, dark)
    yield circle(centre, form.arc_radius, stroke=dark, stroke_opacity=0.25, stroke_width=0.14)
    if place.share:
        arc = arc_path(centre, form.arc_radius, 0, min(100.0, place.share) * 3.6)
        dash = "0.5 0.45" if place.regional else None
        yield stroke(arc, tone(palette, colour), form.arc, stroke_dasharray=dash)


def draw_ticks(centre: Point, inner: float, length: float, count: int, colour: str) -> str:
    """`count` ticks around a circle, the first at the top."""
    turns = (360 * i / count for i in range(count))
    ticks = ((polar(centre, inner, a), polar(centre, inner + length, a)) for a in turns)
    return stroke(segments_path(ticks), colour, 0.22)


def describe_seal(place: Territory, per: float, km_per_mm: float, half: bool = False) -> str:
    """What a seal shows, in words."""
    count = round(place.population / per)
    parts = [
        f"Un disque de {words.number(place.area, 2)}{words.FIXED}km² "
        f"(1{words.FIXED}mm = {words.number(km_per_mm, 2)}{words.FIXED}km"
        + (", demi-échelle)" if half else ")"),
        f"{words.counted(count, 'point', 'points')} de {words.number(per)} habitants",
        f"{words.counted(place.communes, 'trait', 'traits')}, un par commune",
    ]
    if place.share:
        source = "donnée régionale, arc tireté" if place.regional else "arc plein"
        parts.append(f"un arc de {words.percent(place.share)} du tour, la part de l’ESS ({source})")
    return f"{words.listed(parts)}."


def seal(
    palette: Palette,
    *,
    territory: Territory | Mapping[str, Any],
    km_per_mm: float = KM_PER_MM,
    per: float = PEOPLE_PER_DOT,
    half: bool = False,
    small: bool = False,
    ink: str = "encre",
    colour: str = "vermillon",
    fill: str | None = None,
) -> Drawing:
    """The seal of one territory; `half` draws it at half scale (see `needs_half_scale`).

    A dot stands for `per` people at either scale, so that one legend holds for all sheets; at
    half scale the caption must say so, since spacing then looks four times as dense.
    """
    place = read_territory(territory)
    scale = km_per_mm * 2 if half else km_per_mm
    form = seal_form(place.area, scale, per, small=small)
    centre = (form.width / 2, form.width / 2)
    body = draw_seal(palette, place, form, centre, ink=ink, colour=colour, fill=fill)
    return finish(
        body,
        form.width,
        form.width,
        f"Sceau de {place.label}",
        describe_seal(place, per, scale, half),
    )


def medal(
    palette: Palette,
    *,
    monogram: str,
    territory: Territory | Mapping[str, Any] | None = None,
    speaker: str = "",
    sites: int = 22,
    width: float = 36.0,
    ink: str = "verdigris",
    colour: str = "vermillon",
) -> Drawing:
    """The medal of a speaker: the seal of the territory around a monogram.

    Without territory: no dot, no arc, a tick per site of the publication. `speaker` serves the
    title; `width` in mm.
    """
    centre, radius = (width / 2, width / 2), width / 2 - 3.4
    inner, dark = radius * 0.6, tone(palette, ink)
    form = SealForm(radius, PEOPLE_PER_DOT, 1.1, 0.9)
    if territory is not None:
        place = read_territory(territory)
        body = list(
            draw_seal(
                palette,
                place,
                form,
                centre,
                ink=ink,
                colour=colour,
                hollow=inner + 0.6,
            )
        )
        title = f"Médaille de {speaker or monogram}, {place.label}"
        description = describe_medal(place)
    else:
        body = [
            circle(centre, inner + 0.9, stroke=dark, stroke_width=0.22),
            draw_ticks(centre, radius + 0.7, 1.1, sites, dark),
            circle(centre, form.arc_radius, stroke=dark, stroke_opacity=0.25, stroke_width=0.14),
        ]
        title = f"Médaille de {speaker or monogram}"
        description = f"Un cercle de {words.counted(sites, 'trait', 'traits')}, un par métropole."
    size = min(8.6, inner * 2.3 / max(2, len(monogram)))
    body.append(circle(centre, inner, dark))
    body.append(
        text(
            (centre[0], centre[1] + size * 0.335),
            monogram,
            size,
            tone(palette, "papier"),
            anchor="middle",
            family=SERIF,
        )
    )
    return finish(body, width, width, title, description)


def describe_medal(place: Territory) -> str:
    """What a medal shows, in words: no scale, since all medals have one size."""
    parts = [
        f"points de {words.number(PEOPLE_PER_DOT)} habitants",
        f"{words.counted(place.communes, 'trait', 'traits')}, un par commune",
    ]
    if place.share:
        base = " (donnée régionale, arc tireté)" if place.regional else ""
        parts.append(f"arc de {words.percent(place.share)} du tour, la part de l’ESS{base}")
    return f"Le sceau de {place.label} autour du monogramme{words.FIXED}: {words.listed(parts)}."

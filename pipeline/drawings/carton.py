"""The carton: the inset map of a zoom, around one site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import shapely

from pipeline.drawings import words
from pipeline.drawings.geometry import (
    Department,
    Frame,
    Site,
    departments,
    near,
    outline,
    shape_path,
    sites_in_france,
)
from pipeline.drawings.isolines import Sites
from pipeline.drawings.labels import Label, Placed, place_labels
from pipeline.drawings.metrics import Box, text_width
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    circle,
    dots,
    finish,
    mix,
    path,
    rect,
    stroke,
    text,
    tone,
)

SCALES = (0.45, 0.9, 2.0)
"""Smallest, usual and largest km per mm of a carton."""
STEP, LAST = 6, 168
"""Distances between isolines and of the last one, km; each second line is bold."""


def carton(
    palette: Palette,
    *,
    sites: Sites,
    key: str,
    width: float = 178.0,
    height: float = 101.0,
    bar_km: float = 20.0,
    ground: str = "brume",
    colour: str = "vermillon",
) -> Drawing:
    """The surroundings of the site `key`: its department lit, isolines, neighbours named.

    The scale is chosen so that the department fills most of the height. Raises NoDrawing where
    the site is not in a department of metropolitan France.
    """
    shown, _ = sites_in_france(sites)
    here = next((s for s in shown if s.id == key), None)
    home = department_of(here) if here else None
    if here is None or home is None:
        raise NoDrawing(f"{key!r} is not in a department of metropolitan France")
    frame = _frame(home, here, width, height)
    window = frame.window(width, height)
    body = list(_ground(palette, frame, window, home, width, height, ground))
    body += _isolines(palette, frame, window, [s.ground for s in shown])
    body += _borders(palette, frame, window, home)
    neighbours = [
        s
        for s in shown
        if s is not here and window.buffer(-3 * frame.scale).contains(shapely.Point(s.ground))
    ]
    bar = bar_km / frame.scale
    body += _scale_bar(palette, width, height, bar, bar_km)
    edge = frame.paper(home.shape).boundary
    body += _names(palette, frame, here, neighbours, (width, height), bar, colour, ground, edge)
    around = (
        f" Métropoles voisines{words.FIXED}: {words.listed([s.label for s in neighbours])}."
        if neighbours
        else ""
    )
    return finish(
        body,
        width,
        height,
        f"{here.label} et ses environs",
        f"Carte à l’échelle de {words.number(bar_km)}{words.FIXED}km pour "
        f"{words.number(bar, 1)}{words.FIXED}mm{words.FIXED}: le département "
        f"({home.name}, {home.code}) en clair, lignes d’égale distance à la métropole la plus "
        f"proche tous les {STEP}{words.FIXED}km.{around}",
    )


def department_of(site: Site) -> Department | None:
    """The department that holds a site, or lies within 5 km of it (ports, rounded coasts)."""
    point = shapely.Point(site.ground)
    found = min(departments(), key=lambda d: (float(d.shape.distance(point)), d.code))
    return found if found.shape.distance(point) <= 5 else None


def _frame(home: Department, here: Site, width: float, height: float) -> Frame:
    """The department fills the sheet with a margin, in its middle, the site well inside."""
    west, south, east, north = home.shape.bounds
    scale = max((east - west) / (width * 0.8), (north - south) / (height * 0.92))
    scale = min(max(scale, SCALES[0]), SCALES[2])
    x, y = (west + east) / 2, (south + north) / 2
    # Never nearer to an edge than a fifth of the sheet; where the department is cut, three tenths.
    cut = (north - south) > height * scale
    across, along = 0.3 * width * scale, (0.2 if cut else 0.3) * height * scale
    x = min(max(x, here.ground[0] - across), here.ground[0] + across)
    y = min(max(y, here.ground[1] - along), here.ground[1] + along)
    return Frame(scale, x - width / 2 * scale, y + height / 2 * scale)


def _ground(
    palette: Palette,
    frame: Frame,
    window: Any,
    home: Department,
    width: float,
    height: float,
    ground: str,
) -> Iterator[str]:
    sea, green = tone(palette, ground), tone(palette, "verdigris")
    if ground != "brume":
        # On other grounds the sea keeps the colour of water, and the land is the ground, lighter.
        land_tint = mix(sea, tone(palette, "papier"), 0.3)
        sea = tone(palette, "brume")
    else:
        land_tint = mix(sea, green, 0.07)
    yield rect(0, 0, width, height, mix(sea, green, 0.15))
    land = _land(_seen(window)).intersection(window)
    yield path(shape_path(land, frame), land_tint)
    yield path(shape_path(home.shape.intersection(window), frame), tone(palette, "papier"))


def _seen(window: Any) -> tuple[int, ...]:
    """The places in the list of the departments that a window shows some of."""
    return tuple(i for i, d in enumerate(departments()) if d.shape.intersects(window))


@cache
def _land(seen: tuple[int, ...]) -> Any:
    return shapely.union_all([departments()[i].shape for i in seen])


@cache
def _edges(seen: tuple[int, ...]) -> Any:
    return shapely.union_all([departments()[i].shape.boundary for i in seen])


def _isolines(
    palette: Palette, frame: Frame, window: Any, points: Sequence[tuple[float, float]]
) -> Iterator[str]:
    """Lines of equal distance, weaker the further; every second one is bold."""
    tolerance = 0.02 * frame.scale
    corners = shapely.points(window.exterior.coords)
    places = shapely.points(points)
    nearest = shapely.distance(places, window)
    covered = min(float(shapely.distance(corners, place).max()) for place in places) + tolerance
    for distance in range(STEP, LAST + 1, STEP):
        if distance >= covered:
            # One circle holds the whole window, and so do all that follow.
            return
        seen = [point for point, off in zip(points, nearest, strict=True) if off <= distance]
        if not seen:
            continue
        line = near(seen, distance, tolerance).boundary.intersection(window)
        yield stroke(
            shape_path(line, frame),
            tone(palette, "verdigris"),
            0.32 if distance % (2 * STEP) == 0 else 0.14,
            stroke_opacity=max(0.16, 0.75 - distance / 140),
        )


@cache
def _coast() -> Any:
    """The coast and the frontier, with what lies within 2.5 km."""
    return outline().boundary.buffer(2.5)


def _borders(palette: Palette, frame: Frame, window: Any, home: Department) -> Iterator[str]:
    """Department borders dashed, the coast and the frontier plain, the department in ink."""
    edges = _edges(_seen(window)).intersection(window)
    coast = _coast()
    grey = mix(tone(palette, "verdigris"), tone(palette, "papier"), 0.35)
    yield stroke(
        shape_path(shapely.line_merge(edges.difference(coast)), frame),
        grey,
        0.2,
        stroke_dasharray="0.8 0.5",
    )
    yield stroke(
        shape_path(shapely.line_merge(edges.intersection(coast)), frame),
        grey,
        0.25,
    )
    yield stroke(
        shape_path(home.shape.boundary.intersection(window), frame),
        tone(palette, "encre"),
        0.35,
        stroke_linejoin="round",
    )


def _scale_bar(
    palette: Palette, width: float, height: float, bar: float, bar_km: float
) -> Iterator[str]:
    ink, paper = tone(palette, "encre"), tone(palette, "papier")
    x, y = width - bar - 5, height - 5
    yield rect(x, y, bar, 1, paper, stroke=ink, stroke_width=0.14)
    yield rect(x, y, bar / 2, 1, ink)
    label = f"{words.number(bar_km)}{words.FIXED}km"
    yield text(
        (width - 5, y - 1.2),
        label,
        2.7,
        ink,
        anchor="end",
        halo=mix(tone(palette, "brume"), tone(palette, "verdigris"), 0.07),
    )


def _names(
    palette: Palette,
    frame: Frame,
    here: Site,
    neighbours: Sequence[Site],
    size: tuple[float, float],
    bar: float,
    colour: str,
    ground: str,
    edge: Any,
) -> Iterator[str]:
    width, height = size
    ink, paper = tone(palette, "encre"), tone(palette, "papier")
    place = frame(here.ground)
    yield circle(place, 2.6, tone(palette, colour))
    yield circle(place, 0.7, paper)
    yield dots([frame(s.ground) for s in neighbours], 1.1, ink)
    bounds = Box(3, 3, width - 3, height - 3)
    corner = Box(
        width - 5 - max(bar, text_width("000 km", 2.7)), height - 9.5, width - 5, height - 3
    )
    labels = [Label(here.label, place, 2.6, 4.0, 700)]
    labels += [Label(s.label, frame(s.ground), 1.1, 3.2) for s in neighbours]
    halo = mix(tone(palette, ground), tone(palette, "verdigris"), 0.07)
    placed = place_labels(labels, bounds, lines=edge, line_cost=12, obstacles=[corner])
    for i, label in enumerate(placed):
        yield draw_label(label, ink, paper if i == 0 else halo)


def draw_label(placed: Placed, ink: str, halo: str) -> str:
    """A placed label, with its leader where it has one."""
    line = ""
    if placed.leader:
        (x0, y0), (x1, y1) = placed.leader
        line = stroke(f"M{x0:.2f} {y0:.2f}L{x1:.2f} {y1:.2f}", ink, 0.18)
    label = placed.label
    return line + text(
        placed.place,
        label.words,
        label.size,
        ink,
        weight=label.weight,
        anchor=placed.anchor,
        halo=halo,
    )

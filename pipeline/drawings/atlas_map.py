"""The map of all sites: circles for what is published, a hollow ring for what is not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import shapely

from pipeline.drawings import words
from pipeline.drawings.carton import draw_label
from pipeline.drawings.geometry import (
    Frame,
    Site,
    departments,
    france_frame,
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
    Point,
    circle,
    dots,
    finish,
    mix,
    path,
    stroke,
    text,
    tone,
)

MM_PER_ROOT = 0.0046
"""Radius in mm of the circle of one inhabitant: areas are proportional to populations."""
HOLLOW = 1.9
LABEL = 3.45
"""Height of the labels, mm."""
TINTS = (50, 100)
"""Distances in km tinted around the sites."""


def atlas_map(
    palette: Palette,
    *,
    sites: Sites,
    populations: Mapping[str, float | None],
    folios: Mapping[str, str] | None = None,
    width: float = 178.0,
    mm_per_root: float = MM_PER_ROOT,
    scale: Sequence[float] = (),
    unit: str = "habitants",
) -> Drawing:
    """France with a circle per site, its area the published population.

    A site without population has a hollow ring: no figure is made up. `folios` (page of the
    sheet) stand after the names where given. The circles of the numbers in `scale` stand in
    the lower left corner. Labels never collide; `width` in mm.
    """
    shown, outside = sites_in_france(sites)
    frame, height = france_frame(width, 1.0)
    body = list(_ground(palette, frame, [s.ground for s in shown]))
    radius = {s.id: math.sqrt(populations.get(s.id) or 0) * mm_per_root or HOLLOW for s in shown}
    for site in sorted(shown, key=lambda s: (-radius[s.id], s.id)):
        body.append(
            _mark(palette, frame(site.ground), radius[site.id], bool(populations.get(site.id)))
        )
    for filled, colour in ((True, "papier"), (False, "encre")):
        centres = [frame(s.ground) for s in shown if bool(populations.get(s.id)) is filled]
        body.append(dots(centres, 0.5, tone(palette, colour)))
    coast = frame.paper(outline()).boundary
    placed = place_map_labels(shown, frame, radius, folios or {}, (width, height), coast)
    body += _labels(palette, placed, shown, folios or {})
    if scale:
        body += _scale(palette, scale, unit, mm_per_root, height - 1)
    return finish(body, width, height, *_describe(shown, outside, populations))


def _ground(palette: Palette, frame: Frame, points: Sequence[Point]) -> Iterator[str]:
    sand, warm = tone(palette, "sable"), tone(palette, "ocre")
    paper = tone(palette, "papier")
    yield path(shape_path(outline(), frame), mix(sand, paper, 0.15))
    for distance, share in ((TINTS[1], 0.1), (TINTS[0], 0.24)):
        tint = near(points, distance, 0.04 * frame.scale).intersection(outline())
        yield path(shape_path(tint, frame), mix(mix(sand, paper, 0.35), warm, share))
    coast = outline().boundary.buffer(2)
    simple = shapely.coverage_simplify([d.shape for d in departments()], 2.5)
    borders = shapely.union_all([shape.boundary for shape in simple]).difference(coast)
    yield stroke(shape_path(shapely.line_merge(borders), frame), paper, 0.28)
    yield stroke(shape_path(outline(), frame), tone(palette, "encre"), 0.3, stroke_linejoin="round")


def _mark(palette: Palette, place: Point, radius: float, filled: bool) -> str:
    paper = tone(palette, "papier")
    if filled:
        return circle(place, radius, tone(palette, "vermillon"), stroke=paper, stroke_width=0.35)
    return circle(place, radius, paper, stroke=tone(palette, "encre"), stroke_width=0.55)


def place_map_labels(
    shown: Sequence[Site],
    frame: Frame,
    radius: Mapping[str, float],
    folios: Mapping[str, str],
    size: tuple[float, float],
    coast: object,
) -> list[Placed]:
    """The labels of the map, with the room that their folio takes."""
    labels = [Label(_words(s, folios), frame(s.ground), radius[s.id], LABEL) for s in shown]
    bounds = Box(-6, 0, size[0] + 2, size[1])
    return place_labels(labels, bounds, lines=coast)


def _words(site: Site, folios: Mapping[str, str]) -> str:
    return f"{site.label} {folios[site.id]}" if site.id in folios else site.label


def _labels(
    palette: Palette, placed: Sequence[Placed], shown: Sequence[Site], folios: Mapping[str, str]
) -> Iterator[str]:
    """Names in ink; folios in vermillon, set after the name from the left of the room."""
    ink = tone(palette, "encre")
    halo = mix(tone(palette, "sable"), tone(palette, "papier"), 0.5)
    for site, one in zip(shown, placed, strict=True):
        if site.id not in folios:
            yield draw_label(one, ink, halo)
            continue
        name = Placed(
            Label(site.label, one.label.point, one.label.radius, LABEL),
            (one.box.left, one.place[1]),
            "start",
            one.box,
            one.leader,
        )
        yield draw_label(name, ink, halo)
        after = one.box.left + text_width(f"{site.label} ", LABEL, 600)
        yield text(
            (after, one.place[1]), folios[site.id], LABEL, tone(palette, "vermillon"), halo=halo
        )


def map_scale(
    palette: Palette,
    *,
    values: Sequence[float] = (2_000_000, 500_000),
    unit: str = "habitants",
    mm_per_root: float = MM_PER_ROOT,
    width: float = 50.0,
) -> Drawing:
    """The scale of the circles of the map: one in the other, standing on one point."""
    if not values or min(values) <= 0:
        raise NoDrawing("a scale of circles needs values above zero")
    base = 2 * math.sqrt(max(values)) * mm_per_root + 2.2
    body = list(_scale(palette, values, unit, mm_per_root, base))
    listed = words.listed([words.number(v) for v in sorted(values, reverse=True)])
    return finish(
        body,
        width,
        max(base + 0.4, _lines(values, mm_per_root, base)[-1] + 1.4),
        "Échelle des cercles",
        f"Surface du cercle proportionnelle au nombre{words.FIXED}: {listed} {unit}.",
    )


def _lines(values: Sequence[float], mm_per_root: float, base: float) -> list[float]:
    """Heights of the names of the circles that stand on `base`, largest circle first."""
    lines: list[float] = []
    for value in sorted(values, reverse=True):
        top = base - 2 * math.sqrt(value) * mm_per_root
        lines.append(max([top, *(line + 3.3 for line in lines[-1:])]))
    return lines


def _scale(
    palette: Palette, values: Sequence[float], unit: str, mm_per_root: float, base: float
) -> Iterator[str]:
    ink, red = tone(palette, "encre"), tone(palette, "vermillon")
    largest = math.sqrt(max(values)) * mm_per_root
    middle, reach = largest + 0.4, 2 * largest + 4
    lines = _lines(values, mm_per_root, base)
    for i, (value, line) in enumerate(zip(sorted(values, reverse=True), lines, strict=True)):
        r = math.sqrt(value) * mm_per_root
        yield circle((middle, base - r), r, stroke=red, stroke_width=0.35)
        yield stroke(f"M{middle:.2f} {base - 2 * r:.2f}L{reach:.2f} {line:.2f}", ink, 0.15)
        label = words.number(value) + (f" {unit}" if i == 0 else "")
        yield text((reach + 0.8, line + 0.9), label, 2.7, ink)


def _describe(
    shown: Sequence[Site], outside: Sequence[Site], populations: Mapping[str, float | None]
) -> tuple[str, str]:
    known = sorted(
        (s for s in shown if populations.get(s.id)), key=lambda s: -(populations[s.id] or 0)
    )
    hollow = [s.label for s in shown if s not in known]
    parts = [f"Carte de France de {words.counted(len(shown), 'métropole', 'métropoles')}."]
    if known:
        each = [f"{s.label} ({words.number(populations[s.id] or 0)})" for s in known]
        parts.append(f"Habitants, par la surface des cercles{words.FIXED}: {words.listed(each)}.")
    if hollow:
        parts.append(f"Population non publiée{words.FIXED}: {words.listed(hollow)}.")
    title = f"Les {len(shown)} métropoles"
    return title, " ".join(parts) + words.left_out([s.label for s in outside])

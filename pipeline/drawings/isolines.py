"""Isolines: distance to the nearest of the sites. Cover, back cover, emblem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely

from pipeline.drawings import words
from pipeline.drawings.geometry import (
    Frame,
    Site,
    france_frame,
    graticule,
    near,
    outline,
    shape_path,
    sites_in_france,
)
from pipeline.drawings.svg import (
    Drawing,
    Palette,
    dots,
    finish,
    mix,
    path,
    rect,
    stroke,
    tone,
)

Sites = Iterable[Site | Mapping[str, Any]]

BANDS = (12, 24, 36, 48, 60, 75, 90, 105, 120, 135, 150, 165)
"""Distances in km at which a line is drawn, near to far."""
EMBLEM_BANDS = (24, 48, 75, 105, 135, 165)
SCALE = ("ocre-teinte", "or", "iso-4", "iso-5", "iso-5", "iso-6", "iso-6", "iso-7")
"""Tints of the bands, near to far: lights, then sage, sea and night; no red, nothing burns."""
SEA_STEP, SEA_LAST = 30, 690
"""Distances in km between isolines off the coast, and of the last one: they fade on the way."""
COVER = (216.0, 303.0)
"""Size of a cover with its bleed, mm."""


def scale_tints(palette: Palette, scale: Sequence[str], count: int) -> list[str]:
    """As many tints as bands, spread evenly over the tones of a scale, near to far."""
    stops = [tone(palette, name) for name in scale]
    tints = []
    for i in range(count):
        at = i / max(1, count - 1) * (len(stops) - 1)
        low = min(int(at), len(stops) - 2) if len(stops) > 1 else 0
        tints.append(mix(stops[low], stops[min(low + 1, len(stops) - 1)], at - low))
    return tints


def cover(
    palette: Palette,
    *,
    sites: Sites,
    bands: Sequence[float] = BANDS,
    scale: Sequence[str] = SCALE,
    km_per_mm: float = 5.55,
    left: float = 7.5,
    top: float = 93.0,
) -> Drawing:
    """The front cover: France in bands of distance, on a sea of ink with its graticule.

    216 × 303 mm, bleed included; the north-west corner of France stands at `left`, `top`. The
    bands run on under the sea, which is one shape with a hole: the coast is drawn once.
    """
    shown, outside = sites_in_france(sites)
    width, height = COVER
    frame = _cover_frame(km_per_mm, left, top)
    ink, paper = tone(palette, "encre"), tone(palette, "papier")
    points = [site.ground for site in shown]
    far_land = mix(ink, tone(palette, "iso-6"), 0.22)
    body = [rect(0, 0, width, height, far_land)]
    window = frame.window(width, height)
    tints = scale_tints(palette, scale, len(bands))
    for distance, tint in sorted(zip(bands, tints, strict=True), reverse=True):
        shape = near(points, distance, 0.03 * km_per_mm).intersection(window)
        body.append(
            path(
                shape_path(shape, frame),
                tint,
                stroke=mix(tint, ink, 0.45),
                stroke_width=0.16,
            )
        )
    sheet = shapely.box(-5, -5, width + 5, height + 5)
    sea = sheet.difference(frame.paper(outline()))
    body.append(
        path(
            shape_path(sea),
            ink,
            stroke=tone(palette, "ocre-teinte"),
            stroke_width=0.22,
            stroke_opacity=0.75,
            fill_rule="evenodd",
            stroke_linejoin="round",
        )
    )
    body += _sea_lines(palette, frame, points, width, height, bands)
    body.append(dots((frame(p) for p in points), 0.95, paper))
    return finish(
        body,
        width,
        height,
        "Distance à la métropole la plus proche",
        f"Carte de France en {len(bands)} bandes de distance à vol d’oiseau, de "
        f"{words.number(min(bands))} à {words.number(max(bands))}{words.FIXED}km, autour de "
        f"{len(shown)} points{words.FIXED}: {words.listed([s.label for s in shown])}."
        + words.left_out([s.label for s in outside]),
    )


def back(
    palette: Palette,
    *,
    sites: Sites,
    bands: Sequence[float] = BANDS,
    km_per_mm: float = 5.55,
    left: float = 7.5,
    top: float = 93.0,
) -> Drawing:
    """The back cover: what lies west of the front one, at the same scale; nothing else.

    The two meet at the spine when the book lies open: 210 mm further west.
    """
    shown, _ = sites_in_france(sites)
    width, height = COVER
    frame = _cover_frame(km_per_mm, left + 210, top)
    points = [site.ground for site in shown]
    body = [rect(0, 0, width, height, tone(palette, "encre"))]
    body += _sea_lines(palette, frame, points, width, height, bands)
    return finish(
        body,
        width,
        height,
        "L’Atlantique, à l’ouest de la couverture",
        f"Suite de la carte de couverture vers le large{words.FIXED}: degrés de longitude et de "
        "latitude, lignes d’égale distance à la métropole la plus proche, tous les "
        f"{SEA_STEP}{words.FIXED}km.",
    )


def _cover_frame(km_per_mm: float, left: float, top: float) -> Frame:
    west, _, _, north = outline().bounds
    return Frame(km_per_mm, west, north, left, top)


def _sea_lines(
    palette: Palette,
    frame: Frame,
    points: Sequence[tuple[float, float]],
    width: float,
    height: float,
    bands: Sequence[float],
) -> list[str]:
    """The graticule and the far isolines, every 30 km, where there is no land."""
    light = tone(palette, "ocre-teinte")
    window, land = frame.window(width, height), outline()
    first = SEA_STEP * (int(max(bands)) // SEA_STEP + 1)
    lines = []
    for distance in range(first, SEA_LAST + 1, SEA_STEP):
        ring = near(points, distance, 0.04 * frame.scale).boundary
        data = shape_path(ring.intersection(window).difference(land), frame)
        fading = 0.42 * (1 - (distance - first) / (SEA_LAST - first + SEA_STEP)) ** 1.6
        lines.append(stroke(data, light, 0.12, stroke_opacity=max(0.02, fading)))
    degrees = graticule(frame, width, height).difference(land)
    return [
        stroke(shape_path(degrees, frame), light, 0.1, stroke_opacity=0.12),
        *lines,
    ]


def isolines(
    palette: Palette,
    *,
    sites: Sites,
    width: float = 58.0,
    bands: Sequence[float] = EMBLEM_BANDS,
    scale: Sequence[str] = SCALE,
) -> Drawing:
    """The emblem: the same France, small, on any ground; height follows from the width."""
    shown, outside = sites_in_france(sites)
    frame, height = france_frame(width)
    land = outline(round(frame.scale * 0.12, 1))
    ink = tone(palette, "encre")
    points = [site.ground for site in shown]
    body = [path(shape_path(land, frame), mix(ink, tone(palette, "iso-6"), 0.22))]
    tints = scale_tints(palette, scale, len(bands))
    for distance, tint in sorted(zip(bands, tints, strict=True), reverse=True):
        shape = near(points, distance, 0.04 * frame.scale).intersection(land)
        body.append(
            path(
                shape_path(shape, frame),
                tint,
                stroke=mix(tint, ink, 0.4),
                stroke_width=0.1,
            )
        )
    if width >= 40:
        body.append(dots((frame(p) for p in points), 0.42, tone(palette, "papier")))
    return finish(
        body,
        width,
        height,
        "Isolignes",
        "Distance à vol d’oiseau à la plus proche de "
        f"{words.counted(len(shown), 'métropole', 'métropoles')}, par bandes jusqu’à "
        f"{words.number(max(bands))}{words.FIXED}km." + words.left_out([s.label for s in outside]),
    )

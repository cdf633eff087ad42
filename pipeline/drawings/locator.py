"""The locator: a small France with all sites, one of them shown."""

from __future__ import annotations

from dataclasses import replace

from pipeline.drawings import words
from pipeline.drawings.geometry import france_frame, outline, shape_path, sites_in_france
from pipeline.drawings.isolines import Sites
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    circle,
    dots,
    finish,
    mix,
    path,
    tone,
)

RING = 2.4
STROKE = 0.45


def locator(
    palette: Palette,
    *,
    sites: Sites,
    key: str | None = None,
    width: float = 36.0,
    colour: str = "vermillon",
    ground: str = "ocre-teinte",
) -> Drawing:
    """France `width` mm wide, a dot per site, the site `key` in a ring; for a ground tone.

    Raises NoDrawing where `key` is not a site of metropolitan France.
    """
    shown, _ = sites_in_france(sites)
    here = next((s for s in shown if s.id == key), None)
    if key is not None and here is None:
        raise NoDrawing(f"{key!r} is not a site of metropolitan France")
    frame, height = france_frame(width)
    if here is not None:
        # A ring about a site near the northern border has its room too.
        missing = max(0.0, RING + STROKE / 2 - frame(here.ground)[1])
        frame, height = replace(frame, y=frame.y + missing), height + missing
    under, dark = tone(palette, ground), tone(palette, "bronze")
    land = outline(round(frame.scale * 0.13, 1))
    body = [path(shape_path(land, frame), mix(under, dark, 0.2))]
    others = [frame(s.ground) for s in shown if s is not here]
    body.append(dots(others, 0.42, mix(under, dark, 0.8)))
    if here is not None:
        place, lit = frame(here.ground), tone(palette, colour)
        body.append(circle(place, RING, stroke=lit, stroke_width=STROKE))
        body.append(circle(place, 1.05, lit))
    count = words.counted(len(shown), "métropole", "métropoles")
    title = f"{here.label} en France" if here else f"{count} en France"
    description = f"Carte de France{words.FIXED}: {count} par des points"
    description += f", {here.label} cerclée." if here else "."
    return finish(body, width, height, title, description)

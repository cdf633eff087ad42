"""The network: the shortest tree of straight lines that links all sites."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.drawings import words
from pipeline.drawings.geometry import (
    Frame,
    Site,
    france_frame,
    graticule,
    outline,
    shape_path,
    sites_in_france,
)
from pipeline.drawings.isolines import COVER, Sites
from pipeline.drawings.metrics import text_width
from pipeline.drawings.svg import (
    Drawing,
    Palette,
    circle,
    dots,
    finish,
    mix,
    path,
    rect,
    segments_path,
    stroke,
    text,
    tone,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the tree; length as the crow flies on the Lambert-93 plane, km."""

    first: Site
    second: Site
    length: float


def spanning_tree(sites: Sequence[Site]) -> list[Link]:
    """The minimum spanning tree of the sites (Prim), from the first one on."""
    places = {site.id: site.ground for site in sites}
    joined, left, links = list(sites[:1]), list(sites[1:]), []
    while left:
        length, a, b = min(
            ((math.dist(places[a.id], places[b.id]), a, b) for a in joined for b in left),
            key=lambda link: (link[0], link[1].id, link[2].id),
        )
        links.append(Link(a, b, length))
        joined.append(b)
        left.remove(b)
    return links


def network(
    palette: Palette,
    *,
    sites: Sites,
    width: float = 58.0,
    opener: bool = False,
    ink: str = "encre",
    colour: str = "verdigris",
    land: str = "sable",
    ground: str = "verdigris",
    km_per_mm: float = 5.55,
    left: float = 7.5,
    top: float = 93.0,
) -> Drawing:
    """The tree over France, `width` mm wide; at least two sites, NoDrawing otherwise.

    `opener` gives the full page (216 × 303 mm) on `ground`, in the frame of the cover: lengths
    in km along the links, a ring per site that grows with its number of links.
    """
    shown, outside = sites_in_france(sites, least=2)
    links = spanning_tree(shown)
    if opener:
        west, _, _, north = outline().bounds
        frame = Frame(km_per_mm, west, north, left, top)
        body, size = list(_plate(palette, shown, links, frame, ground)), COVER
    else:
        frame, height = france_frame(width)
        under = outline(round(frame.scale * 0.13, 1))
        body = [
            path(shape_path(under, frame), mix(tone(palette, land), tone(palette, "filet"), 0.25)),
            stroke(_tree_path(links, frame), tone(palette, colour), max(0.35, width / 116)),
            dots((frame(s.ground) for s in shown), max(0.55, width / 64), tone(palette, ink)),
        ]
        size = (width, height)
    return finish(body, *size, *_describe(shown, outside, links))


def _tree_path(links: Sequence[Link], frame: Frame) -> str:
    return segments_path((frame(k.first.ground), frame(k.second.ground)) for k in links)


def _plate(
    palette: Palette, shown: Sequence[Site], links: Sequence[Link], frame: Frame, ground: str
) -> Iterator[str]:
    width, height = COVER
    paper, gold = tone(palette, "papier"), tone(palette, "or")
    under, ink = tone(palette, ground), tone(palette, "encre")
    yield rect(0, 0, width, height, under)
    degrees = graticule(frame, width, height)
    yield stroke(shape_path(degrees, frame), paper, 0.12, stroke_opacity=0.13)
    yield path(shape_path(outline(), frame), mix(under, ink, 0.2))
    yield stroke(_tree_path(links, frame), gold, 0.55)
    degree = Counter(s.id for link in links for s in (link.first, link.second))
    radius = {s.id: 1.0 + 0.75 * degree[s.id] for s in shown}
    for link in links:
        yield from _length_label(link, frame, radius, mix(under, ink, 0.2), paper)
    for site in shown:
        yield circle(frame(site.ground), radius[site.id], under, stroke=paper, stroke_width=0.4)
    yield dots((frame(s.ground) for s in shown), 0.75, paper)


def _length_label(
    link: Link, frame: Frame, radius: dict[str, float], halo: str, colour: str
) -> Iterator[str]:
    """The length along the link, read from the left, where it fits between the two rings."""
    (x0, y0), (x1, y1) = sorted((frame(link.first.ground), frame(link.second.ground)))
    words_, size = f"{words.number(link.length)}{words.FIXED}km", 2.7
    first, second = link.first.id, link.second.id
    room = math.dist((x0, y0), (x1, y1)) - radius[first] - radius[second]
    if room < text_width(words_, size) + 1:
        return
    angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
    turn = math.radians(angle - 90)
    off = 1.0
    middle = ((x0 + x1) / 2 + off * math.cos(turn), (y0 + y1) / 2 + off * math.sin(turn))
    yield text(middle, words_, size, colour, anchor="middle", turn=angle, halo=halo)


def _describe(
    shown: Sequence[Site], outside: Sequence[Site], links: Sequence[Link]
) -> tuple[str, str]:
    total = sum(link.length for link in links)
    shortest, longest = (pick(links, key=lambda k: k.length) for pick in (min, max))
    return (
        f"Le plus court réseau reliant {words.counted(len(shown), 'métropole', 'métropoles')}",
        f"Arbre de {words.counted(len(links), 'lien', 'liens')} à vol d’oiseau, "
        f"{words.number(total)}{words.FIXED}km en tout{words.FIXED}; le plus court relie "
        f"{_ends(shortest)}, le plus long {_ends(longest)}."
        + words.left_out([s.label for s in outside]),
    )


def _ends(link: Link) -> str:
    return f"{link.first.label} et {link.second.label} ({words.number(link.length)}{words.FIXED}km)"

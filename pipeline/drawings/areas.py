"""Areas on one scale: a circle within a circle, squares."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width, wrap
from pipeline.drawings.svg import (
    SERIF,
    Drawing,
    NoDrawing,
    Palette,
    circle,
    finish,
    mix,
    rect,
    stroke,
    text,
    text_lines,
    tone,
)

SQUARE_TONES = ("ocre", "verdigris", "vermillon", "encre")


def circle_in_circle(
    palette: Palette,
    *,
    outer: float,
    inner: float,
    inner_text: str,
    inner_label: str = "",
    outer_label: str = "",
    width: float = 86.0,
    diameter: float = 55.0,
    colour: str = "vermillon",
) -> Drawing:
    """A part within a whole, both by their areas; the part is named at the end of a line.

    The inner circle stands on the outer one's foot. Raises NoDrawing where the part is not
    within the whole.
    """
    if not 0 < inner <= outer:
        raise NoDrawing(f"{inner} is not a part of {outer}")
    ink, paper, lit = (tone(palette, name) for name in ("encre", "papier", colour))
    big = diameter / 2
    small = big * math.sqrt(inner / outer)
    x, y = big + 0.5, 2 * big - small + 0.5
    start = min(2 * big + 5.5, width - 20)
    lines = wrap(inner_label, width - start, 2.95) if inner_label else []
    body = [
        circle((x, big + 0.5), big, mix(paper, lit, 0.24)),
        circle((x, y), small, lit),
        stroke(f"M{x:.2f} {y:.2f}L{start - 1:.2f} {y:.2f}", ink, 0.25),
        circle((x, y), 0.7, paper),
        text((start, y - 0.2), inner_text, 5.6, ink, family=SERIF),
        text_lines((start, y + 3.8), lines, 2.95, 3.7, ink),
    ]
    height = max(2 * big + 1, y + 3.8 + 3.7 * len(lines))
    return finish(
        body,
        width,
        height,
        f"{inner_text} {inner_label}".strip(),
        f"Un cercle dans un cercle, surfaces proportionnelles{words.FIXED}: "
        f"{words.number(inner)} {inner_label} sur {words.number(outer)} {outer_label}".rstrip()
        + f" ({words.percent(round(100 * inner / outer, 1))}).",
    )


def squares(
    palette: Palette,
    *,
    items: Sequence[Mapping[str, Any]],
    width: float = 86.0,
    largest: float | None = None,
    side: float = 44.0,
    gap: float = 6.0,
    labels: bool = False,
) -> Drawing:
    """Squares whose areas are on one scale, feet on one line, largest first as given.

    `items`: mappings with `value`, `label`, and `colour` where not the usual order; `largest`
    is the value whose square has `side` mm, so that several drawings share a scale.
    """
    values = [float(item["value"]) for item in items]
    if not values or min(values) <= 0:
        raise NoDrawing("squares need values above zero")
    full = largest or max(values)
    roots = [math.sqrt(v / full) for v in values]
    room = width - gap * (len(values) - 1)
    unit = min(side, room / sum(roots))
    foot = unit * max(roots) + 0.2
    body, x = [], 0.0
    for i, (item, root) in enumerate(zip(items, roots, strict=True)):
        edge = unit * root
        colour = str(item.get("colour", SQUARE_TONES[i % len(SQUARE_TONES)]))
        body.append(rect(x, foot - edge, edge, edge, tone(palette, colour)))
        if labels:
            words_ = str(item.get("label", ""))
            if text_width(words_, 2.7) > edge + gap:
                words_ = wrap(words_, edge + gap, 2.7)[0]
            body.append(text((x, foot + 3.8), words_, 2.7, tone(palette, "encre")))
        x += edge + gap
    each = [
        f"{item.get('label', '')} ({words.number(v, 2)})".strip()
        for item, v in zip(items, values, strict=True)
    ]
    return finish(
        body,
        width,
        foot + (5 if labels else 0),
        "Carrés à la même échelle",
        f"Surfaces proportionnelles{words.FIXED}: {words.listed(each)}.",
    )

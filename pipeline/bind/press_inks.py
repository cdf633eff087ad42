"""Inks of the press edition: each colour of the book with what is printed for it.

A colour declared with its pair is printed with that pair. Drawings mix declared colours, so a
colour between two known ones is printed with their inks mixed in the same share. What is left
has no declared pair: it is converted through the press profile, and named to the caller.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Rgb: TypeAlias = tuple[int, int, int]
"""Red, green, blue: 0 to 255."""

Cmyk: TypeAlias = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: percent."""

# Nobody declares these two; in print they are black ink alone, and no ink.
_PLAIN: dict[Rgb, Cmyk] = {(0, 0, 0): (0, 0, 0, 100), (255, 255, 255): (0, 0, 0, 0)}
# How far a channel of a mixed colour may be from where it should be: it was rounded.
_ROUNDING = 0.5


@dataclass(frozen=True)
class Inks:
    """The inks of every colour of a book; `unpaired` were converted through the profile."""

    table: Mapping[Rgb, Cmyk]
    unpaired: tuple[Rgb, ...] = ()

    def __getitem__(self, colour: Rgb) -> Cmyk:
        return self.table[colour]


def choose_inks(
    colours: Iterable[Rgb], pairs: Mapping[Rgb, Cmyk], convert: Callable[[Rgb], Cmyk]
) -> Inks:
    """The inks of colours, from declared pairs, mixes of them, or a conversion."""
    table = {**_PLAIN, **pairs}
    left = sorted(set(colours) - set(table))
    while left:
        # A mix of a mix is found once the first one is: a whole round before the next.
        found = {colour: inks for colour in left if (inks := _mixed(colour, table, pairs))}
        if not found:
            break
        table.update(found)
        left = [colour for colour in left if colour not in found]
    table.update({colour: convert(colour) for colour in left})
    return Inks(table, tuple(left))


def _mixed(colour: Rgb, table: Mapping[Rgb, Cmyk], pairs: Mapping[Rgb, Cmyk]) -> Cmyk | None:
    """The inks of a colour between a known one and a declared one; the nearest two if several."""
    candidates = [
        (math.dist(first, second), first, second, share)
        for first in table
        for second in pairs
        if (share := _share_between(first, second, colour)) is not None
    ]
    if not candidates:
        return None
    _, first, second, share = min(candidates)
    c, m, y, k = (a + (b - a) * share for a, b in zip(table[first], pairs[second], strict=True))
    return (c, m, y, k)


def _share_between(first: Rgb, second: Rgb, colour: Rgb) -> float | None:
    """How far from one colour to another a third one lies; None where it is not between them."""
    low, high = 0.0, 1.0
    for a, b, value in zip(first, second, colour, strict=True):
        if a == b:
            if value != a:
                return None
            continue
        ends = sorted((value + shift - a) / (b - a) for shift in (-_ROUNDING, _ROUNDING))
        low, high = max(low, ends[0]), min(high, ends[1])
    return (low + high) / 2 if low <= high else None

"""Labels of points placed so that they touch neither each other nor a disc nor a line.

Every label has a list of candidate places around its point, each with a cost of its own (far,
out of bounds, over a disc or a line). Labels are settled one after the other, from several
orders, each taking the cheapest place given the others, until none moves; the best order wins.
The same input always gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from pipeline.drawings.metrics import ASCENT, DESCENT, Box, text_box
from pipeline.drawings.svg import Point

_REACHES = (0.0, 1.2, 2.6, 4.5, 7.0, 10.0, 14.0)
"""Distances between the disc and the label, beyond the gap, mm."""
_DIRECTIONS = (90, 270, 60, 120, 300, 240, 30, 150, 330, 210, 0, 180, 75, 105, 285, 255)
"""Angles around the point, by preference: right, left, then between."""
_FORBIDDEN = 1000.0
_HAIR = 1e-6
_CLEAR = 3.5
"""Distance in mm from which the disc of another point no longer seems to own a label."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label to be placed at a point that has a disc of `radius` mm around it."""

    words: str
    point: Point
    radius: float
    size: float
    weight: int = 600


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label went: its baseline, its anchor, its room, a line to its point or none."""

    label: Label
    place: Point
    anchor: str
    box: Box
    leader: tuple[Point, Point] | None = None
    cost: float = 0


def place_labels(
    labels: Sequence[Label],
    bounds: Box,
    *,
    lines: Any = None,
    line_cost: float = 60.0,
    obstacles: Sequence[Box] = (),
    gap: float = 0.7,
) -> list[Placed]:
    """A place for each label, in the order given.

    `lines` is a shapely geometry on paper that labels should not cross: `line_cost` per crossing
    and a little per mm. `bounds` and `obstacles` are never crossed where there is another way.
    """
    discs = [(label.point, label.radius) for label in labels]
    choices = [
        sorted(
            _candidates(label, discs, bounds, lines, line_cost, obstacles, gap),
            key=lambda placed: placed.cost,
        )
        for label in labels
    ]
    orders = [
        sorted(range(len(labels)), key=key)
        for key in (
            lambda i: (choices[i][0].cost, i),
            lambda i: (-choices[i][0].cost, i),
            lambda i: (labels[i].point, i),
            lambda i: (labels[i].point[1], i),
            lambda i: (-labels[i].radius, i),
        )
    ]
    settled = [_settle(choices, order, gap) for order in orders]
    return min(settled, key=lambda placed: _total(placed, gap))


def _settle(choices: Sequence[Sequence[Placed]], order: Sequence[int], gap: float) -> list[Placed]:
    """Each label in turn takes its cheapest place given the others, until none moves."""
    current: dict[int, Placed] = {}
    for _ in range(30):
        moved = False
        for i in order:
            others = [placed for j, placed in current.items() if j != i]
            best = _cheapest(choices[i], others, gap)
            if current.get(i) is not best:
                current[i], moved = best, True
        if not moved:
            break
    return [current[i] for i in range(len(choices))]


def _cheapest(choices: Sequence[Placed], others: Sequence[Placed], gap: float) -> Placed:
    """The cheapest place given the others; `choices` are sorted, so that few need a look."""
    best, lowest = choices[0], math.inf
    for choice in choices:
        if choice.cost >= lowest:
            break
        cost = choice.cost + _clash(choice, others, gap)
        if cost < lowest:
            best, lowest = choice, cost
    return best


def _clash(placed: Placed, others: Sequence[Placed], gap: float) -> float:
    cost = 0.0
    for other in others:
        if placed.box.overlaps(other.box, gap):
            cost += _FORBIDDEN + 100 * placed.box.overlap_area(other.box, gap)
        elif placed.box.overlaps(other.box, 2.2):
            cost += 5
        for one, two in ((placed, other), (other, placed)):
            if one.leader and _leader_hits(one.leader, two.box):
                cost += 300
        if placed.leader and other.leader and _cross(placed.leader, other.leader):
            cost += 200
    return cost


def _total(placed: Sequence[Placed], gap: float) -> float:
    return sum(p.cost + _clash(p, placed[:i], gap) for i, p in enumerate(placed))


def _leader_hits(leader: tuple[Point, Point], box: Box) -> bool:
    (x0, y0), (x1, y1) = leader
    # Most are far away; a hair of room, as the last point may lie a rounding beyond the end.
    if (
        max(x0, x1) < box.left - _HAIR
        or min(x0, x1) > box.right + _HAIR
        or max(y0, y1) < box.top - _HAIR
        or min(y0, y1) > box.bottom + _HAIR
    ):
        return False
    return any(
        box.left < x0 + (x1 - x0) * t / 16 < box.right
        and box.top < y0 + (y1 - y0) * t / 16 < box.bottom
        for t in range(17)
    )


def _cross(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Whether two segments cross."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _candidates(
    label: Label,
    discs: Sequence[tuple[Point, float]],
    bounds: Box,
    lines: Any,
    line_cost: float,
    obstacles: Sequence[Box],
    gap: float,
) -> Iterator[Placed]:
    found = []
    for reach in _REACHES:
        for rank, angle in enumerate(_DIRECTIONS):
            placed = _around(label, angle, label.radius + gap + 0.5 + reach)
            if reach > 2.6:
                placed = _with_leader(placed)
            cost = reach * 4 + rank * 0.35 + (8 if placed.leader else 0)
            cost += _blocked(placed.box, discs, bounds, obstacles, gap)
            cost += _doubtful(placed, discs)
            found.append((placed, cost))
    crossed = _line_costs([placed.box for placed, _ in found], lines, line_cost, gap)
    for (placed, cost), more in zip(found, crossed, strict=True):
        yield Placed(label, placed.place, placed.anchor, placed.box, placed.leader, cost + more)


def _around(label: Label, angle: float, distance: float) -> Placed:
    """The label at a distance and an angle (0 above, clockwise) from its point."""
    turn = math.radians(angle - 90)
    x = label.point[0] + distance * math.cos(turn)
    y = label.point[1] + distance * math.sin(turn)
    anchor = "middle" if angle in (0, 180) else "start" if angle < 180 else "end"
    ascent, descent = ASCENT * label.size, DESCENT * label.size
    # The edge or corner nearest to the point touches the circle of that distance.
    lean = math.sin(turn)
    shift = (ascent - descent) / 2 + lean * (ascent + descent) / 2
    place = (x, y + shift)
    return Placed(
        label, place, anchor, text_box(place, label.words, label.size, label.weight, anchor)
    )


def _with_leader(placed: Placed) -> Placed:
    """The same with a line from the disc to the label."""
    (x, y), box, radius = placed.label.point, placed.box, placed.label.radius
    end = (min(max(x, box.left), box.right), min(max(y, box.top + 0.4), box.bottom))
    length = math.dist((x, y), end)
    if length <= radius + 1:
        return placed
    start = (x + (end[0] - x) * radius / length, y + (end[1] - y) * radius / length)
    stop = (end[0] - (end[0] - x) * 0.5 / length, end[1] - (end[1] - y) * 0.5 / length)
    return Placed(placed.label, placed.place, placed.anchor, box, (start, stop))


def _blocked(
    box: Box,
    discs: Sequence[tuple[Point, float]],
    bounds: Box,
    obstacles: Sequence[Box],
    gap: float,
) -> float:
    cost = 0.0
    if (
        box.left < bounds.left
        or box.top < bounds.top
        or box.right > bounds.right
        or box.bottom > bounds.bottom
    ):
        cost += 5 * _FORBIDDEN
    for (x, y), radius in discs:
        near = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
        if math.dist((x, y), near) < radius + gap * 0.6:
            cost += _FORBIDDEN
    return cost + sum(2 * _FORBIDDEN for o in obstacles if box.overlaps(o, gap))


def _doubtful(placed: Placed, discs: Sequence[tuple[Point, float]]) -> float:
    """What it costs to stand so near to another disc that the label could be its own."""
    box, cost = placed.box, 0.0
    for (x, y), radius in discs:
        if (x, y) != placed.label.point:
            near = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
            cost += max(0.0, _CLEAR - (math.dist((x, y), near) - radius)) * 4
            if placed.leader:
                room = Box(x - radius - 0.6, y - radius - 0.6, x + radius + 0.6, y + radius + 0.6)
                cost += 60 if _leader_hits(placed.leader, room) else 0
    return cost


def _line_costs(boxes: Sequence[Box], lines: Any, each: float, gap: float) -> list[float]:
    """What it costs to stand on the lines, for each box."""
    costs = [0.0] * len(boxes)
    if lines is None:
        return costs
    shapely.prepare(lines)
    rooms = shapely.box(
        [box.left - gap for box in boxes],
        [box.top - gap * 0.5 for box in boxes],
        [box.right + gap for box in boxes],
        [box.bottom + gap * 0.5 for box in boxes],
    )
    touched = shapely.intersects(lines, rooms).nonzero()[0]
    lengths = shapely.length(shapely.intersection(lines, rooms[touched]))
    for index, length in zip(touched, lengths, strict=True):
        costs[index] = each + float(length)
    return costs

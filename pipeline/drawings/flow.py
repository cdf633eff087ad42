"""The flow: stages in boxes linked by arrows, with what belongs to each below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import wrap
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    Point,
    finish,
    line_path,
    path,
    rect,
    stroke,
    text,
    text_lines,
    tone,
)

GAP = 7.0
"""Between two columns: the room of an arrow, mm."""
NARROWEST = 27.0
"""A column narrower than this sends the chain to a second line."""
LABEL, ITEM = 3.1, 2.75
LEADING_LABEL, LEADING_ITEM = 3.8, 3.55
PAD = 2.2


@dataclass(frozen=True, slots=True)
class Node:
    """A stage: what stands in its box and below it."""

    id: str
    label: str
    items: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Card:
    """A node laid out: corner and size of its box, its lines, height with the items."""

    node: Node
    x: float
    y: float
    width: float
    box: float
    label: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    height: float


def rank_nodes(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Sequence[str]]) -> list[Node]:
    """Nodes with the column they stand in: one more than the furthest node before them.

    Raises NoDrawing where the edges turn in a circle or name no node.
    """
    ids = [str(n["id"]) for n in nodes]
    if not ids:
        raise NoDrawing("a flow needs a node")
    if unknown := {e for pair in edges for e in pair} - set(ids):
        raise NoDrawing(f"edges name no node: {sorted(unknown)}")
    rank = dict.fromkeys(ids, 0)
    for _ in ids:
        before = dict(rank)
        for first, second in edges:
            rank[second] = max(rank[second], rank[first] + 1)
        if rank == before:
            break
    else:
        raise NoDrawing("the edges turn in a circle")
    return [
        Node(str(n["id"]), str(n["label"]), tuple(map(str, n.get("items", ()))), rank[str(n["id"])])
        for n in nodes
    ]


def flow(
    palette: Palette,
    *,
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Sequence[str]],
    width: float = 136.0,
    colour: str = "vermillon",
    title: str = "",
) -> Drawing:
    """Nodes (`id`, `label`, `items`) in columns by `edges` (pairs of ids), left to right.

    Nodes of one column stand one below the other; too many columns go on, on a next line. The
    height follows from the words.
    """
    ranked = rank_nodes(nodes, edges)
    columns = max(node.rank for node in ranked) + 1
    per_line = max(1, min(columns, int((width + GAP) / (NARROWEST + GAP))))
    lines = -(-columns // per_line)
    per_line = -(-columns // lines)
    # Arrows that go on to a next line turn at the right edge: 3 mm are kept for them.
    column = (width - (3 if lines > 1 else 0) - GAP * (per_line - 1)) / per_line
    cards, height = _lay_out(ranked, edges, per_line, lines, column)
    body: list[str] = []
    for node in ranked:
        body += _draw_card(palette, cards[node.id], tone(palette, colour))
    for first, second in edges:
        body += _arrow(palette, cards[first], cards[second])
    return finish(body, width, height, title or "Schéma", _describe(ranked, edges))


def _lay_out(
    ranked: Sequence[Node],
    edges: Sequence[Sequence[str]],
    per_line: int,
    lines: int,
    column: float,
) -> tuple[dict[str, Card], float]:
    """A card per node and the height of all; boxes of one line have one height."""
    rank = {node.id: node.rank for node in ranked}
    cards: dict[str, Card] = {}
    top = 0.0
    for line in range(lines):
        inside = [n for n in ranked if n.rank // per_line == line]
        rows = max(len(wrap(n.label, column - 0.6 - 2 * PAD, LABEL, 600)) for n in inside)
        leaps = any(rank[b] - rank[a] > 1 and rank[a] // per_line == line for a, b in edges)
        top = reach = top + (4.0 if leaps else 0.3)
        for place in range(per_line):
            y = top
            for node in (n for n in inside if n.rank % per_line == place):
                card = _card(node, place * (column + GAP) + 0.3, y, column - 0.6, rows)
                cards[node.id] = card
                y += card.height + 5
            reach = max(reach, y - 5)
        top = reach + (9 if line < lines - 1 else 0.6)
    return cards, top


def _card(node: Node, x: float, y: float, width: float, rows: int) -> Card:
    label = tuple(wrap(node.label, width - 2 * PAD, LABEL, 600))
    items = tuple(tuple(wrap(item, width - 2.6, ITEM)) for item in node.items)
    box = rows * LEADING_LABEL + 2 * PAD - 0.6
    below = sum(len(lines) * LEADING_ITEM + 0.7 for lines in items)
    return Card(node, x, y, width, box, label, items, box + (below + 1.6 if items else 0))


def _draw_card(palette: Palette, card: Card, lit: str) -> Iterator[str]:
    """A box of sand under a rule in the colour of the part; items below, each with a dash."""
    ink = tone(palette, "encre")
    yield rect(card.x, card.y, card.width, card.box, tone(palette, "sable"))
    yield rect(card.x, card.y, card.width, 0.8, lit)
    baseline = card.y + PAD + 0.74 * LABEL + 0.4
    yield text_lines((card.x + PAD, baseline), card.label, LABEL, LEADING_LABEL, ink, weight=600)
    y = card.y + card.box + 3.9
    for lines in card.items:
        yield text((card.x, y), "–", ITEM, lit, weight=600)
        yield text_lines((card.x + 2.4, y), lines, ITEM, LEADING_ITEM, ink)
        y += len(lines) * LEADING_ITEM + 0.7


def _arrow(palette: Palette, first: Card, second: Card) -> Iterator[str]:
    """From box to box: straight on a line, square between rows, around to a next line."""
    ink = tone(palette, "encre")
    start = (first.x + first.width + 0.8, first.y + first.box / 2)
    end = (second.x - 0.8, second.y + second.box / 2)
    if second.x > first.x + first.width + 2 * GAP and second.y < first.y + first.height:
        # Over the boxes between: up beside the first, in by the top of the second.
        out, high = start[0] + 1.4, min(first.y, second.y) - 2.6
        end = (second.x + second.width / 2, second.y - 0.8)
        points = [start, (out, start[1]), (out, high), (end[0], high), end]
        turn = (0.0, -1.6)
    elif second.x > first.x + first.width:
        middle = end[0] - GAP / 2 + 0.8
        points = [start, (middle, start[1]), (middle, end[1]), end]
        turn = (-1.6, 0.0)
    else:
        # On to the next line: down from the foot of the stage, in by the top of the next.
        low = second.y - 4.2
        out = start[0] + 1.6
        top = (second.x + second.width / 2, second.y - 0.8)
        points = [start, (out, start[1]), (out, low), (top[0], low), top]
        end, turn = top, (0.0, -1.6)
    yield stroke(line_path(points), ink, 0.35, stroke_linejoin="round")
    yield path(_head(end, turn), ink)


def _head(tip: Point, back: Point) -> str:
    (x, y), (dx, dy) = tip, back
    wing = 0.9
    left = (x + dx + wing * (dy != 0), y + dy + wing * (dx != 0))
    right = (x + dx - wing * (dy != 0), y + dy - wing * (dx != 0))
    return line_path((left, tip, right), closed=True)


def _describe(nodes: Sequence[Node], edges: Sequence[Sequence[str]]) -> str:
    label = {node.id: node.label for node in nodes}
    parts = []
    for node in nodes:
        after = [label[b] for a, b in edges if a == node.id]
        said = node.label
        if node.items:
            said += f" ({', '.join(node.items)})"
        if after:
            said += f", puis {words.listed(after)}"
        parts.append(said)
    return f"{words.counted(len(nodes), 'étape', 'étapes')}{words.FIXED}: {'. '.join(parts)}."

"""Numbers the prose leaves to the pipeline: `[]{fact=…}` gets the words of its fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.french.format import format_figures
from pipeline.french.units import names_unit
from pipeline.model.book import ResolvedFact
from pipeline.model.tree import BoundNumber, MarkdownTable, Node, Parent, Row, Text, Tree, text_of
from pipeline.resolve.facts import words_of

Facts = Mapping[str, ResolvedFact]


def fill_numbers(tree: Tree, facts: Facts) -> Tree:
    """The tree with words in every bound number that has none.

    They are the fact's own: number, unit and qualifier. In a table, the unit is left out where the
    head of the column names it, and millions are written in figures, as in a column of numbers. A
    fact that does not exist leaves its place empty: the checks report it.
    """
    return replace(tree, blocks=tuple(_fill(block, facts, "") for block in tree.blocks))


def _fill(node: Node, facts: Facts, head: str) -> Node:
    if isinstance(node, BoundNumber) and not node.children:
        fact = facts.get(node.fact)
        words = _words(fact, head) if fact else ""
        return replace(node, children=(Text(node.place, words),) if words else ())
    if isinstance(node, MarkdownTable):
        heads = [text_of(cell) for cell in node.head.children] if node.head else []
        rows = tuple(_fill_row(row, facts, heads) for row in node.children)
        return replace(node, children=rows)
    if isinstance(node, Parent):
        return replace(node, children=tuple(_fill(child, facts, head) for child in node.children))
    return node


def _fill_row(row: Node, facts: Facts, heads: Sequence[str]) -> Row:
    assert isinstance(row, Row)
    padded = (*heads, *[""] * len(row.children))
    cells = zip(row.children, padded, strict=False)
    return replace(row, children=tuple(_fill(cell, facts, head) for cell, head in cells))


def _words(fact: ResolvedFact, head: str) -> str:
    if head and not fact.state and names_unit(head, fact.unit):
        return format_figures(fact.value, fact.unit, fact.qualifier)
    return words_of(fact)

"""Reading one text, as the tests of this folder do."""

from __future__ import annotations

from pipeline.errors import Problem
from pipeline.markdown import MarkdownText, parse_markdown
from pipeline.model.places import Place
from pipeline.model.tree import Node, Tree, walk


def read(text: str) -> tuple[Tree, list[Problem]]:
    """The tree and the problems of a text that begins at f.md:1:1."""
    (tree,), problems = parse_markdown([MarkdownText(text, Place("f.md"))])
    return tree, problems


def tree_of(text: str) -> Tree:
    """The tree of a text without problems."""
    tree, problems = read(text)
    assert problems == []
    return tree


def found(text: str, kind: type[Node]) -> list[Node]:
    """The nodes of a kind in a text without problems, in order."""
    return [node for block in tree_of(text).blocks for node in walk(block) if type(node) is kind]


def at(node: Node) -> tuple[int, int]:
    """Line and column of a node."""
    return node.place.line, node.place.column

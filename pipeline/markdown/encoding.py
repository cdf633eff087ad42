"""Trees as plain lists, small enough to be kept on disk.

A node is `[number of its class, line, column, field, …]`; lines and columns are those of the text
the tree was read from, so that a text that only moved to another place is still found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from pipeline.errors import Problem
from pipeline.model import tree as t
from pipeline.model.places import Place

Locate = Callable[[int, int], Place]
Json = Any

_CLASSES: tuple[type[t.Node], ...] = (
    t.Text,
    t.LineBreak,
    t.Emphasis,
    t.Strong,
    t.Superscript,
    t.Subscript,
    t.SmallCaps,
    t.Link,
    t.Reference,
    t.BoundNumber,
    t.Pull,
    t.Foreign,
    t.Note,
    t.Paragraph,
    t.Heading,
    t.ListItem,
    t.BulletList,
    t.OrderedList,
    t.Quotation,
    t.Cell,
    t.Row,
    t.MarkdownTable,
    t.Division,
    t.Include,
    t.Unknown,
)
_NUMBERS = {kind: number for number, kind in enumerate(_CLASSES)}
_FIELDS = tuple(tuple(f.name for f in fields(kind))[1:] for kind in _CLASSES)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree and the problems met in its text; their places have no file."""

    blocks: tuple[t.Node, ...]
    problems: tuple[Problem, ...] = ()


def encode(parsed: Parsed) -> Json:
    """A parsed text as plain lists."""
    problems = [
        [p.rule, p.place.line, p.place.column, p.message, p.hint, p.key] for p in parsed.problems
    ]
    return [[_encode(block) for block in parsed.blocks], problems]


def _encode(node: t.Node) -> Json:
    number = _NUMBERS[type(node)]
    values = [getattr(node, name) for name in _FIELDS[number]]
    return [number, node.place.line, node.place.column, *map(_plain, values)]


def _plain(value: Any) -> Json:
    if isinstance(value, t.Node):
        return _encode(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def decode(data: Json, locate: Locate) -> tuple[t.Tree, list[Problem]]:
    """The tree and the problems of an encoded text, each at its place in the sources."""
    blocks, problems = data
    tree = t.Tree(tuple(_decode(block, locate) for block in blocks), locate(1, 1))
    return tree, [Problem(p[0], locate(p[1], p[2]), *p[3:]) for p in problems]


def _decode(data: Json, locate: Locate) -> t.Node:
    number = data[0]
    place = locate(data[1], data[2])
    if number == 0:
        return t.Text(place, data[3])
    values = [
        _rich(name, value, locate) for name, value in zip(_FIELDS[number], data[3:], strict=True)
    ]
    kind: Callable[..., t.Node] = _CLASSES[number]
    return kind(place, *values)


def _rich(name: str, value: Json, locate: Locate) -> Any:
    if name == "children":
        return tuple(_decode(child, locate) for child in value)
    if name == "head":
        return value and _decode(value, locate)
    return tuple(value) if name == "classes" else value

"""Trees as plain lists."""

from __future__ import annotations

import dataclasses
import json

from pipeline.errors import Problem
from pipeline.markdown.encoding import Parsed, decode, encode
from pipeline.model import tree as t
from pipeline.model.places import Place

HERE = Place("", 2, 3)


def one_of_each() -> list[t.Node]:
    """A node of every class, with a value in every field."""
    values = {
        "place": HERE,
        "children": (t.Text(HERE, "mots"),),
        "head": t.Row(HERE, ()),
        "classes": ("a", "b"),
        "level": 2,
        "start": 4,
        "tight": True,
    }
    kinds = [
        kind
        for kind in vars(t).values()
        if isinstance(kind, type) and issubclass(kind, t.Node) and kind not in (t.Node, t.Parent)
    ]
    return [
        kind(**{f.name: values.get(f.name, "mot") for f in dataclasses.fields(kind)})
        for kind in kinds
    ]


def test_every_node_comes_back_as_it_was() -> None:
    nodes = one_of_each()
    assert len(nodes) > 20
    problem = Problem("SRC010", HERE, "message", "hint", "key")
    data = json.loads(json.dumps(encode(Parsed(tuple(nodes), (problem,)))))
    tree, problems = decode(data, lambda line, column: Place("", line, column))
    assert list(tree.blocks) == nodes
    assert problems == [problem]


def test_places_are_made_anew() -> None:
    data = encode(Parsed((t.Paragraph(HERE, (t.Text(HERE, "mots"),)),)))
    tree, _ = decode(data, lambda line, column: Place("f.md", line + 10, column + 1))
    assert {node.place for node in tree.walk()} == {Place("f.md", 12, 4)}
    assert tree.place == Place("f.md", 11, 2)

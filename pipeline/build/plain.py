"""The resolved book as plain data: `output/build/book.json`, to look at and to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.model.sources import Source
from pipeline.model.tree import Node, Tree


def book_as_data(book: Book) -> dict[str, Any]:
    """The book as JSON can hold it: sections, targets, uses, facts, contents and set texts.

    Places read « file:line:column ». Nothing in it depends on the folder or the day.
    """
    return {
        "info": _plain(book.publication.info),
        "sections": [_section(section) for section in book.sections],
        "contents": _plain(book.contents),
        "targets": _plain(book.targets),
        "references": _plain(book.references),
        "includes": _plain(book.includes),
        "bindings": _plain(book.bindings),
        "facts": _plain(book.facts),
        "texts": {f"{piece}/{field}": _tree(tree) for (piece, field), tree in book.trees.items()},
    }


def _section(section: Any) -> dict[str, Any]:
    """A section; its source is named by its place, its part by its id."""
    data: dict[str, Any] = _plain(section)
    data["source"] = str(section.source.place)
    data["part"] = section.part.part if section.part else None
    return data


def _tree(tree: Tree) -> list[Any]:
    return [_node(block) for block in tree.blocks]


def _node(node: Node) -> dict[str, Any]:
    """A node: its class, its place, then what it holds."""
    data: dict[str, Any] = {"is": type(node).__name__, "at": str(node.place)}
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name == "children":
            data["children"] = [_node(child) for child in value]
        elif isinstance(value, Node):
            data[field.name] = _node(value)
        elif field.name != "place":
            data[field.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Place):
        return str(value)
    if isinstance(value, Source):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, BaseModel):
        return value.model_dump()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value

"""Tagging the contents of a book as such (ISO 32000-1, 14.8.4.2, TOC and TOCI).

The layout says what is what by `data-contents`: the `list`, each `entry` of it (which may hold
other entries: a part), and in an entry its `number` and what stands below (`more`). Links are the
reference of an entry; all else there is for the eye.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.typeset.tag_tree import Node

_NAME = "data-contents"


def make_contents(tree: Node) -> None:
    """Make a TOC of each list of contents in place; ValueError for an entry without link."""
    for node in tree.walk():
        if node.attribute(_NAME) == "list":
            node.kind = "TOC"
            node.kids = [_item(entry) for entry in _entries(node)]


def _entries(node: Node) -> Iterator[Node]:
    """The entries nearest below a node."""
    for kid in node.nodes():
        if kid.attribute(_NAME) == "entry" and not _is_same(kid, node):
            yield kid
        else:
            yield from _entries(kid)


def _is_same(node: Node, other: Node) -> bool:
    """Whether two nodes are of one HTML element: an item and its body."""
    return bool(node.origin and other.origin and node.origin.element is other.origin.element)


def _item(entry: Node) -> Node:
    """An entry as an item: its number, a reference with its links, what else it says, its own."""
    inner = list(_entries(entry))
    own = list(_own(entry, inner))
    links = [node for node in own if node.kind == "Link"]
    if not links:
        raise ValueError("an entry of the contents leads nowhere")
    holder = next(node for node in own if links[0] in node.kids)
    lists = [node for node in own if node.kind == "L"]
    before = [_named(node, "Lbl") for node in own if node.attribute(_NAME) == "number"]
    after = [_named(node, "P") for node in own if node.attribute(_NAME) == "more"]
    holder.kids = [*links]
    entry.kids = [*before, _named(holder, "Reference"), *after]
    entry.kids += [node for node in own if node.kind == "Figure"]
    if inner:
        lists[0].kids = [_item(below) for below in inner]
        entry.kids.append(_named(lists[0], "TOC"))
    return _named(entry, "TOCI")


def _own(node: Node, inner: list[Node]) -> Iterator[Node]:
    """The nodes below one, without those of the entries inside it."""
    for kid in node.nodes():
        if kid not in inner:
            yield kid
            yield from _own(kid, inner)


def _named(node: Node, kind: str) -> Node:
    node.kind = kind
    return node

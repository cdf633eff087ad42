"""The Markdown tree: what the pipeline keeps of pandoc's, plus what it adds.

Nodes are frozen; a pass over a tree returns a new tree. Every node knows its place in the
sources. Text nodes never span two source lines, so that `place.column + offset` points at a
character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.model.places import Place


@dataclass(frozen=True, slots=True)
class Node:
    """Any node; `place` is where it begins."""

    place: Place


# --- inline nodes -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A run of characters on one source line."""

    text: str


@dataclass(frozen=True, slots=True)
class Parent(Node):
    """A node that holds others."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A forced line break."""


@dataclass(frozen=True, slots=True)
class Emphasis(Parent):
    """Words stressed or titles of works (italics)."""


@dataclass(frozen=True, slots=True)
class Strong(Parent):
    """Words of strong importance (bold)."""


@dataclass(frozen=True, slots=True)
class Superscript(Parent):
    """Raised letters, as in ordinals."""


@dataclass(frozen=True, slots=True)
class Subscript(Parent):
    """Lowered letters, as in chemical formulas."""


@dataclass(frozen=True, slots=True)
class SmallCaps(Parent):
    """Small capitals: roman numerals of centuries."""


@dataclass(frozen=True, slots=True)
class Link(Parent):
    """A link to an external address."""

    address: str


@dataclass(frozen=True, slots=True)
class Reference(Parent):
    """A link to an id of the publication; no children: the pipeline gives the words."""

    target: str


@dataclass(frozen=True, slots=True)
class BoundNumber(Parent):
    """Words bound to a fact; no children: the pipeline gives the words."""

    fact: str


@dataclass(frozen=True, slots=True)
class Pull(Parent):
    """Words shown a second time as a pull quote."""


@dataclass(frozen=True, slots=True)
class Foreign(Parent):
    """Words of another language (`lang`, a BCP 47 tag)."""

    lang: str


@dataclass(frozen=True, slots=True)
class Note(Parent):
    """A note, called where it stands; children are blocks."""


# --- block nodes ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph(Parent):
    """A paragraph; `tight` in lists without blank lines."""

    tight: bool = False


@dataclass(frozen=True, slots=True)
class Heading(Parent):
    """A heading inside a piece; `level` as written (2 for `##`)."""

    level: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class ListItem(Parent):
    """An item of a list; children are blocks."""


@dataclass(frozen=True, slots=True)
class BulletList(Parent):
    """A list without numbers; children are items."""


@dataclass(frozen=True, slots=True)
class OrderedList(Parent):
    """A numbered list; children are items."""

    start: int = 1


@dataclass(frozen=True, slots=True)
class Quotation(Parent):
    """A block quotation; children are blocks."""


@dataclass(frozen=True, slots=True)
class Cell(Parent):
    """A cell of a Markdown table; children are blocks."""

    align: str = ""


@dataclass(frozen=True, slots=True)
class Row(Parent):
    """A row of a Markdown table; children are cells."""


@dataclass(frozen=True, slots=True)
class MarkdownTable(Parent):
    """A small table written in Markdown; children are body rows."""

    head: Row | None = None


@dataclass(frozen=True, slots=True)
class Division(Parent):
    """A fenced div with classes: a named ground for some blocks."""

    classes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Include(Node):
    """The place of another piece of the publication."""

    target: str


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """Something the pipeline does not set; `kind` is pandoc's name for it."""

    kind: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The parsed Markdown of one source or one field."""

    blocks: tuple[Node, ...]
    place: Place

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def walk(self) -> Iterator[Node]:
        """Every node, in reading order; notes where they are called."""
        for block in self.blocks:
            yield from walk(block)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order."""
    yield node
    if isinstance(node, MarkdownTable) and node.head is not None:
        yield from walk(node.head)
    if isinstance(node, Parent):
        for child in node.children:
            yield from walk(child)


def text_of(node: Node | Tree, *, notes: bool = False) -> str:
    """The characters below a node, notes left out unless asked for."""
    if isinstance(node, Tree):
        return "\n".join(text_of(block, notes=notes) for block in node.blocks)
    if isinstance(node, Text):
        return node.text
    if isinstance(node, LineBreak):
        return " "
    if isinstance(node, Note) and not notes:
        return ""
    if isinstance(node, MarkdownTable):
        rows = ((node.head,) if node.head else ()) + node.children
        return "\n".join(text_of(row, notes=notes) for row in rows)
    if isinstance(node, Parent):
        separator = "\n" if isinstance(node, (BulletList, OrderedList, ListItem, Row)) else ""
        return separator.join(text_of(child, notes=notes) for child in node.children)
    return ""


def map_inlines(tree: Tree, function: Callable[[tuple[Node, ...]], tuple[Node, ...]]) -> Tree:
    """A tree in which each run of inline nodes of a block went through `function`.

    A run is all the inline children of one paragraph, heading or note paragraph: the function
    sees it whole, so that it can look across emphasis and links.
    """

    def visit(node: Node) -> Node:
        if isinstance(node, (Paragraph, Heading)):
            return replace(node, children=tuple(_inside_notes(function(node.children))))
        if isinstance(node, MarkdownTable):
            head = visit(node.head) if node.head else None
            assert head is None or isinstance(head, Row)
            return replace(node, head=head, children=tuple(visit(c) for c in node.children))
        if isinstance(node, Parent):
            return replace(node, children=tuple(visit(child) for child in node.children))
        return node

    def _inside_notes(children: tuple[Node, ...]) -> Iterator[Node]:
        for child in children:
            if isinstance(child, Note):
                yield replace(child, children=tuple(visit(block) for block in child.children))
            elif isinstance(child, Parent):
                yield replace(child, children=tuple(_inside_notes(child.children)))
            else:
                yield child

    return replace(tree, blocks=tuple(visit(block) for block in tree.blocks))

"""From pandoc's JSON to the pipeline's tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.errors import Problem
from pipeline.markdown import faults
from pipeline.markdown.encoding import Parsed
from pipeline.model import tree as t
from pipeline.model.places import Place

Json = Any

_START = Place("", 1, 1)
_POSITION = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_TAB_STOP = 4
# Levels of lists, quotations, emphasis… that a page can show is far fewer.
_DEEPEST = 30

SPAN_KEYS = ("fact", "lang")
SPAN_CLASSES = ("pull", "smallcaps")
DIV_KEYS = ("include",)


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


class Converter:
    """Turns the pandoc document of a text into a tree, and gathers what cannot be set.

    Places are lines and columns of the text, without a file.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._problems: list[Problem] = []
        self._depth = 0

    def convert(self, document: Json) -> Parsed:
        """The tree of a document, with its problems."""
        try:
            blocks = self._blocks(document["blocks"], _START)
        except _TooDeepError as error:
            return Parsed((), (faults.too_deep(error.place),))
        return Parsed(blocks, tuple(self._problems))

    # --- blocks -------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Json], at: Place) -> tuple[t.Node, ...]:
        self._go_down(at)
        nodes: list[t.Node] = []
        for block in blocks:
            for node in self._block(block, at):
                at = node.place
                nodes.append(node)
        self._depth -= 1
        return tuple(nodes)

    def _block(self, block: Json, at: Place) -> Iterator[t.Node]:
        kind, content = block["t"], block.get("c")
        if kind == "Div":
            yield from self._division(content, at)
        elif kind in ("Para", "Plain"):
            children = self._inlines(content, at)
            # Pandoc makes an empty paragraph of braces that stand before nothing.
            if children:
                yield t.Paragraph(_first(children, at), children, tight=kind == "Plain")
        elif kind == "Header":
            yield self._heading(content, at)
        elif kind == "BulletList":
            yield t.BulletList(at, self._items(content, at))
        elif kind == "OrderedList":
            yield t.OrderedList(at, self._items(content[1], at), start=content[0][0])
        elif kind == "BlockQuote":
            yield t.Quotation(at, self._blocks(content, at))
        elif kind == "Table":
            yield self._table(content, at)
        else:
            place = self._place(content[0], at) if kind == "CodeBlock" else at
            yield self._unknown(kind, place)

    def _heading(self, content: Json, at: Place) -> t.Node:
        level, attributes, inlines = content
        place = self._place(attributes, at)
        self._refuse(attributes, place, id_known=True)
        children = self._inlines(inlines, place)
        # An underlined heading is placed by pandoc where it ends.
        return t.Heading(min(place, _first(children, place)), children, level, attributes[0])

    def _division(self, content: Json, at: Place) -> Iterator[t.Node]:
        attributes, blocks = content
        place = self._place(attributes, at)
        keys = _keys(attributes)
        if keys.pop("wrapper", None):
            self._refuse(attributes, place)
            for block in blocks:
                yield from self._block(block, place)
            return
        self._refuse(attributes, place, keys=DIV_KEYS)
        inside = self._blocks(blocks, place)
        if "include" not in keys:
            yield t.Division(place, inside, classes=tuple(attributes[1]))
            return
        if inside:
            self._problems.append(faults.open_include(place, keys["include"]))
        yield t.Include(place, keys["include"])

    def _items(self, items: Sequence[Json], at: Place) -> tuple[t.Node, ...]:
        made = []
        for item in items:
            children = self._blocks(item, at)
            made.append(t.ListItem(_first(children, at), children))
        return tuple(made)

    def _table(self, content: Json, at: Place) -> t.Node:
        attributes, _, columns, head, bodies, _ = content
        place = self._place(attributes, at)
        aligns = [spec[0]["t"].removeprefix("Align").lower() for spec in columns]
        heads = [self._row(row, aligns, place) for row in head[1]]
        rows = [self._row(row, aligns, place) for body in bodies for row in body[3]]
        top = min((row.place for row in heads), default=place)
        return t.MarkdownTable(min(place, top), tuple(rows), head=heads[0] if heads else None)

    def _row(self, row: Json, aligns: Sequence[str], at: Place) -> t.Row:
        cells = []
        for cell, align in zip(row[1], aligns, strict=True):
            children = self._blocks(cell[4], at)
            cells.append(t.Cell(_first(children, at), children, align=align))
        return t.Row(_first(cells, at), tuple(cells))

    # --- inlines ------------------------------------------------------------------

    def _inlines(self, inlines: Sequence[Json], at: Place) -> tuple[t.Node, ...]:
        self._go_down(at)
        nodes: list[t.Node] = []
        for inline in inlines:
            for node in self._inline(inline, at):
                _append(nodes, node)
            at = self._end(inline, at)
        self._depth -= 1
        self._problems.extend(faults.leftovers(nodes, self._lines))
        return tuple(nodes)

    def _inline(self, inline: Json, at: Place) -> Iterator[t.Node]:
        kind, content = inline["t"], inline.get("c")
        if kind == "Span":
            yield from self._span(content, at)
        elif kind in ("Str", "Space", "SoftBreak"):
            # Pandoc gives a line's end no position: it stands where what comes before it ends.
            yield t.Text(at, content or " ")
        elif kind == "LineBreak":
            yield t.LineBreak(at)
        elif kind in _PARENTS:
            yield _PARENTS[kind](at, self._inlines(content, at))
        elif kind == "Link":
            yield from self._link(content, at)
        elif kind == "Note":
            yield t.Note(at, self._blocks(content, at))
        else:
            place = self._place(content[0], at) if kind in ("Image", "Code") else at
            yield self._unknown(kind, place)

    def _span(self, content: Json, at: Place) -> Iterator[t.Node]:
        attributes, inlines = content
        place = self._place(attributes, at)
        if _keys(attributes).get("wrapper") is None:
            yield from self._attributed(attributes, place, self._inlines(inlines, place))
            return
        nodes = tuple(node for inline in inlines for node in self._inline(inline, place))
        if not _is_marked(attributes):
            yield from nodes
        elif all(isinstance(node, t.Text) for node in nodes):
            # Braces after a word or a space, not after a bracket: they would hold one letter.
            self._problems.append(faults.stray_braces(self._end({"c": content}, place)))
        else:
            yield from self._attributed(attributes, place, nodes)

    def _link(self, content: Json, at: Place) -> Iterator[t.Node]:
        attributes, inlines, (address, title) = content
        place = self._place(attributes, at)
        children = self._inlines(inlines, place)
        if title:
            self._problems.append(faults.link_title(place, title))
        link: t.Node = (
            t.Reference(place, children, address[1:])
            if address.startswith("#")
            else t.Link(place, children, address)
        )
        yield from self._attributed(attributes, place, (link,))

    def _attributed(
        self, attributes: Json, place: Place, children: tuple[t.Node, ...]
    ) -> tuple[t.Node, ...]:
        """Nodes inside what the attributes in braces make of them."""
        keys, classes = _keys(attributes), attributes[1]
        self._refuse(attributes, place, keys=SPAN_KEYS, classes=SPAN_CLASSES)
        if "fact" in keys:
            children = (t.BoundNumber(place, children, keys["fact"]),)
        if "lang" in keys:
            children = (t.Foreign(place, children, keys["lang"]),)
        if "smallcaps" in classes:
            children = (t.SmallCaps(place, children),)
        if "pull" in classes:
            children = (t.Pull(place, children),)
        return children

    # --- what is not set ----------------------------------------------------------

    def _unknown(self, kind: str, place: Place) -> t.Node:
        self._problems.append(faults.not_set(kind, place))
        return t.Unknown(place, kind)

    def _refuse(
        self,
        attributes: Json,
        place: Place,
        *,
        id_known: bool = False,
        keys: Sequence[str] = (),
        classes: Sequence[str] = (),
    ) -> None:
        """Report the attributes that nothing would make anything of."""
        if attributes[0] and not id_known:
            self._problems.append(faults.unknown_id(attributes[0], place))
        for name in attributes[1]:
            if name not in classes:
                self._problems.append(faults.unknown_class(name, classes, place))
        for key in _keys(attributes):
            if key not in (*keys, "wrapper"):
                self._problems.append(faults.unknown_attribute(key, keys, place))

    # --- places -------------------------------------------------------------------

    def _go_down(self, at: Place) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError(at)

    def _place(self, attributes: Json, at: Place) -> Place:
        position = _position(attributes)
        return self._at(int(position[1]), int(position[2])) if position else at

    def _end(self, inline: Json, at: Place) -> Place:
        """Where an inline ends, if pandoc says so."""
        content = inline.get("c")
        attributes = content[0] if isinstance(content, list) and content else None
        position = _position(attributes) if isinstance(attributes, list) else None
        return self._at(int(position[3]), int(position[4])) if position else at

    def _at(self, line: int, column: int) -> Place:
        """The place of a line and column of pandoc's, whose columns jump at tabs."""
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        if "\t" not in text:
            return Place("", line, column)
        seen = 1
        for number, character in enumerate(text, start=1):
            if seen >= column:
                return Place("", line, number)
            seen += _TAB_STOP - (seen - 1) % _TAB_STOP if character == "\t" else 1
        return Place("", line, len(text) + 1)


_PARENTS: dict[str, type[t.Parent]] = {
    "Emph": t.Emphasis,
    "Strong": t.Strong,
    "Superscript": t.Superscript,
    "Subscript": t.Subscript,
    "SmallCaps": t.SmallCaps,
}


def _position(attributes: Json) -> re.Match[str] | None:
    if len(attributes) != 3:
        return None
    for key, value in attributes[2]:
        if key == "data-pos":
            return _POSITION.match(value)
    return None


def _keys(attributes: Json) -> dict[str, str]:
    return {key: value for key, value in attributes[2] if key != "data-pos"}


def _is_marked(attributes: Json) -> bool:
    return bool(attributes[0] or attributes[1] or _keys(attributes).keys() - {"wrapper"})


def _first(children: Sequence[t.Node], at: Place) -> Place:
    return children[0].place if children else at


def _append(nodes: list[t.Node], node: t.Node) -> None:
    """Add a node, joining runs of text that touch on the same line."""
    last = nodes[-1] if nodes else None
    if (
        isinstance(node, t.Text)
        and isinstance(last, t.Text)
        and last.place.line == node.place.line
        and last.place.column + len(last.text) == node.place.column
    ):
        nodes[-1] = t.Text(last.place, last.text + node.text)
    else:
        nodes.append(node)

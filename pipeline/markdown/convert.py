"""From pandoc's JSON to the pipeline's tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.errors import Problem, nearest
from pipeline.model import tree as t
from pipeline.model.places import Place

Json = Any
Locate = Callable[[int, int], Place]

_SPAN_KEYS = ("fact", "lang")
_SPAN_CLASSES = ("pull", "smallcaps")
_DIV_KEYS = ("include",)
_POSITION = re.compile(r"^(\d+):(\d+)")


class Converter:
    """Turns one pandoc document into a tree; `problems` gathers what cannot be set.

    `locate` maps a line and column of the text to a place in the sources.
    """

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self.problems: list[Problem] = []

    def convert(self, document: Json) -> t.Tree:
        """The tree of a document."""
        start = self._locate(1, 1)
        return t.Tree(tuple(self._blocks(document["blocks"], start)), start)

    # --- blocks -------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Json], at: Place) -> Iterator[t.Node]:
        for block in blocks:
            node = self._block(block, at)
            if node is not None:
                at = node.place
                yield node

    def _block(self, block: Json, at: Place) -> t.Node | None:
        kind, content = block["t"], block.get("c")
        if kind == "Div":
            return self._division(content, at)
        if kind in ("Para", "Plain"):
            children = self._inlines(content, at)
            return t.Paragraph(_first(children, at), children, tight=kind == "Plain")
        if kind == "Header":
            place = self._place(content[1], at)
            return t.Heading(place, self._inlines(content[2], place), content[0], content[1][0])
        if kind == "BulletList":
            return t.BulletList(at, self._items(content, at))
        if kind == "OrderedList":
            return t.OrderedList(at, self._items(content[1], at), start=content[0][0])
        if kind == "BlockQuote":
            return t.Quotation(at, tuple(self._blocks(content, at)))
        if kind == "Table":
            return self._table(content, at)
        return self._unknown(kind, at)

    def _division(self, content: Json, at: Place) -> t.Node | None:
        attributes, blocks = content
        place = self._place(attributes, at)
        keys = _keys(attributes)
        if keys.pop("wrapper", None):
            return self._block(blocks[0], place)
        self._report_keys(keys, _DIV_KEYS, place)
        if "include" in keys:
            return t.Include(place, keys["include"])
        return t.Division(place, tuple(self._blocks(blocks, place)), classes=tuple(attributes[1]))

    def _items(self, items: Sequence[Json], at: Place) -> tuple[t.Node, ...]:
        made = []
        for item in items:
            children = tuple(self._blocks(item, at))
            made.append(t.ListItem(_first(children, at), children))
        return tuple(made)

    def _table(self, content: Json, at: Place) -> t.Node:
        place = self._place(content[0], at)
        aligns = [spec[0]["t"].removeprefix("Align").lower() for spec in content[2]]
        heads = [self._row(row, aligns, place) for row in content[3][1]]
        rows = [self._row(row, aligns, place) for body in content[4] for row in body[3]]
        return t.MarkdownTable(place, tuple(rows), head=heads[0] if heads else None)

    def _row(self, row: Json, aligns: Sequence[str], at: Place) -> t.Row:
        cells = []
        for cell, align in zip(row[1], aligns, strict=True):
            children = tuple(self._blocks(cell[4], at))
            cells.append(t.Cell(_first(children, at), children, align=align))
        return t.Row(_first(cells, at), tuple(cells))

    # --- inlines ------------------------------------------------------------------

    def _inlines(self, inlines: Sequence[Json], at: Place) -> tuple[t.Node, ...]:
        nodes: list[t.Node] = []
        for inline in inlines:
            for node in self._inline(inline, at):
                at = node.place
                _append(nodes, node)
        return tuple(nodes)

    def _inline(self, inline: Json, at: Place) -> Iterator[t.Node]:
        kind, content = inline["t"], inline.get("c")
        if kind == "Span":
            yield from self._span(content, at)
        elif kind == "Str":
            yield t.Text(at, content)
        elif kind == "Space":
            yield t.Text(at, " ")
        elif kind == "SoftBreak":
            # Pandoc gives it no position; it never begins a run, so the place of what stands
            # before is the nearest true one.
            yield t.Text(at, " ")
        elif kind == "LineBreak":
            yield t.LineBreak(at)
        elif kind in _PARENTS:
            children = self._inlines(content, at)
            yield _PARENTS[kind](at, children)
        elif kind == "Link":
            yield self._link(content, at)
        elif kind == "Note":
            yield t.Note(at, tuple(self._blocks(content, at)))
        else:
            place = self._place(content[0], at) if kind in ("Image", "Code") else at
            yield self._unknown(kind, place)

    def _span(self, content: Json, at: Place) -> Iterator[t.Node]:
        attributes, inlines = content
        place = self._place(attributes, at)
        keys = _keys(attributes)
        if keys.pop("wrapper", None):
            for inline in inlines:
                yield from self._inline(inline, place)
            return
        self._report_keys(keys, _SPAN_KEYS, place)
        self._report_keys(dict.fromkeys(attributes[1], ""), _SPAN_CLASSES, place, what="classe")
        children = self._inlines(inlines, place)
        if "fact" in keys:
            children = (t.BoundNumber(place, children, keys["fact"]),)
        if "lang" in keys:
            children = (t.Foreign(place, children, keys["lang"]),)
        if "smallcaps" in attributes[1]:
            children = (t.SmallCaps(place, children),)
        if "pull" in attributes[1]:
            children = (t.Pull(place, children),)
        yield from children

    def _link(self, content: Json, at: Place) -> t.Node:
        place = self._place(content[0], at)
        children = self._inlines(content[1], place)
        address = content[2][0]
        if address.startswith("#"):
            return t.Reference(place, children, address[1:])
        return t.Link(place, children, address)

    # --- what is not set ----------------------------------------------------------

    def _unknown(self, kind: str, place: Place) -> t.Node:
        name = _NAMES.get(kind, kind)
        self.problems.append(
            Problem(
                "SRC010",
                place,
                f"la publication ne sait pas composer ceci : {name}",
                "Écrire le passage en Markdown simple, ou le placer avec « ::: {include=…} ».",
                key=kind,
            )
        )
        return t.Unknown(place, kind)

    def _report_keys(
        self, keys: dict[str, str], known: Sequence[str], place: Place, what: str = "attribut"
    ) -> None:
        for key in keys:
            if key not in known:
                near = nearest(key, known)
                advice = f"Vouliez-vous dire « {near} » ?" if near else ""
                self.problems.append(
                    Problem(
                        "SRC010",
                        place,
                        f"{what} inconnu : « {key} »"
                        if what == "attribut"
                        else f"{what} inconnue : « {key} »",
                        advice or f"Sont connus : {', '.join(known)}.",
                        key=key,
                    )
                )

    def _place(self, attributes: Json, at: Place) -> Place:
        position = _POSITION.match(dict(attributes[2]).get("data-pos", ""))
        return self._locate(int(position[1]), int(position[2])) if position else at


_PARENTS: dict[str, type[t.Parent]] = {
    "Emph": t.Emphasis,
    "Strong": t.Strong,
    "Superscript": t.Superscript,
    "Subscript": t.Subscript,
    "SmallCaps": t.SmallCaps,
}

_NAMES = {
    "RawInline": "du HTML",
    "RawBlock": "du HTML",
    "Image": "une image (les figures se placent avec « ::: {include=fig-…} »)",
    "Code": "du code",
    "CodeBlock": "un bloc de code (une ligne commence par quatre espaces ?)",
    "HorizontalRule": "un filet",
    "Strikeout": "du texte barré",
    "DefinitionList": "une liste de définitions",
}


def _keys(attributes: Json) -> dict[str, str]:
    return {key: value for key, value in attributes[2] if key != "data-pos"}


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

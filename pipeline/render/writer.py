"""From a typographically set tree to HTML: the same writer for print and EPUB.

What differs between the two (references, notes, pull quotes) is asked of a `Setting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from markupsafe import Markup, escape

from pipeline.errors import PipelineError
from pipeline.model import tree as t
from pipeline.model.places import Place


class Setting(Protocol):
    """How an edition sets what is more than plain text. All give HTML."""

    def reference(self, target: str, words: Markup | None, place: Place) -> Markup:
        """A reference to an id; `words` is None where the pipeline gives them."""

    def note(self, content: Markup) -> Markup:
        """A note, where it is called; `content` is inline HTML."""

    def pull(self, words: Markup) -> Markup:
        """A pull quote, before the paragraph that holds its words."""

    def source(self, place: Place) -> Markup:
        """An attribute that tells where a block comes from, with a leading space; or nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text: `text` holds HTML, `piece` the id of a piece placed here."""

    form: Literal["text", "piece"]
    html: str = ""
    target: str = ""


class Writer:
    """Writes trees as HTML; headings are shifted down by `shift` levels."""

    def __init__(self, setting: Setting, shift: int = 0) -> None:
        self._setting = setting
        self._shift = shift

    def runs(self, tree: t.Tree) -> tuple[Run, ...]:
        """The tree as stretches of HTML, cut where other pieces are placed."""
        runs: list[Run] = []
        waiting: list[Markup] = []

        def close() -> None:
            if waiting:
                runs.append(Run("text", Markup("\n").join(waiting)))
                waiting.clear()

        for block in tree.blocks:
            if isinstance(block, t.Include):
                close()
                runs.append(Run("piece", target=block.target))
            else:
                waiting.append(self.block(block))
        close()
        return tuple(runs)

    def inline_text(self, tree: t.Tree) -> Markup:
        """A tree of one paragraph, without its paragraph."""
        return Markup(" ").join(
            self.inlines(block.children) for block in tree.blocks if isinstance(block, t.Paragraph)
        )

    # --- blocks -------------------------------------------------------------------

    def block(self, node: t.Node) -> Markup:
        """A block as HTML."""
        at = self._setting.source(node.place)
        if isinstance(node, t.Paragraph):
            # A pull quote stands inside its paragraph: before it, it would stay at the foot of a
            # column that the paragraph leaves.
            inside = self._pulls(node) + self.inlines(node.children)
            return Markup("<p{}>{}</p>").format(at, inside)
        if isinstance(node, t.Heading):
            return self._heading(node, at)
        if isinstance(node, t.BulletList):
            return Markup("<ul{}>{}</ul>").format(at, self._items(node.children))
        if isinstance(node, t.OrderedList):
            start = Markup(' start="{}"').format(node.start) if node.start != 1 else Markup()
            return Markup("<ol{}{}>{}</ol>").format(start, at, self._items(node.children))
        if isinstance(node, t.Quotation):
            return Markup("<blockquote{}>{}</blockquote>").format(at, self.blocks(node.children))
        if isinstance(node, t.Division):
            classes = " ".join(node.classes)
            return Markup('<div class="{}"{}>{}</div>').format(
                classes, at, self.blocks(node.children)
            )
        if isinstance(node, t.MarkdownTable):
            return self._table(node, at)
        raise PipelineError(f"{node.place}: no HTML for {type(node).__name__}")

    def blocks(self, nodes: Iterable[t.Node]) -> Markup:
        """Blocks as HTML, one after another."""
        return Markup("\n").join(self.block(node) for node in nodes)

    def _heading(self, node: t.Heading, at: Markup) -> Markup:
        level = min(node.level + self._shift, 6)
        identifier = Markup(' id="{}"').format(node.id) if node.id else Markup()
        words = self.inlines(node.children)
        return Markup("<h{0}{1}{2}>{3}</h{0}>").format(level, identifier, at, words)

    def _items(self, items: Sequence[t.Node]) -> Markup:
        made = []
        for item in items:
            assert isinstance(item, t.ListItem)
            at = self._setting.source(item.place)
            made.append(Markup("<li{}>{}</li>").format(at, self._item(item)))
        return Markup().join(made)

    def _item(self, item: t.ListItem) -> Markup:
        """A lone paragraph loses its <p>: blocks inside items disturb the tags of a PDF."""
        parts = []
        for child in item.children:
            if isinstance(child, t.Paragraph) and child is item.children[0]:
                parts.append(self._pulls(child) + self.inlines(child.children))
            else:
                parts.append(self.block(child))
        return Markup("\n").join(parts)

    def _table(self, node: t.MarkdownTable, at: Markup) -> Markup:
        head = Markup()
        if node.head is not None:
            cells = self._cells(node.head, "th", Markup(' scope="col"'))
            head = Markup("<thead><tr>{}</tr></thead>").format(cells)
        rows = Markup().join(
            Markup("<tr>{}</tr>").format(self._cells(row, "td", Markup())) for row in node.children
        )
        return Markup("<table{}>{}<tbody>{}</tbody></table>").format(at, head, rows)

    def _cells(self, row: t.Node, name: str, attributes: Markup) -> Markup:
        assert isinstance(row, t.Row)
        made = Markup()
        for cell in row.children:
            assert isinstance(cell, t.Cell)
            align = Markup(' class="{}"').format(cell.align) if cell.align == "right" else Markup()
            content = Markup(" ").join(
                self.inlines(block.children)
                for block in cell.children
                if isinstance(block, t.Paragraph)
            )
            made += Markup("<{0}{1}{2}>{3}</{0}>").format(Markup(name), attributes, align, content)
        return made

    def _pulls(self, paragraph: t.Paragraph) -> Markup:
        """The pull quotes of a paragraph: their words again, without notes and references."""
        made = Markup()
        for node in t.walk(paragraph):
            if isinstance(node, t.Pull):
                made += self._setting.pull(Writer(_Plain(), self._shift).inlines(node.children))
        return made

    # --- inlines ------------------------------------------------------------------

    def inlines(self, nodes: Iterable[t.Node]) -> Markup:
        """Inline nodes as HTML."""
        return Markup().join(self._inline(node) for node in nodes)

    def _inline(self, node: t.Node) -> Markup:
        if isinstance(node, t.Text):
            return escape(node.text)
        if isinstance(node, t.LineBreak):
            return Markup("<br>")
        if isinstance(node, t.Note):
            return self._setting.note(self._note_content(node))
        assert isinstance(node, t.Parent), node
        inside = self.inlines(node.children)
        if isinstance(node, t.Reference):
            return self._setting.reference(node.target, inside or None, node.place)
        if isinstance(node, t.BoundNumber):
            if not inside:
                raise PipelineError(f"{node.place}: no words for the fact {node.fact!r}")
            return inside
        if isinstance(node, t.Link):
            return Markup('<a class="external" href="{}">{}</a>').format(node.address, inside)
        if isinstance(node, t.Foreign):
            return Markup('<i class="foreign" lang="{}">{}</i>').format(node.lang, inside)
        if isinstance(node, t.Pull):
            return inside
        if isinstance(node, t.SmallCaps):
            # Capitals (XXIe) have a class of their own: they become small, where letters do not.
            name = "small-capitals" if t.text_of(node).isupper() else "small-caps"
            return Markup('<span class="{}">{}</span>').format(name, inside)
        return Markup("<{0}>{1}</{0}>").format(Markup(_TAGS[type(node)]), inside)

    def _note_content(self, note: t.Note) -> Markup:
        return Markup(" ").join(
            self.inlines(block.children)
            for block in note.children
            if isinstance(block, t.Paragraph)
        )


_TAGS: dict[type[t.Node], str] = {
    t.Emphasis: "em",
    t.Strong: "strong",
    t.Superscript: "sup",
    t.Subscript: "sub",
}


class _Plain:
    """The setting of words shown a second time: nothing that is called or linked twice."""

    def reference(self, target: str, words: Markup | None, place: Place) -> Markup:
        return words or Markup()

    def note(self, content: Markup) -> Markup:
        return Markup()

    def pull(self, words: Markup) -> Markup:
        return Markup()

    def source(self, place: Place) -> Markup:
        return Markup()

"""Is the text of the sources what an EPUB says, in the same order?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.model.tree import (
    BoundNumber,
    Heading,
    Include,
    LineBreak,
    MarkdownTable,
    Node,
    Note,
    Paragraph,
    Parent,
    Reference,
    Text,
    Tree,
)
from pipeline.proof.epub_reading import EpubReading, epub_type, words_of

# Texts shorter than this many signs say nothing about a place.
_SHORTEST = 3
# Signs of a text that a message quotes.
_QUOTED = 80


@dataclass(frozen=True, slots=True)
class LostText:
    """Words of the sources that were not found where they should be read."""

    words: str
    place: Place


def missing_texts(reading: EpubReading, book: Book) -> tuple[int, list[LostText]]:
    """How many stretches of text were found, and those that were not.

    Each Markdown text of a section is looked for in that section's document, its stretches one
    after another; notes are looked for among the notes. Words that the pipeline fills in cut a
    text into stretches.
    """
    homes = {
        element.get("id", ""): root
        for root in reading.documents.values()
        for element in root.iter()
        if element.get("id")
    }
    found, lost = 0, []
    spoken: dict[int, tuple[str, str]] = {}
    for (piece, _), tree in book.trees.items():
        target = book.targets.get(piece)
        root = homes.get(target.section if target else "")
        if root is None or not tree:
            continue
        text, notes = spoken.setdefault(id(root), _split_notes(root))
        for words, place in _search(tree, text, notes):
            if place is None:
                found += 1
            else:
                lost.append(LostText(words[:_QUOTED], place))
    return found, lost


def _split_notes(root: Element) -> tuple[str, str]:
    """What is read in the text, and what in the notes at its end."""
    notes = [e for e in root.iter() if epub_type(e) == "footnote"]
    said = " ".join(words_of(note) for note in notes)
    return _plain(words_of(root)), _plain(said)


def _search(tree: Tree, text: str, notes: str) -> Iterator[tuple[str, Place | None]]:
    """Each stretch of a tree with None, or with its place where it was not found."""
    position = 0
    for block in tree.blocks:
        for stretch, node, in_note in stretches(block):
            words = _plain(stretch)
            if len(words.strip()) < _SHORTEST:
                continue
            where = notes if in_note else text
            at = where.find(words.strip(), 0 if in_note else position)
            yield words.strip(), (node.place if at < 0 else None)
            if at >= 0 and not in_note:
                position = at + len(words.strip())


def stretches(block: Node) -> Iterator[tuple[str, Node, bool]]:
    """Runs of written characters in a block, each with its first node, and whether in a note."""
    if isinstance(block, Include):
        return
    if isinstance(block, (Paragraph, Heading)):
        yield from _inline(block, in_note=False)
        return
    if isinstance(block, MarkdownTable) and block.head is not None:
        yield from stretches(block.head)
    if isinstance(block, Parent):
        for child in block.children:
            yield from stretches(child)


def _inline(block: Parent, *, in_note: bool) -> Iterator[tuple[str, Node, bool]]:
    """Cut where the pipeline fills something in or a note is called."""
    run: list[str] = []
    first: Node = block
    notes: list[Note] = []
    for node in _leaves(block):
        if isinstance(node, (Text, LineBreak)):
            if not run:
                first = node
            run.append(node.text if isinstance(node, Text) else " ")
            continue
        if isinstance(node, Note):
            notes.append(node)
        elif run:
            yield "".join(run), first, in_note
            run = []
    if run:
        yield "".join(run), first, in_note
    for note in notes:
        for paragraph in note.children:
            if isinstance(paragraph, Parent):
                yield from _inline(paragraph, in_note=True)


def _leaves(node: Parent) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, (Reference, BoundNumber)) and not child.children:
            yield child
        elif isinstance(child, Parent) and not isinstance(child, Note):
            yield from _leaves(child)
        else:
            yield child


def _plain(text: str) -> str:
    """One ordinary space for every run of spaces and line ends, whatever their width."""
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())

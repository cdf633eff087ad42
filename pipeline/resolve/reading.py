"""The reading order: which section holds which piece, and in what order texts are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import sources as s
from pipeline.model.tree import Include, Tree

# The Markdown fields of a piece, in the order they are read on the page.
FIELDS = (
    "levers_line",
    "standfirst",
    "panorama",
    "programme",
    "examples",
    "other",
    "body",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text in reading order."""

    piece: str
    field: str
    tree: Tree


def section_ids(info: s.PublicationInfo) -> Iterator[tuple[str, s.PartEntry | None]]:
    """The ids of the reading order, each with its part."""
    for entry in info.reading_order:
        if isinstance(entry, s.PartEntry):
            for section in entry.sections:
                yield section, entry
        else:
            yield entry.section, None


def texts_of(publication: s.Publication, piece: str) -> Iterator[Text]:
    """The texts of one piece, without those of the pieces placed in it."""
    for field in FIELDS:
        tree = publication.trees.get((piece, field))
        if tree is not None:
            yield Text(piece, field, tree)


def texts_in_section(publication: s.Publication, section: str) -> Iterator[Text]:
    """The texts of a section in reading order, placed pieces after the text that places them.

    A piece placed twice, or inside itself, is read once.
    """
    for piece in (section, *pieces_in(publication, section)):
        yield from texts_of(publication, piece)


def pieces_in(publication: s.Publication, section: str) -> list[str]:
    """The ids placed in a section, deepest included, in reading order, each once."""
    found: dict[str, None] = {}
    waiting = _placed_in(publication, section)
    while waiting:
        piece = waiting.pop(0)
        if piece != section and piece not in found:
            found[piece] = None
            waiting[:0] = _placed_in(publication, piece)
    return list(found)


def _placed_in(publication: s.Publication, piece: str) -> list[str]:
    return [
        node.target
        for text in texts_of(publication, piece)
        for node in text.tree.walk()
        if isinstance(node, Include)
    ]

"""The reading of an EPUB: its spine, read as a screen reader reads it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.model.book import Book
from pipeline.proof.epub_reading import EpubReading, epub_type, tag_of
from pipeline.proof.reading import Block, Reading

# Elements whose text runs on in what is around them.
INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup")
)


def read_documents(epub: EpubReading, book: Book) -> Reading:
    """The blocks of every section that has a document of its own."""
    homes = {
        element.get("id", ""): root
        for root in epub.documents.values()
        for element in root.iter()
        if element.get("id")
    }
    return Reading(
        {
            section.id: tuple(read_blocks(homes[section.id]))
            for section in book.sections
            if section.id in homes
        }
    )


def read_blocks(root: Element) -> Iterator[Block]:
    """The blocks of a document, in reading order."""
    body = next((e for e in root.iter() if tag_of(e) == "body"), root)
    walker = _Walker()
    yield from walker.walk(body)
    yield from walker.close()


class _Walker:
    """Gathers words until a block ends."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def close(self) -> Iterator[Block]:
        text = " ".join("".join(self._words).split())
        if text:
            yield Block("text", text)
        self._words = []

    def walk(self, element: Element) -> Iterator[Block]:
        self._words.append(element.text or "")
        for child in element:
            yield from self._walk_child(child)
            self._words.append(child.tail or "")

    def _walk_child(self, child: Element) -> Iterator[Block]:
        name = tag_of(child)
        if child.get("aria-hidden") == "true" or child.get("hidden") is not None:
            return
        if epub_type(child) in ("noteref", "pagebreak"):
            return
        if name == "br":
            self._words.append(" ")
        elif name == "img":
            if child.get("alt"):
                yield Block("picture", child.get("alt", ""))
        elif epub_type(child) == "footnote":
            yield from self.close()
            yield Block("note", _note_words(child))
        elif child.get("class") == "figure-data":
            # Stands in place of a picture where the screen is too narrow for it.
            yield from self.close()
            yield Block("picture", " ".join("".join(child.itertext()).split()))
        elif name == "details":
            yield from self.close()
            told = ["".join(part.itertext()) for part in child if tag_of(part) != "summary"]
            yield Block("picture", " ".join(" ".join(told).split()))
        elif name in INLINE:
            yield from self.walk(child)
        else:
            yield from self.close()
            yield from self.walk(child)
            yield from self.close()


def _note_words(note: Element) -> str:
    """A note without its number and its way back."""
    words: list[str] = []

    def gather(element: Element) -> None:
        words.append(element.text or "")
        for child in element:
            if child.get("class") != "note-number" and child.get("role") != "doc-backlink":
                gather(child)
            words.append(child.tail or "")

    gather(note)
    return " ".join("".join(words).split())

"""What the sources say, section by section: what a finished file must say too.

Taken from the sources as written, before typography and layout, so that a proof does not share the
faults of what it proves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model import sources as s
from pipeline.model import tree as t
from pipeline.model.book import Book, BookSection
from pipeline.model.places import Place
from pipeline.proof.expected_data import bibliography_of, data_of
from pipeline.proof.reading import fold
from pipeline.proof.told import FOLIO, Form, Told
from pipeline.resolve.filled import fill_numbers
from pipeline.resolve.words import reference_words

ItemKind = Literal["sentence", "note", "cell", "figure", "number"]

# What print and EPUB add inside a text: the call of a note.
CALL = r"(?:\d{1,2})?"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be found: `pattern` is a regular expression over folded text.

    `prefix` is what may stand before it in its block (pull quotes); `ordered` items follow one
    another in the reading order, others may stand anywhere in the section. `parts` are the
    sentences of a text, each with its own pattern, to say which one is lost.
    """

    kind: ItemKind
    words: str
    pattern: str
    place: Place
    prefix: str = ""
    ordered: bool = True
    drawn: bool = False
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def numbers(self) -> int:
        """How many numbers the words hold."""
        return len(_NUMBER.findall(self.words))


# What a sheet writes above its texts.
SHEET_TITLES = {
    "panorama": "Panorama de l'ESS sur le territoire",
    "programme": "Programme d'intervention dans le champ de l'ESS",
    "examples": "Exemples d'actions soutenues",
    "other": "Autres actions",
}
_NUMBER = re.compile(r"(?<![\w])\d(?:[\d\s.,]*\d)?(?!\w)")


def expected_items(book: Book, section: BookSection, form: Form) -> Iterator[Item]:
    """Everything a section must say, in reading order."""
    walker = _Walker(book, form)
    data = data_of(book, section, form)
    yield from walker.told(data.head)
    if isinstance(section.source, s.Sheet):
        for field, title in SHEET_TITLES.items():
            texts = list(walker.tree(section.id, field))
            place = section.source.place_of(field)
            yield from walker.told([Told(title, place)] if texts else [])
            yield from texts
        yield from walker.told(data.tail)
        return
    for field in ("levers_line", "standfirst", "body"):
        yield from walker.tree(section.id, field)
    if section.kind == "bibliography":
        yield from walker.told(bibliography_of(book))
    yield from walker.told(data.tail)


class _Walker:
    """Walks the texts of a section, placed pieces where they are placed."""

    def __init__(self, book: Book, form: Form) -> None:
        self._book = book
        self._form = form
        self._seen: set[str] = set()

    def told(self, items: Iterable[Told]) -> Iterator[Item]:
        """Strings of front matter and data as items."""
        for told in items:
            pattern = told.pattern or re.escape(fold(told.words))
            before = "|".join(re.escape(fold(before)) for before in told.before)
            if pattern:
                yield Item(
                    told.kind,
                    told.words,
                    pattern,
                    told.place,
                    prefix=f"(?:{before})?" if before else "",
                    ordered=told.ordered,
                    drawn=told.drawn,
                )

    def tree(self, piece: str, field: str) -> Iterator[Item]:
        """The texts of a field, includes followed."""
        tree = self._book.publication.trees.get((piece, field))
        for block in fill_numbers(tree, self._book.facts).blocks if tree else ():
            yield from self._block(block)

    def _block(self, block: t.Node) -> Iterator[Item]:
        if isinstance(block, t.Include):
            yield from self._piece(block.target)
        elif isinstance(block, (t.Paragraph, t.Heading)):
            yield from self._text(block)
        elif isinstance(block, t.Parent):
            if isinstance(block, t.MarkdownTable) and block.head is not None:
                yield from self._block(block.head)
            for child in block.children:
                yield from self._block(child)

    def _piece(self, id_: str) -> Iterator[Item]:
        publication = self._book.publication
        if id_ in self._seen:
            return
        self._seen.add(id_)
        groups = (
            publication.zooms, publication.boxes, publication.testimonials, publication.tables,
            publication.figures,
        )  # fmt: skip
        source: s.Source | None = next((group[id_] for group in groups if id_ in group), None)
        if source is None:
            return
        data = data_of(self._book, source, self._form)
        yield from self.told(data.head)
        yield from self.tree(id_, "standfirst")
        yield from self.tree(id_, "body")
        yield from self.told(data.tail)

    # --- running text -----------------------------------------------------------------

    def _text(self, block: t.Parent) -> Iterator[Item]:
        written = [*self._inline(block)]
        words = "".join(part.words for part in written)
        pattern = "".join(part.pattern for part in written)
        pulls = [
            f"(?:{re.escape(fold(t.text_of(node)))})?"
            for node in t.walk(block)
            if isinstance(node, t.Pull)
        ]
        if pattern:
            sentences = tuple(_sentences(written))
            yield Item("sentence", words, pattern, _place(block), "".join(pulls), parts=sentences)
        for node in t.walk(block):
            if isinstance(node, t.Note):
                yield from self._note(node)

    def _note(self, note: t.Note) -> Iterator[Item]:
        parts = [part for block in note.children for part in self._inline(block)]
        words = "".join(part.words for part in parts)
        yield Item("note", words, "".join(p.pattern for p in parts), _place(note))

    def _inline(self, node: t.Node) -> Iterator[_Part]:
        if isinstance(node, t.Text):
            yield _Part(node.text)
        elif isinstance(node, t.LineBreak):
            yield _Part(" ")
        elif isinstance(node, t.Note):
            yield _Part("", CALL)
        elif isinstance(node, t.Reference):
            target = self._book.targets.get(node.target)
            if not node.children and target:
                yield _Part(reference_words(target))
            for child in node.children:
                yield from self._inline(child)
            yield _Part("", FOLIO)
        elif isinstance(node, t.Parent):
            for child in node.children:
                yield from self._inline(child)


class _Part:
    """Words as written, and the pattern they are found by."""

    __slots__ = ("pattern", "words")

    def __init__(self, words: str, pattern: str = "") -> None:
        self.words = words
        self.pattern = pattern or re.escape(fold(words))


_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«\d])")


def _sentences(parts: list[_Part]) -> Iterator[tuple[str, str]]:
    """The sentences of a text, each with its words and its pattern."""
    words, pattern = "", ""
    for part in parts:
        pieces = _END.split(part.words)
        for number, piece in enumerate(pieces):
            if number:
                yield words.strip(), pattern
                words, pattern = "", ""
            words += piece
            pattern += re.escape(fold(piece)) if len(pieces) > 1 else part.pattern
    if pattern:
        yield words.strip(), pattern


def _place(block: t.Node) -> Place:
    """Where a text begins."""
    return next((n.place for n in t.walk(block) if isinstance(n, t.Text)), block.place)

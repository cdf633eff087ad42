"""Steps 4 to 6a: the screen edition, a tagged PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.bind import BookInfo, BoundSection, OutlineItem, bind
from pipeline.build.folders import Folders, write_file
from pipeline.model.book import Book, BookSection
from pipeline.proof.pdf_links import PrintedReference
from pipeline.proof.pdf_look import PdfExpectation
from pipeline.render.document import SectionDocument, render_sections
from pipeline.render.grid import page_grids
from pipeline.render.layer import BARE, LayerPage, render_layer
from pipeline.render.studio import Studio
from pipeline.typeset import TypesetWarning, begin_layer
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.memory import Memory
from pipeline.typeset.place import SectionSource, Wish
from pipeline.typeset.schedule import TypesetBook, typeset_book
from pipeline.typeset.workers import Workers

Say: TypeAlias = Callable[[str], None]

BACK_LABEL = "4e de couverture"
"""The label of the back cover's first page."""

# The side on which a kind of section begins.
_SIDES: dict[str, Wish] = {"cover": "recto", "back": "verso"}


@dataclass(frozen=True)
class PdfEdition:
    """A bound PDF and what is known of its pages."""

    pdf: bytes
    typeset: TypesetBook
    warnings: tuple[TypesetWarning, ...]
    expected: PdfExpectation
    pages: tuple[LayerPage, ...]


def render_pages(
    book: Book, studio: Studio, folders: Folders, say: Say
) -> Iterator[SectionDocument]:
    """Render the documents of all sections, each when it is asked for."""
    say("4 render")
    return _kept(render_sections(book, studio), folders.build)


def build_pdf(
    book: Book,
    studio: Studio,
    folders: Folders,
    workers: Workers,
    say: Say,
    *,
    debug: bool = False,
) -> PdfEdition:
    """Render, typeset and bind; `debug` lays the grid over the pages."""
    documents = render_pages(book, studio, folders, say)
    return set_pages(book, documents, folders, workers, say, debug=debug)


def set_pages(
    book: Book,
    documents: Iterable[SectionDocument],
    folders: Folders,
    workers: Workers,
    say: Say,
    *,
    debug: bool = False,
) -> PdfEdition:
    """Typeset and bind what is rendered, the first pages while others still are.

    `debug` lays the grid over the pages.
    """
    say("5a typeset")
    cache = SectionCache(folders.cache / "sections")
    memory_file = folders.cache / "memory.json"
    sources = section_sources(documents)
    typeset = typeset_book(sources, workers, cache, read_memory(memory_file))
    write_file(memory_file, typeset.memory.to_json().encode())
    say("6a bind")
    pages = layer_pages(book, typeset, debug=debug)
    html, base = render_layer(book, pages)
    layer = begin_layer(html, base, workers, cache)
    pdf = bind(
        [
            BoundSection(
                id=placed.id,
                pdfs=placed.result.pdfs,
                blanks_before=placed.blanks_before,
                tag="Sect",
                title=" · ".join(s.title for s in book.page_mates(book.section_of[placed.id])),
            )
            for placed in typeset.sections
        ],
        lambda: layer().pdf,
        book_info(book, typeset),
        outline_of(book),
    )
    cache.prune()
    warnings = tuple(w for placed in typeset.sections for w in placed.result.warnings)
    return PdfEdition(pdf, typeset, warnings, expectation_of(typeset, pages), tuple(pages))


def section_sources(documents: Iterable[SectionDocument]) -> Iterator[SectionSource]:
    """What is typeset: each document, and the side it begins on."""
    for document in documents:
        side = _SIDES.get(document.section.kind, "any")
        yield SectionSource(document.section.id, document.html, document.base, side)


def read_memory(file: Path) -> Memory:
    """What the last build left; nothing where there was none."""
    return Memory.from_json(file.read_text(encoding="utf-8")) if file.is_file() else Memory()


def _kept(documents: Iterable[SectionDocument], folder: Path) -> Iterator[SectionDocument]:
    """The documents, and the HTML of each in a folder, for a designer to open in a browser."""
    for document in documents:
        write_file(folder / f"{document.section.id}.html", document.html.encode())
        yield document


def layer_pages(book: Book, typeset: TypesetBook, *, debug: bool = False) -> list[LayerPage]:
    """What stands on each page of the book: its section, the zoom that fills it, its grid."""
    pages: list[LayerPage] = []
    for placed in typeset.sections:
        for _ in range(placed.blanks_before):
            pages.append(LayerPage(len(pages) + 1, None))
        section = book.section_of[placed.id]
        record = placed.result.record
        zooms = [
            (record.anchors[piece].page, piece)
            for piece in section.pieces
            if piece in book.publication.zooms and piece in record.anchors
        ]
        grids = page_grids(record) if debug else [None] * len(record.pages)
        for number, page in enumerate(record.pages):
            piece = ""
            if page.name == "zoom":
                piece = max((entry for entry in zooms if entry[0] <= number), default=(0, ""))[1]
            owner = None if page.blank else section
            pages.append(LayerPage(len(pages) + 1, owner, piece, grids[number]))
    return pages


def expectation_of(typeset: TypesetBook, pages: Sequence[LayerPage]) -> PdfExpectation:
    """What the layout says the file must show: folios at the foot, folios of references."""
    references = tuple(
        PrintedReference(
            placed.first_page + reference.page,
            (reference.x, reference.y, reference.width, reference.height),
            reference.target,
        )
        for placed in typeset.sections
        for reference in placed.result.record.references
        if reference.shown and reference.page >= 0
    )
    # Pages drawn to the bleed carry no folio; what stands at their foot is their own.
    folios = {
        number: str(page.folio)
        for number, page in enumerate(pages)
        if page.section is not None and page.section.kind not in BARE
    }
    return PdfExpectation(folios, references)


def page_folios(book: Book, edition: PdfEdition) -> list[str]:
    """The folio of each page whose words the EPUB has; "" for blanks and a wordless back."""
    return [
        ""
        if page.section is None
        or (page.section.kind == "back" and not book.trees.get((page.section.id, "body")))
        else str(page.folio)
        for page in edition.pages
    ]


def book_info(book: Book, typeset: TypesetBook) -> BookInfo:
    """The document metadata."""
    info = book.publication.info
    labels: dict[int, str] = {}
    for placed in typeset.sections:
        kind = book.section_of[placed.id].kind
        if kind in ("cover", "back"):
            labels[placed.first_page] = "Couverture" if kind == "cover" else BACK_LABEL
    return BookInfo(
        title=info.title,
        authors=tuple(info.authors),
        description=info.description,
        subjects=tuple(info.subjects),
        publishers=tuple(publisher.name for publisher in info.publishers),
        rights=info.rights,
        language="fr-FR" if info.language == "fr" else info.language,
        created=info.modified,
        modified=info.modified,
        labels=labels,
    )


def outline_of(book: Book) -> list[OutlineItem]:
    """The bookmarks: sections, those of a part below its opener, pieces below their section."""
    items: list[OutlineItem] = []
    for section in book.sections:
        if section.part is None:
            items.append(_outline_item(book, section))
        elif section.part.sections[0] == section.id:
            below = [s for s in book.sections if s.part is section.part and s.id != section.id]
            items.append(
                OutlineItem(
                    section.part.title,
                    section.id,
                    tuple(_outline_item(book, other) for other in below),
                    opened=True,
                )
            )
    return items


def _outline_item(book: Book, section: BookSection) -> OutlineItem:
    title = section.title
    if section.number:
        title = f"{section.number}. {title}"
    # The table of a synthesis is the section itself.
    pieces = () if section.kind == "synthesis" else section.pieces
    return OutlineItem(
        title,
        section.id,
        tuple(
            OutlineItem(book.targets[piece].title, piece)
            for piece in dict.fromkeys(pieces)
            if book.targets[piece].kind in ("zoom", "box", "quote", "tbl")
        ),
    )

"""The whole pipe as a recipe: load, resolve, check, render, typeset, bind, package, proof.

Everything is read and checked before anything is written; a finished file gets its name only
when its proof has no error.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.bind import BookInfo, BoundSection, OutlineItem, bind
from pipeline.checks import Context, Result, check_book
from pipeline.load import load_publication
from pipeline.model.book import Book, BookSection
from pipeline.model.sources import Section
from pipeline.render.document import SectionDocument, make_studio, render_sections
from pipeline.render.layer import LayerPage, render_layer
from pipeline.resolve import resolve_book
from pipeline.typeset import SectionJob, SectionResult, TypesetWarning, typeset_layer
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.memory import Memory
from pipeline.typeset.place import SectionSource, Wish
from pipeline.typeset.schedule import Rebuild, TypesetBook, typeset_book
from pipeline.typeset.workers import Queue, Workers

Say = Callable[[str], None]
Edition = Literal["pdf", "epub", "all"]

# The side on which a kind of section begins.
_SIDES: dict[str, Wish] = {"cover": "recto", "back": "verso"}


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a build of a publication reads and writes."""

    root: Path

    @property
    def output(self) -> Path:
        """`output/` of the publication."""
        return self.root / "output"

    @property
    def cache(self) -> Path:
        """What makes the next build quicker; may be removed at any time."""
        return self.output / "cache"

    @property
    def build(self) -> Path:
        """What the build made on its way, to look at."""
        return self.output / "build"


@dataclass(frozen=True)
class Checked:
    """The sources, read and checked; `book` is None where they could not all be read."""

    book: Book | None
    result: Result
    texts: dict[str, str]


@dataclass(frozen=True)
class Built:
    """What a build found and wrote; `failed` where something unexcused stands in its way."""

    result: Result
    texts: dict[str, str]
    failed: bool
    written: tuple[Path, ...] = ()
    rebuilds: tuple[Rebuild, ...] = ()


@dataclass(frozen=True)
class PdfEdition:
    """A bound PDF and what is known of its pages."""

    pdf: bytes
    typeset: TypesetBook
    warnings: tuple[TypesetWarning, ...]


def check_publication(root: Path) -> Checked:
    """Steps 1 to 3: load, resolve, check."""
    folders = Folders(root)
    loaded = load_publication(root, folders.cache)
    book = resolve_book(loaded.publication) if loaded.publication else None
    result = check_book(Context(book, loaded.problems))
    return Checked(book, result, loaded.texts)


def build_publication(
    root: Path, edition: Edition, jobs: int, say: Say, *, strict: bool = False
) -> Built:
    """The whole pipe; stops after the checks where they find an unexcused error."""
    folders = Folders(root)
    say("1-3 load, resolve, check")
    checked = check_publication(root)
    if checked.book is None or checked.result.fails(strict=strict):
        return Built(checked.result, checked.texts, failed=True)
    written: list[Path] = []
    with _ToldWorkers(jobs, say) as workers:
        made = build_pdf(checked.book, folders, workers, say)
    if edition in ("pdf", "all"):
        written.append(folders.output / "publication.pdf")
        write_file(written[-1], made.pdf)
    return Built(
        checked.result,
        checked.texts,
        failed=False,
        written=tuple(written),
        rebuilds=made.typeset.rebuilds,
    )


class _ToldWorkers(Workers):
    """Workers that tell how far they are."""

    def __init__(self, jobs: int, say: Say) -> None:
        super().__init__(jobs)
        self._say = say

    def run(self, queue: Queue) -> Iterator[tuple[SectionJob, SectionResult]]:
        total = len(queue)
        for number, (job, result) in enumerate(super().run(queue), start=1):
            self._say(f"5a typeset {number}/{total} {job.id}")
            yield job, result


def build_pdf(book: Book, folders: Folders, workers: Workers, say: Say) -> PdfEdition:
    """Steps 4 to 6a: the screen edition."""
    say("4 render")
    documents = list(render_sections(book, make_studio(folders.root, folders.output)))
    _keep_documents(documents, folders.build)
    say("5a typeset")
    memory_file = folders.cache / "memory.json"
    typeset = typeset_book(
        [
            SectionSource(d.section.id, d.html, d.base, _SIDES.get(d.section.kind, "any"))
            for d in documents
        ],
        workers,
        SectionCache(folders.cache / "sections"),
        _read_memory(memory_file),
    )
    write_file(memory_file, typeset.memory.to_json().encode())
    say("6a bind")
    layer = _layer(book, typeset)
    pdf = bind(
        [
            BoundSection(
                id=placed.id,
                pdf=placed.result.pdf,
                blanks_before=placed.blanks_before,
                tag="Sect",
                title=book.section_of[placed.id].title,
            )
            for placed in typeset.sections
        ],
        layer,
        book_info(book, typeset),
        outline_of(book),
    )
    warnings = tuple(w for placed in typeset.sections for w in placed.result.warnings)
    return PdfEdition(pdf, typeset, warnings)


def _read_memory(file: Path) -> Memory:
    """What the last build left; nothing where there was none."""
    return Memory.from_json(file.read_text(encoding="utf-8")) if file.is_file() else Memory()


def _keep_documents(documents: Sequence[SectionDocument], folder: Path) -> None:
    """The HTML of each section, for a designer to open in a browser."""
    for document in documents:
        write_file(folder / f"{document.section.id}.html", document.html.encode())


def _layer(book: Book, typeset: TypesetBook) -> bytes:
    html, base = render_layer(book, layer_pages(book, typeset))
    return typeset_layer(html, base).pdf


def layer_pages(book: Book, typeset: TypesetBook) -> list[LayerPage]:
    """What stands on each page of the book: its section, and the zoom that fills it."""
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
        for number, page in enumerate(record.pages):
            piece = ""
            if page.name == "zoom":
                piece = max((entry for entry in zooms if entry[0] <= number), default=(0, ""))[1]
            pages.append(LayerPage(len(pages) + 1, None if page.blank else section, piece))
    return pages


def book_info(book: Book, typeset: TypesetBook) -> BookInfo:
    """The document metadata."""
    info = book.publication.info
    labels: dict[int, str] = {}
    for placed in typeset.sections:
        kind = book.section_of[placed.id].kind
        if kind in ("cover", "back"):
            labels[placed.first_page] = "Couverture" if kind == "cover" else "4e de couverture"
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
    hidden = isinstance(section.source, Section) and section.kind in ("synthesis",)
    pieces = () if hidden else section.pieces
    return OutlineItem(
        title,
        section.id,
        tuple(
            OutlineItem(book.targets[piece].title, piece)
            for piece in dict.fromkeys(pieces)
            if book.targets[piece].kind in ("zoom", "box", "quote", "tbl")
        ),
    )


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or none; an unchanged one is left alone."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)


def write_json(path: Path, value: object) -> None:
    """Write JSON for people and programs to read."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    write_file(path, text.encode() + b"\n")

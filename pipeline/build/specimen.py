"""The specimen of the design: rendered, typeset and bound as the book is, into one PDF."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.bind import BookInfo, BoundSection, OutlineItem, bind
from pipeline.build.folders import Folders, write_file
from pipeline.build.machine import require_engine
from pipeline.build.screen import Say, read_memory
from pipeline.errors import PipelineError
from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.render.document import make_studio
from pipeline.render.environment import PROJECT
from pipeline.render.grid import page_grids
from pipeline.render.specimen import GROUPS, TITLE, SpecimenDocument, render_specimen
from pipeline.render.specimen_layer import SpecimenPage, render_specimen_layer
from pipeline.resolve import resolve_book
from pipeline.typeset import TypesetWarning, typeset_layer
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.place import PlacedSection, SectionSource
from pipeline.typeset.schedule import Rebuild, typeset_book
from pipeline.typeset.workers import Workers

SPECIMEN, SPECIMEN_DEBUG = "specimen.pdf", "specimen-debug.pdf"
# The small publication that has one section of each kind.
SAMPLE = PROJECT / "tests" / "specimen"
# The PDF must say a date, and be the same on any day.
_DATE = "2019-07-01T00:00:00Z"


@dataclass(frozen=True)
class Specimen:
    """The bound specimen, the document on each of its pages, and what the engine said."""

    pdf: bytes
    path: Path
    pages: tuple[str, ...]
    warnings: tuple[TypesetWarning, ...]
    rebuilds: tuple[Rebuild, ...]


def build_specimen(
    root: Path, workers: Workers, say: Say, only: Collection[str] = (), *, debug: bool = False
) -> Specimen:
    """Make the specimen of a publication's layouts and styles in its `output/`.

    `only` names the components and kinds of pages wanted, where not all are; `debug` lays the grid
    over the pages, in a file of its own. Raises MissingToolError where the machine lacks what
    typesetting needs, UsageError for a name that does not exist.
    """
    require_engine()
    folders = Folders(root)
    say("4 render")
    studio = make_studio(root, folders.output)
    documents = render_specimen(root, studio, _sample(folders.cache), only)
    for document in documents:
        write_file(folders.build / "specimen" / f"{document.id}.html", document.html.encode())
    say("5a typeset")
    cache = SectionCache(folders.cache / "sections")
    memory = folders.cache / "specimen-memory.json"
    typeset = typeset_book(
        [SectionSource(d.id, d.html, d.base) for d in documents],
        workers,
        cache,
        read_memory(memory),
    )
    write_file(memory, typeset.memory.to_json().encode())
    say("6a bind")
    pages = _pages(documents, typeset.sections, debug=debug)
    html, base = render_specimen_layer(root, pages)
    pdf = bind(
        [
            BoundSection(
                placed.id, placed.result.pdfs, placed.blanks_before, "Sect", document.title
            )
            for placed, document in zip(typeset.sections, documents, strict=True)
        ],
        typeset_layer(html, base, cache).pdf,
        BookInfo(TITLE, created=_DATE, modified=_DATE),
        list(_outline(documents)),
    )
    cache.prune()
    path = folders.output / (SPECIMEN_DEBUG if debug else SPECIMEN)
    write_file(path, pdf)
    return Specimen(
        pdf,
        path,
        tuple(page.document.id for page in pages),
        tuple(w for placed in typeset.sections for w in placed.result.warnings),
        typeset.rebuilds,
    )


def _sample(cache: Path) -> Book:
    loaded = load_publication(SAMPLE, cache)
    if loaded.publication is None:
        raise PipelineError(f"{SAMPLE.name} cannot be read: {loaded.problems[0]}")
    return resolve_book(loaded.publication)


def _pages(
    documents: Sequence[SpecimenDocument], placed: Sequence[PlacedSection], *, debug: bool
) -> list[SpecimenPage]:
    """What stands on each page."""
    pages = []
    for document, section in zip(documents, placed, strict=True):
        record = section.result.record
        grids = page_grids(record) if debug else [None] * len(record.pages)
        for number, grid in enumerate(grids):
            pages.append(SpecimenPage(document, _words_on(document, section, number), grid))
    return pages


def _words_on(document: SpecimenDocument, section: PlacedSection, page: int) -> str:
    """The examples that begin on a page, or the one that goes on there."""
    anchors = section.result.record.anchors
    begun = [(anchors[id_].page, words) for id_, words in document.marks if id_ in anchors]
    here = [words for number, words in begun if number == page]
    before = [words for number, words in begun if number < page]
    return " · ".join(here) if here else f"{before[-1]} (suite)" if before else ""


def _outline(documents: Sequence[SpecimenDocument]) -> list[OutlineItem]:
    items = [OutlineItem(TITLE, documents[0].id)]
    for group in GROUPS:
        below = [d for d in documents if d.group == group and d.listed]
        if below:
            children = tuple(OutlineItem(d.title, d.id) for d in below)
            items.append(OutlineItem(group, below[0].id, children, opened=True))
    return items

"""Whether pages look as they were approved: those of the specimen, and those of the publication."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.build.approved import Approved, PageChange, PageSet, Part
from pipeline.build.check import check_publication
from pipeline.build.folders import Folders
from pipeline.build.screen import PdfEdition, Say, build_pdf
from pipeline.build.specimen import build_specimen
from pipeline.checks import Result
from pipeline.errors import PipelineError
from pipeline.model.book import Book
from pipeline.proof.pictures import draw_pages
from pipeline.render.atlas import make_atlas
from pipeline.render.document import make_studio, render_sections
from pipeline.typeset.place import PlacedSection
from pipeline.typeset.references import targets
from pipeline.typeset.workers import Workers

SPECIMEN, PUBLICATION = "specimen", "publication"
APPROVED = "approved"
_WORDS = re.compile(r'<style.*?</style>|<[^>]*? alt="([^"]*)"[^>]*>|<[^>]*>', re.S)


class UnreadSourcesError(PipelineError):
    """The sources cannot be read; `result` says why."""

    exit_code = 1

    def __init__(self, result: Result) -> None:
        super().__init__("the sources cannot be read: run « make check »")
        self.result = result


@dataclass(frozen=True)
class Seen:
    """How many pages were compared, and those that differ."""

    pages: int
    changes: tuple[PageChange, ...]

    @property
    def failed(self) -> bool:
        """Whether a page differs that no change of the sources explains."""
        return any(change.strict for change in self.changes)


def compare_pages(root: Path, workers: Workers, say: Say) -> Seen:
    """Compare all pages with the approved ones; pictures of what differs go to `output/visual/`."""
    folders = Folders(root)
    pictures = folders.output / "visual"
    shutil.rmtree(pictures, ignore_errors=True)
    changes: list[PageChange] = []
    count = 0
    for pages in _page_sets(root, workers, say):
        say(f"compare {pages.name}")
        count += len(pages.pages)
        changes += Approved.read(root / APPROVED / pages.name).compare(pages, pictures)
    return Seen(count, tuple(changes))


def approve_pages(root: Path, workers: Workers, say: Say) -> int:
    """Keep all pages as approved; how many files that changed."""
    return sum(
        Approved.read(root / APPROVED / pages.name).approve(pages)
        for pages in list(_page_sets(root, workers, say))
    )


def _page_sets(root: Path, workers: Workers, say: Say) -> Iterator[PageSet]:
    specimen = build_specimen(root, workers, say)
    names = list(dict.fromkeys(specimen.pages))
    # Nothing of the specimen is an editor's: whatever differs has to be approved.
    parts = [Part(name, "", specimen.pages.index(name)) for name in names]
    yield PageSet(SPECIMEN, parts, list(draw_pages(specimen.pdf)), strict=True)
    checked = check_publication(root)
    if checked.book is None:
        raise UnreadSourcesError(checked.result)
    folders = Folders(root)
    studio = make_studio(root, folders.output)
    made = build_pdf(checked.book, studio, folders, workers, say)
    yield publication_pages(checked.book, made, root)


def publication_pages(book: Book, made: PdfEdition, root: Path) -> PageSet:
    """The pages of the book; blank ones belong to the section before them."""
    studio = make_studio(root, Folders(root).output)
    html = {document.section.id: document.html for document in render_sections(book, studio)}
    data = _digest([asdict(make_atlas(book)), _figures(book)])
    parts = [
        Part(placed.id, _key(book, made, placed, html[placed.id], data), placed.first_page)
        for placed in made.typeset.sections
    ]
    return PageSet(PUBLICATION, parts, list(draw_pages(made.pdf)))


def _key(book: Book, made: PdfEdition, placed: PlacedSection, html: str, data: str) -> str:
    """A digest of what an editor can change about a section's pages.

    Its words and those of its pictures; what the drawings are computed from; its pictures; where it
    stands, and the folios it refers to. The same key and another look: the design changed.
    """
    section = book.section_of[placed.id]
    sources = Path(book.publication.root, "sources").resolve()
    words = " ".join(_WORDS.sub(lambda match: f" {match[1] or ''} ", html).split())
    files = {
        Path(name).relative_to(sources).as_posix(): digest
        for name, digest in placed.result.resources.items()
        if Path(name).is_relative_to(sources)
    }
    return _digest(
        [
            words,
            data,
            files,
            placed.first_page,
            {target: made.typeset.folios[target] for target in targets(html)},
            [section.kind, section.title, section.short, section.number, section.step],
            section.part.colour if section.part else "",
        ]
    )


def _figures(book: Book) -> dict[str, object]:
    return {
        figure.id: [figure.generator, figure.data, figure.width]
        for figure in book.publication.figures.values()
    }


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]

"""Steps 1 to 6a for the preview: what is shown after each change of the sources.

Pages are set where the sources can be read, also where a check finds errors: an editor sees the
page while mending it. Where they cannot be set, the last good pages stay. No finished file is
touched: what is written goes below `output/build/` and `output/cache/`.
"""

from __future__ import annotations

import datetime
import hashlib
import importlib
import time
import traceback
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.build.check import Checked, check_publication
from pipeline.build.folders import Folders, write_file
from pipeline.build.laid import lay_out
from pipeline.build.machine import require_engine
from pipeline.build.screen import PdfEdition, build_pdf
from pipeline.checks import Context, Result, check_layout
from pipeline.errors import MissingToolError
from pipeline.model.book import Book
from pipeline.preview.model import Focus, PreviewPage, PreviewPages, PreviewSection, Snapshot
from pipeline.preview.places import Printed, find_changes, first_difference
from pipeline.render.document import make_studio
from pipeline.render.environment import find_folder, read_palette
from pipeline.render.layer import LayerPage
from pipeline.typeset.workers import Workers

_NO_PAGES = PreviewPages(b"", (), ())
_DESIGN = ("layouts", "styles")


@dataclass
class Live:
    """The publication at `root`, set again and again by the same workers."""

    root: Path
    workers: Workers
    _last: PreviewPages = _NO_PAGES
    _title: str = ""
    _texts: Mapping[str, str] = field(default_factory=dict)
    _design: int = 0

    def watched(self) -> list[Path]:
        """The folders whose files decide what is shown."""
        design = [find_folder(self.root, name) for name in _DESIGN]
        return [folder for folder in (self.root / "sources", *design) if folder.is_dir()]

    def make(self, changed: Collection[Path] = ()) -> Snapshot:
        """The state of the preview after these files changed.

        Raises MissingToolError where the machine lacks what setting needs; any other fault of
        ours is told in the state, and logged: the next change may be spared it.
        """
        started = time.monotonic()
        if any(path.suffix == ".css" or path.suffix == ".j2" for path in changed):
            # Colours are read from the sheets once, and the layer has no digest of its own.
            self._design += 1
            read_palette.cache_clear()
        try:
            snapshot = self._attempt(changed)
        except MissingToolError:
            raise
        except Exception:
            details = traceback.format_exc().encode()
            write_file(Folders(self.root).output / "fault.log", details)
            snapshot = Snapshot(self._title, "fault", self._last)
        return replace(snapshot, seconds=time.monotonic() - started)

    def warm(self) -> None:
        """Load the engine into this process, where a single section is set."""
        importlib.import_module("pipeline.typeset.section")

    def _attempt(self, changed: Collection[Path]) -> Snapshot:
        require_engine()
        checked = check_publication(self.root, datetime.date.today())
        edition = self._set(checked) if checked.book else None
        before, texts = self._texts, checked.texts
        if checked.book is None or edition is None:
            return self._kept(checked.result)
        self._title = checked.book.publication.info.short_title
        pages = _pages_of(checked.book, edition, self._design)
        result = checked.result + check_layout(
            Context(checked.book, laid=lay_out(checked.book, edition.typeset))
        )
        printed = Printed.of(pages.pages)
        focus = _focus(printed, before, texts, self._last, pages) if changed else None
        self._last, self._texts = pages, texts
        return Snapshot(
            self._title, "fresh", pages, result.findings, _folios(result, printed), focus
        )

    def _set(self, checked: Checked) -> PdfEdition | None:
        """The pages; nothing where errors that the checks found stand in their way."""
        folders = Folders(self.root)
        assert checked.book is not None
        studio = make_studio(folders.root, folders.output)
        try:
            return build_pdf(checked.book, studio, folders, self.workers, _say_nothing)
        except Exception:
            # What is found wrong may break whatever is built on it; else it is a fault of ours.
            if not checked.result.fails():
                raise
            return None

    def _kept(self, result: Result) -> Snapshot:
        printed = Printed.of(self._last.pages)
        return Snapshot(self._title, "kept", self._last, result.findings, _folios(result, printed))


def _say_nothing(words: str) -> None:
    """The browser shows how far things are."""


def _folios(result: Result, printed: Printed) -> tuple[int, ...]:
    return tuple(f.page or printed.folio_of(f.place) for f in result.findings)


def _focus(
    printed: Printed,
    before: Mapping[str, str],
    after: Mapping[str, str],
    last: PreviewPages,
    now: PreviewPages,
) -> Focus | None:
    """Where a change is printed: its own words, or else the first page that looks otherwise."""
    found = printed.focus_of(list(find_changes(before, after)))
    if found is None and before != after:
        page = first_difference(last.pages, now.pages)
        found = Focus(page.folio) if page else None
    return found


def _pages_of(book: Book, edition: PdfEdition, design: int) -> PreviewPages:
    return PreviewPages(
        edition.pdf, tuple(_pages(edition, design)), tuple(_sections(book, edition))
    )


def _pages(edition: PdfEdition, design: int) -> Iterator[PreviewPage]:
    index = 0
    for placed in edition.typeset.sections:
        record = placed.result.record
        blanks, pages = placed.blanks_before, record.pages
        look = hashlib.sha256(b"".join(placed.result.pdfs)).hexdigest()
        for number in range(-blanks, len(pages)):
            shape = pages[max(number, 0)]
            yield PreviewPage(
                digest=_digest(look, number, edition.pages[index], design),
                index=index,
                section=placed.id,
                width=shape.width,
                height=shape.height,
                lines=tuple(line for line in record.lines if line.page == number),
            )
            index += 1


def _digest(look: str, number: int, page: LayerPage, design: int) -> str:
    """A name for all that decides the look of a page: its own content, what is laid over it."""
    section = page.section
    over = [page.folio, page.piece, design]
    if section is not None:
        over += [section.title, section.short, section.number, section.step]
        over += [section.part.colour] if section.part else []
    return hashlib.sha256(repr([look, number, over]).encode()).hexdigest()[:20]


def _sections(book: Book, edition: PdfEdition) -> Iterator[PreviewSection]:
    for placed in edition.typeset.sections:
        section = book.section_of[placed.id]
        title = f"{section.number}. {section.title}" if section.number else section.title
        part = section.part.title if section.part else ""
        yield PreviewSection(section.id, title, part, placed.first_page + 1)

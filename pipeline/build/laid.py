"""After step 5a: the typeset book as the layout rules want it."""

from __future__ import annotations

from pathlib import Path

from pipeline.checks.layout.pages import SCREEN_PPI, LaidSection, Layout
from pipeline.model.book import Book, BookSection
from pipeline.model.layout import LayoutRecord
from pipeline.model.sources import Sheet
from pipeline.render.environment import find_folder
from pipeline.render.sheet import FIELDS
from pipeline.typeset.schedule import TypesetBook


def lay_out(book: Book, typeset: TypesetBook, ppi: float = SCREEN_PPI) -> Layout:
    """The layout of a book; `ppi` is what its edition asks of pictures."""
    tokens = find_folder(Path(book.publication.root), "styles") / "tokens.css"
    return Layout(
        sections=tuple(
            _laid(book, book.section_of[placed.id], placed.first_page, placed.result.record)
            for placed in typeset.sections
        ),
        tokens=tokens.read_text(encoding="utf-8"),
        ppi=ppi,
    )


def _laid(book: Book, section: BookSection, first_page: int, record: LayoutRecord) -> LaidSection:
    return LaidSection(
        id=section.id,
        kind="pair" if len(book.page_mates(section)) > 1 else section.kind,
        first_page=first_page,
        record=record,
        closes_part=section.part is not None and section.part.sections[-1] == section.id,
        fields=_fields(section.source) if isinstance(section.source, Sheet) else {},
    )


def _fields(sheet: Sheet) -> dict[str, int]:
    """The line at which each Markdown field of a sheet begins."""
    return {key: sheet.place_of(key).line for key, _ in FIELDS if getattr(sheet, key) is not None}

"""The typeset book as the layout rules get it."""

from __future__ import annotations

from pathlib import Path

from pipeline.build.laid import lay_out
from pipeline.checks.layout.pages import PRESS_PPI, SCREEN_PPI
from pipeline.load import load_publication
from pipeline.model.layout import LayoutRecord, PageRecord
from pipeline.resolve import resolve_book
from pipeline.typeset.job import SectionResult
from pipeline.typeset.memory import Memory
from pipeline.typeset.place import PlacedSection
from pipeline.typeset.schedule import TypesetBook

PAGE = PageRecord(595, 842, "recto", "", False, (50, 70, 505, 702))


def test_the_layout_knows_parts_fields_and_folios(specimen: Path, tree_cache: Path) -> None:
    loaded = load_publication(specimen, tree_cache)
    assert loaded.publication is not None
    book = resolve_book(loaded.publication)
    record = LayoutRecord((PAGE,), {})
    placed = tuple(
        PlacedSection(section.id, SectionResult(section.id, (b"",), record), 0, number)
        for number, section in enumerate(book.sections)
    )
    typeset = TypesetBook(placed, {}, len(placed), (), 1, Memory())
    layout = lay_out(book, typeset)
    assert [page.folio for page in layout.pages] == list(range(1, len(placed) + 1))
    closing = {section.id for section in layout.sections if section.closes_part}
    parts = [entry for entry in book.publication.info.reading_order if hasattr(entry, "part")]
    assert closing == {part.sections[-1] for part in parts}
    sheet = next(section for section in layout.sections if section.kind == "sheet")
    source = book.publication.sheets[sheet.id]
    assert sheet.fields["panorama"] == source.place_of("panorama").line
    assert "--encre:" in layout.tokens
    assert (layout.ppi, lay_out(book, typeset, PRESS_PPI).ppi) == (SCREEN_PPI, PRESS_PPI)

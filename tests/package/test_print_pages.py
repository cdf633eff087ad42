"""What a page of the print edition begins with, from the layout record."""

from __future__ import annotations

from pipeline.model.layout import (
    ColumnRecord,
    LayoutRecord,
    LineRecord,
    PageRecord,
    ReferenceRecord,
)
from pipeline.package import PageBreak, print_pages

PAGE = PageRecord(595, 842, "recto", "", False, (0, 0, 595, 842))
COLUMNS = tuple(
    ColumnRecord(0, kind, 0, 0, 100, 100) for kind in ("flow", "column", "placed", "footnotes")
)


def line(page: int, source: str, column: int = 0) -> LineRecord:
    return LineRecord(page, column, 0, "p", 0, 0, 9, 9, 9, 9, False, "mots", source)


def breaks(*lines: LineRecord) -> list[PageBreak]:
    count = 1 + max(entry.page for entry in lines)
    record = LayoutRecord((PAGE,) * count, {}, columns=COLUMNS, lines=lines)
    return list(print_pages("sec-a", record, 9, "a:1"))


def test_first_page_begins_with_the_section() -> None:
    assert breaks(line(0, "a:5")) == [PageBreak("10", "sec-a")]


def test_page_begins_with_the_block_of_its_first_line() -> None:
    assert breaks(line(0, "a:5"), line(1, "a:7", 1), line(1, "a:9"))[1] == PageBreak(
        "11", "sec-a", "a:7"
    )


def test_paragraph_that_runs_on_begins_the_page() -> None:
    assert breaks(line(0, "a:5"), line(1, "a:5"), line(1, "a:9"))[1].source == "a:5"


def test_notes_and_what_other_texts_place_begin_no_page() -> None:
    found = breaks(line(0, "a:5"), line(1, "b:6", 2), line(1, "a:7", 3), line(1, "a:9"))
    assert found[1].source == "a:9"


def test_head_beside_begins_the_page() -> None:
    lines = line(0, "a:5"), line(1, "b:9"), line(1, "b:12", 2), line(1, "b:1", 2), line(2, "b:1", 2)
    assert [found.source for found in breaks(*lines, line(2, "b:20"))[1:]] == ["b:1", "b:20"]


def test_panel_without_block_comes_after_the_page_before() -> None:
    found = breaks(line(0, "a:1"), line(0, "a:5"), line(1, "a:1"))
    assert found[1] == PageBreak("11", "sec-a", "a:5", after=True)


def test_page_of_the_contents_begins_with_its_first_entry() -> None:
    references = tuple(
        ReferenceRecord(f"{target}#0", target, page, True)
        for target, page in (("sec-b", 0), ("sec-c", 1), ("sec-d", 1))
    )
    record = LayoutRecord((PAGE, PAGE), {}, references=references)
    found = list(print_pages("sec-a", record, 3, "a:1"))
    assert found == [PageBreak("4", "sec-a"), PageBreak("5", "sec-a", "#sec-c")]

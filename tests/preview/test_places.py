"""Where a change of the sources is printed."""

from __future__ import annotations

from pipeline.model.layout import LineRecord
from pipeline.model.places import Place
from pipeline.preview.model import PreviewPage
from pipeline.preview.places import Printed, find_changes, first_difference

FILE = "sources/chapters/a.md"


def line(text: str, source: str) -> LineRecord:
    return LineRecord(0, 0, 0, "p", 0, 0, 100, 100, 9.4, 9.4, False, text, source)


def page(index: int, *lines: tuple[str, int]) -> PreviewPage:
    records = tuple(line(text, f"{FILE}:{number}") for text, number in lines)
    return PreviewPage(f"d{index}", index, "sec-a", 595, 842, records)


PAGES = (
    page(0, ("Le titre", 1), ("Un paragraphe long qui commence", 5)),
    page(1, ("ici et finit là, « sur deux pages »", 5), ("Un second.", 9)),
)


def test_changed_lines_are_told_with_letters_around_the_change() -> None:
    before = "un\ndeux\ntrois\nquatre"
    (change,) = find_changes({FILE: before}, {FILE: "un\ndeux\ntrois fois\nquatre"})
    assert (change.file, change.first, change.last) == (FILE, 3, 3)
    assert (change.before, change.after) == ("trois", "fois")
    (change,) = find_changes({FILE: before}, {FILE: "un\nautre\nencore\nquatre"})
    assert (change.first, change.last) == (2, 3)
    (change,) = find_changes({FILE: before}, {FILE: "un\nquatre"})
    assert change.first == 2
    assert list(find_changes({FILE: before}, {FILE: before, "sources/new.md": "neuf"})) == []


def test_a_block_on_two_pages_is_shown_where_its_change_stands() -> None:
    printed = Printed.of(PAGES)
    old = {FILE: "# t\n\n\n\nUn paragraphe long qui commence ici et finit, sur deux pages\n"}
    for word, folio in (("là", 2), ("vraiment", 1)):
        new = {FILE: old[FILE].replace("finit,", f"finit {word},")}
        focus = printed.focus_of(list(find_changes(old, new)))
        # What is printed nowhere leads to where its block begins.
        assert focus is not None
        assert (focus.folio, focus.blocks) == (folio, (f"{FILE}:5",))


def test_a_place_of_the_sources_leads_to_its_page() -> None:
    printed = Printed.of(PAGES)
    assert printed.folio_of(Place(FILE, 6)) == 1
    assert printed.folio_of(Place(FILE, 11)) == 2
    assert printed.folio_of(Place("sources/facts/a.yaml", 3)) == 0


def test_the_first_page_that_looks_otherwise() -> None:
    other = (PAGES[0], page(1, ("ici", 5)))
    assert first_difference(PAGES, other) == other[1]
    assert first_difference(PAGES, PAGES) is None

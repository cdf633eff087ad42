"""Pieces on pages of their own are typeset by themselves, and nothing shows it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from pipeline.typeset.cache import SectionCache
from pipeline.typeset.division import BEGIN, END, divide
from pipeline.typeset.place import SectionSource
from pipeline.typeset.schedule import typeset_book
from pipeline.typeset.workers import Workers
from typeset.samples import BASE, page, paragraphs, reference

CSS = ".own { page: own; break-before: page; break-after: page } @page own { margin: 40pt }"


def section(word: str = "Suite", marks: tuple[str, str] = (BEGIN, END)) -> SectionSource:
    begin, end = marks
    piece = f'<div class="own" id="piece">{paragraphs("piece", 14, note=True)}</div>'
    body = (
        f'<main id="a" data-src="a.md:1">{paragraphs("a", 3, note=True)}<p>{reference("z")}</p>'
        f"{begin}{piece}{end}"
        f"<p>{word} {reference('a-p0')} {reference('z')}</p>{paragraphs('b', 2, note=True)}"
        f'<p id="z">Fin</p></main>'
    )
    return SectionSource("a", page(body, CSS), BASE)


def build(sources, cache=None, memory=None):
    with Workers() as workers:
        return typeset_book(sources, workers, cache, memory)


def texts(built) -> list[str]:
    found = []
    for placed in built.sections:
        for pdf in placed.result.pdfs:
            with pdfium.PdfDocument(pdf) as document:
                found += [sheet.get_textpage().get_text_bounded() for sheet in document]
    return found


def test_parts_are_named_after_their_section_and_piece():
    assert [part.id for part in divide(section())] == ["a", "a/piece", "a/2"]
    assert divide(section(marks=("", ""))) == [section(marks=("", ""))]


def test_pages_notes_and_references_are_those_of_the_whole():
    whole, divided = build([section(marks=("", ""))]), build([section()])
    assert len(divided.sections[0].result.pdfs) == 3
    assert texts(divided) == texts(whole)
    assert divided.folios == whole.folios
    assert divided.page_count == whole.page_count


def test_record_is_that_of_the_whole():
    whole = build([section(marks=("", ""))]).sections[0].result.record
    divided = build([section()]).sections[0].result.record
    assert divided.pages == whole.pages
    assert divided.anchors == whole.anchors
    assert divided.references == whole.references
    assert [(one.page, one.column, one.text, one.source) for one in divided.lines] == [
        (one.page, one.column, one.text, one.source) for one in whole.lines
    ]
    assert divided.columns == whole.columns
    # The element around the whole section ends with each part.
    inner = [[box for box in one.boxes if box.tag != "main"] for one in (divided, whole)]
    assert inner[0] == inner[1]


def test_changed_word_sets_its_part_only(tmp_path: Path):
    cache = SectionCache(tmp_path)
    memory = build([section()], cache).memory
    built = build([section("Autre suite")], cache, memory)
    assert [(item.section, item.reason) for item in built.rebuilds] == [("a/2", "text")]

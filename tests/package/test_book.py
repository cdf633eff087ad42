"""The whole EPUB: bytes, sections, notes, links, contents, pages."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from package.samples import (
    cover,
    files_of,
    fonts,
    printed_pages,
    specimen_book,
    specimen_epub,
    studio,
    text_file,
)
from pipeline.errors import PipelineError
from pipeline.package import PageBreak, package_epub
from pipeline.package.book import spine_of
from pipeline.package.documents import render_documents


def test_same_book_gives_same_bytes() -> None:
    again = package_epub(specimen_book(), studio(), page_list=printed_pages(), cover=cover())
    assert again == specimen_epub()


def test_media_type_comes_first_and_is_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(specimen_epub())) as archive:
        first = archive.infolist()[0]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_spine_has_every_section_in_order_and_contents_in_their_place() -> None:
    book = specimen_book()
    spine = spine_of(book, tuple(render_documents(book, studio())))
    expected = [
        "nav.xhtml" if section.kind == "contents" else f"text/{section.id}.xhtml"
        for section in book.sections
    ]
    assert spine == expected


def test_back_cover_without_text_has_no_file_but_its_page_is_marked() -> None:
    book = specimen_book()
    back = next(section.id for section in book.sections if section.kind == "back")
    trees = {key: tree for key, tree in book.trees.items() if key[0] != back}
    bare = replace(book, trees=trees)
    epub = package_epub(bare, studio(), page_list=printed_pages(), cover=cover(), cache=fonts())
    files = files_of(epub)
    assert f"EPUB/text/{back}.xhtml" not in files
    last = files[f"EPUB/text/{book.sections[-2].id}.xhtml"].decode()
    assert re.search(rf'id="page-{len(book.sections)}"[^>]*></span></section>', last)


def test_no_place_of_the_sources_is_left() -> None:
    for name, data in files_of(specimen_epub()).items():
        if name.endswith(".xhtml"):
            assert b"data-src" not in data, name
            assert b"sources/" not in data, name
            assert b'"pub:' not in data, name
            assert b"file:" not in data, name


def test_note_is_called_and_returns() -> None:
    name = next(
        n for n, data in files_of(specimen_epub()).items() if b'epub:type="noteref"' in data
    )
    text = text_file(name.removeprefix("EPUB/"))
    assert re.search(
        r'<a class="note-call" id="call-1" href="#note-1" epub:type="noteref" '
        r'role="doc-noteref">1</a>',
        text,
    )
    note = text[text.index('<aside class="note"') :]
    assert 'id="note-1" epub:type="footnote" role="doc-footnote"' in note
    assert 'href="#call-1" role="doc-backlink"' in note


def test_table_has_headers_scopes_and_names_for_cards() -> None:
    text = text_file("text/sec-gouvernance.xhtml")
    assert "<caption" in text
    assert 'scope="col"' in text
    assert 'scope="row"' in text
    assert re.search(r'<td role="cell" data-label="[^"]+"', text)


def test_status_is_said_in_words() -> None:
    text = text_file("text/sec-gouvernance.xhtml")
    assert re.search(
        r'class="status status-\w+" aria-hidden="true"></span><span class="unseen">', text
    )


def test_figure_has_words_and_a_long_description() -> None:
    text = text_file("text/sec-carte.xhtml")
    description = re.search(r'aria-describedby="([^"]+)"', text)
    assert description
    assert f'<p id="{description[1]}">' in text
    assert re.search(r'alt="[^"]{10,}"', text)


def test_every_folio_once_and_in_order_in_list_and_text() -> None:
    labels = [page.label for page in printed_pages()]
    nav = text_file("nav.xhtml")
    pages = nav[nav.index('epub:type="page-list"') :]
    assert re.findall(r'<span class="nav-title">([^<]*)</span>', pages) == labels
    # The printed contents have their mark in the navigation, whose own name the address holds.
    assert re.search(r'href="nav\.xhtml#page-\d+"', pages)
    package = text_file("package.opf")
    assert 'property="pageBreakSource"' in package
    assert ">pageNavigation<" in package


def test_second_page_of_the_contents_is_marked_in_its_first_entry() -> None:
    contents = next(s.id for s in specimen_book().sections if s.kind == "contents")
    pages = [PageBreak("3", contents), PageBreak("4", contents, "#sheet-nantes")]
    epub = package_epub(specimen_book(), studio(), page_list=pages, cover=cover(), cache=fonts())
    files = files_of(epub)
    nav = files["EPUB/nav.xhtml"].decode()
    mark = r'<span class="page-mark"[^>]* id="page-{}"[^>]*></span>'
    assert re.search(r'<h1 id="title">' + mark.format(3), nav)
    assert re.search(r'<a href="text/sheet-nantes\.xhtml#sheet-nantes">' + mark.format(4), nav)


def test_without_pages_nothing_speaks_of_them() -> None:
    files = files_of(package_epub(specimen_book(), studio(), cover=cover(), cache=fonts()))
    assert b"page-list" not in files["EPUB/nav.xhtml"]
    assert b"pageBreakSource" not in files["EPUB/package.opf"]
    assert b"pageNavigation" not in files["EPUB/package.opf"]


def test_page_of_an_unknown_section_is_refused() -> None:
    with pytest.raises(PipelineError, match="sec-introduction"):
        package_epub(
            specimen_book(), studio(), page_list=[PageBreak("9", "sec-introductoin")], cover=cover()
        )


def test_contents_lead_to_parts_fields_and_zooms() -> None:
    nav = text_file("nav.xhtml")
    toc = nav[: nav.index("</nav>")]
    for address in (
        "text/part-leviers.xhtml#part-leviers",
        "text/sec-champ-1.xhtml#sec-champ-1",
        "#zoom-nantes-fonds",
        "text/sheet-nantes.xhtml#sheet-nantes",
    ):
        assert f'{address}"' in toc, address
    assert 'epub:type="bodymatter"' in nav


def test_pull_quote_is_not_read_twice() -> None:
    pulls = [m for page in _pages() for m in re.findall(r'<span class="pull"[^>]*>', page)]
    assert pulls
    assert all('aria-hidden="true"' in pull for pull in pulls)


def _pages() -> list[str]:
    files = files_of(specimen_epub())
    return [data.decode() for name, data in files.items() if name.endswith(".xhtml")]


def test_fonts_are_declared_and_their_licences_travel() -> None:
    files = files_of(specimen_epub())
    sheet = files["EPUB/styles/epub.css"].decode()
    named = re.findall(r'url\("(fonts/[^"]+)"\)', sheet)
    assert {f"EPUB/styles/{name}" for name in named} == {n for n in files if n.endswith(".ttf")}
    assert len([name for name in files if name.endswith(".txt")]) == 2


def test_drawings_hold_no_text_that_needs_a_font() -> None:
    drawings = {n: d for n, d in files_of(specimen_epub()).items() if n.endswith(".svg")}
    assert drawings
    assert not [name for name, data in drawings.items() if b"<text" in data]

"""The documents of the specimen: every section, every piece, links that know where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.render.document import SectionDocument, make_studio, render_sections
from pipeline.render.layer import LayerPage, render_layer
from pipeline.resolve import resolve_book
from tests.conftest import SPECIMEN


@pytest.fixture(scope="module")
def book() -> Book:
    loaded = load_publication(SPECIMEN)
    assert loaded.publication is not None
    return resolve_book(loaded.publication)


@pytest.fixture(scope="module")
def documents(book: Book, tmp_path_factory: pytest.TempPathFactory) -> dict[str, SectionDocument]:
    studio = make_studio(SPECIMEN, tmp_path_factory.mktemp("output"))
    return {document.section.id: document for document in render_sections(book, studio)}


def test_every_section_has_a_document_in_reading_order(
    book: Book, documents: dict[str, SectionDocument]
) -> None:
    assert list(documents) == [section.id for section in book.sections]


def test_a_document_has_its_own_id_and_one_main_title(
    documents: dict[str, SectionDocument],
) -> None:
    for id_, document in documents.items():
        assert f'<main id="{id_}"' in document.html
        expected = 0 if document.section.kind == "back" else 1
        assert len(re.findall(r"<h1\b", document.html)) == expected, id_


def test_headings_never_skip_a_level(documents: dict[str, SectionDocument]) -> None:
    for id_, document in documents.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", document.html)]
        for before, after in pairwise(levels):
            assert after <= before + 1, (id_, levels)


def test_placed_pieces_stand_in_their_section(
    book: Book, documents: dict[str, SectionDocument]
) -> None:
    for section in book.sections:
        for piece in section.pieces:
            if section.kind != "synthesis":
                assert f'id="{piece}"' in documents[section.id].html


def links(documents: dict[str, SectionDocument]) -> Iterator[tuple[str, str]]:
    for id_, document in documents.items():
        for address in re.findall(r'href="((?:#|pub:)[^"]+)"', document.html):
            yield id_, address


def test_links_name_places_of_the_book(book: Book, documents: dict[str, SectionDocument]) -> None:
    found = list(links(documents))
    assert found
    for id_, address in found:
        assert address.removeprefix("pub:") in book.targets, (id_, address)


def test_a_sheet_lists_what_else_is_about_its_metropole(
    documents: dict[str, SectionDocument],
) -> None:
    html = documents["sheet-nantes"].html
    assert 'href="pub:zoom-nantes-fonds"' in html
    assert "639\u202f000" in html


def test_the_same_book_gives_the_same_documents(
    book: Book, documents: dict[str, SectionDocument], tmp_path: Path
) -> None:
    again = {d.section.id: d.html for d in render_sections(book, make_studio(SPECIMEN, tmp_path))}
    for id_, document in documents.items():
        assert without_folders(again[id_]) == without_folders(document.html)


def without_folders(html: str) -> str:
    """HTML without the folder that drawings are kept in."""
    return re.sub(r"file://[^\"')&]*/", "", html)


def test_layer_says_where_one_is_and_leaves_openers_bare(book: Book) -> None:
    sections = {section.kind: section for section in book.sections}
    pages = [
        LayerPage(1, sections["cover"]),
        LayerPage(2, None),
        LayerPage(3, sections["action"]),
        LayerPage(4, sections["action"], "zoom-nantes-fonds"),
    ]
    html, _ = render_layer(book, pages)
    made = html.split('<div class="page ')[1:]
    assert ['class="folio"' in page for page in made] == [False, False, True, True]
    assert "Champ d’action\u00a01 · " in made[2]
    assert "page--right" in made[2]
    assert "Zoom · " in made[3]
    assert book.targets["zoom-nantes-fonds"].short in made[3]

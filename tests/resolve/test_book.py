"""The resolved book: sections, pieces, targets, uses, contents."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import sources as s
from pipeline.model.book import Book, Target
from pipeline.model.places import Place
from pipeline.model.tree import text_of
from pipeline.resolve import resolve_book
from pipeline.resolve.reading import texts_in_section
from pipeline.resolve.words import reference_words
from tests.resolve.samples import NANTES, figure, publication, section, sheet, table, zoom


def place(*ids: str) -> str:
    return "\n\n".join(f"::: {{include={id_}}}\n:::" for id_ in ids)


PART = {
    "part": "part-a",
    "title": "A",
    "label": "Première partie",
    "colour": "bronze",
    "sections": ["part-a", "sec-un", "sec-deux"],
}


def book_of(order: list[Any], *held: Any) -> Book:
    return resolve_book(publication(order, *held))


DEBUT = "Début.\n\n## Plan {#sec-debut-plan}\n\n" + place("fig-a", "fig-b", "tbl-a")
DEUX = """\
## Là {#sec-deux-la}

### Non {#sec-deux-non}

[](#zoom-b) [x](#rien) [5]{fact=a.b}
"""


@pytest.fixture(scope="module")
def book() -> Book:
    return book_of(
        ["sec-debut", PART, "sheet-nantes", "sec-absente"],
        section("sec-debut", DEBUT),
        section("part-a", kind="opener"),
        section("sec-un", place("zoom-a", "fig-d"), kind="action", short="Un"),
        section("sec-deux", DEUX, kind="chapter"),
        zoom("zoom-a", f"Zoom.\n\n{place('fig-c')}"),
        zoom("zoom-b", "Nulle part : [](#sec-un)."),
        figure("fig-a"),
        figure("fig-b", decorative=True),
        figure("fig-c"),
        figure("fig-d"),
        table("tbl-a", [{"key": "nantes", "x": "y"}]),
        sheet("nantes", panorama="Voir [](#zoom-a)."),
        NANTES,
    )  # fmt: skip


def test_sections_are_in_reading_order_with_part_number_and_step(book: Book) -> None:
    found = [(x.id, x.part.part if x.part else "", x.kind, x.number, x.step) for x in book.sections]
    assert found == [
        ("sec-debut", "", "text", None, 0),
        ("part-a", "part-a", "opener", None, 0),
        ("sec-un", "part-a", "action", 1, 0),
        ("sec-deux", "part-a", "chapter", None, 1),
        ("sheet-nantes", "", "sheet", None, 0),
    ]
    assert book.section_of["sheet-nantes"].title == "Nantes Métropole"
    assert book.section_of["sheet-nantes"].short == "Nantes"


def test_pieces_are_placed_with_what_they_hold(book: Book) -> None:
    assert book.section_of["sec-debut"].pieces == ("fig-a", "fig-b", "tbl-a")
    assert book.section_of["sec-un"].pieces == ("zoom-a", "fig-c", "fig-d")


def test_targets_know_their_section_and_number(book: Book) -> None:
    found = {id_: (t.kind, t.section, t.number) for id_, t in book.targets.items()}
    assert found["zoom-a"] == ("zoom", "sec-un", None)
    assert found["zoom-b"] == ("zoom", "", None)
    assert (found["fig-a"][2], found["fig-b"][2], found["fig-c"][2]) == (1, None, 2)
    assert found["tbl-a"] == ("tbl", "sec-debut", 1)
    assert found["sec-un"] == ("section", "sec-un", 1)
    assert found["part-a"][0] == "part"
    assert found["sec-deux-la"] == ("heading", "sec-deux", None)
    assert "sec-absente" not in found


def test_uses_are_kept_where_they_stand_even_those_that_point_to_nothing(book: Book) -> None:
    references = [(u.name, u.words, u.piece, u.field, u.section) for u in book.references]
    assert references == [
        ("zoom-b", "", "sec-deux", "body", "sec-deux"),
        ("rien", "x", "sec-deux", "body", "sec-deux"),
        ("zoom-a", "", "sheet-nantes", "panorama", "sheet-nantes"),
        ("sec-un", "", "zoom-b", "body", ""),
    ]
    assert [(u.name, u.words) for u in book.bindings] == [("a.b", "5")]
    assert [u.name for u in book.includes] == [
        "fig-a",
        "fig-b",
        "tbl-a",
        "zoom-a",
        "fig-d",
        "fig-c",
    ]


def test_contents_follow_parts_and_list_the_headings_of_chapters(book: Book) -> None:
    lines = [
        (
            block.part.part if block.part else "",
            [(e.id, [c.id for c in e.children]) for e in block.entries],
        )
        for block in book.contents
    ]
    assert lines == [
        ("", [("sec-debut", [])]),
        ("part-a", [("sec-un", []), ("sec-deux", ["sec-deux-la"])]),
        ("", [("sheet-nantes", [])]),
    ]


def test_trees_are_set_typographically_and_the_written_ones_kept() -> None:
    made = book_of(["sec-a"], section("sec-a", "L'été : « oui » !"))
    assert text_of(made.publication.trees["sec-a", "body"]) == "L'été : « oui » !"
    assert "L’été" in text_of(made.trees["sec-a", "body"])


@pytest.mark.parametrize(
    ("one", "two", "pieces"),
    [
        ("zoom-a", "zoom-a", ("zoom-a",)),
        ("zoom-b", "zoom-a", ("zoom-a", "zoom-b")),
        ("sec-un", "sec-un", ("zoom-a",)),
        ("rien", "rien", ("zoom-a", "rien")),
    ],
)
def test_pieces_placed_in_circles_are_read_once(
    one: str, two: str, pieces: tuple[str, ...]
) -> None:
    made = book_of(
        ["sec-un"],
        section("sec-un", place("zoom-a", "zoom-a")),
        zoom("zoom-a", place(one, one)),
        zoom("zoom-b", place(two)),
    )
    assert made.sections[0].pieces == pieces
    texts = [text.piece for text in texts_in_section(made.publication, "sec-un")]
    assert len(texts) == len(set(texts))


def test_a_long_chain_of_pieces_is_read() -> None:
    zooms = [zoom(f"zoom-{n}", place(f"zoom-{n + 1}")) for n in range(400)]
    made = book_of(["sec-un"], section("sec-un", place("zoom-0")), *zooms)
    assert len(made.sections[0].pieces) == 401


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("zoom", None, "zoom « Court »"),
        ("sheet", None, "fiche Court"),
        ("tbl", 2, "tableau 2"),
        ("tbl", None, "tableau « Court »"),
        ("fig", 3, "figure 3"),
        ("box", None, "encadré « Court »"),
        ("quote", None, "la parole à Court"),
        ("section", 4, "champ d'action 4"),
        ("section", None, "« Court »"),
        ("heading", None, "« Court »"),
    ],
)
def test_a_reference_has_words_of_its_own(kind: Any, number: int | None, words: str) -> None:
    target = Target("a-b", kind, "Long", "Court", Place("a"), number=number)
    assert reference_words(target) == words


def test_an_empty_publication_is_a_book() -> None:
    made = book_of([])
    assert (made.sections, made.contents, made.references) == ((), (), ())
    assert isinstance(made.publication, s.Publication)

"""Numbers that the prose leaves to the pipeline."""

from __future__ import annotations

from pipeline.model.book import Book
from pipeline.model.tree import MarkdownTable, Node, Row, text_of
from pipeline.resolve import resolve_book
from tests.resolve.samples import fact, publication, section, sheet

TABLE = """\
Autour, []{fact=nantes.population} sur []{fact=nantes.superficie}.

| Fiche | Habitants | **Communes** | Superficie (km²) | Habitants au km² | Part | Part (%) |
|:--|--:|--:|--:|--:|:--|:--|
| Nantes | []{fact=nantes.population} | []{fact=nantes.communes} | []{fact=nantes.superficie} \
| []{fact=nantes.densite} | []{fact=nantes.part-ess} de l'emploi | []{fact=nantes.part-ess} |
| Ailleurs | []{fact=nantes.densite} | 24 | []{fact=a.b} | []{fact=rien} | | |
"""


def book_of(population: int) -> Book:
    share = {"value": 16, "qualifier": "environ", "base": "l'emploi", "territory": "metropole"}
    nantes = sheet("nantes", population={"value": population}, ess_share=share)
    return resolve_book(
        publication(["sec-a"], section("sec-a", TABLE), nantes, fact("a.b", 2_500_000))
    )


def rows_of(book: Book) -> tuple[str, list[list[str]]]:
    paragraph, table = book.trees[("sec-a", "body")].blocks
    assert isinstance(table, MarkdownTable)
    rows = [[plain(cell) for cell in row.children] for row in table.children if type(row) is Row]
    return plain(paragraph), rows


def plain(node: Node) -> str:
    return text_of(node).replace("\u202f", " ").replace("\xa0", " ")


def test_a_cell_leaves_out_the_unit_that_the_head_of_its_column_names() -> None:
    paragraph, (nantes, elsewhere) = rows_of(book_of(600))
    assert paragraph == "Autour, 600 habitants sur 500,5 km²."
    assert nantes == [
        "Nantes", "600", "24", "500,5", "1 200", "environ 16 % de l’emploi", "environ 16",
    ]  # fmt: skip
    assert elsewhere == ["Ailleurs", "1 200 hab./km²", "24", "2,5 millions d’u", "", "", ""]


def test_millions_are_words_in_prose_and_figures_in_a_column() -> None:
    paragraph, (nantes, _) = rows_of(book_of(1_500_000))
    assert paragraph == "Autour, 1,5 million d’habitants sur 500,5 km²."
    assert nantes[1] == "1 500 000"


def test_a_use_keeps_what_was_filled_in_apart_from_what_is_written() -> None:
    uses = book_of(600).bindings
    assert {use.words for use in uses} == {""}
    assert [use.filled for use in uses[:3]] == ["600\u00a0habitants", "500,5\u202fkm²", "600"]
    assert uses[-1].filled == ""

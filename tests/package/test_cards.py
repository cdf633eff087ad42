"""Tables of texts on narrow screens."""

from __future__ import annotations

from pipeline.package.cards import make_cards
from pipeline.package.xhtml import parse_xhtml, tag

PLAIN = (
    "<table><thead><tr><th>Métropole</th><th>Densité</th></tr></thead>"
    "<tbody><tr><td>Nantes</td><td>1 221</td></tr></tbody></table>"
)


def cells(table: str) -> list[tuple[str | None, str | None]]:
    root = parse_xhtml(f'<main xmlns="http://www.w3.org/1999/xhtml">{table}</main>', "essai")
    make_cards(root)
    return [(cell.get("role"), cell.get("data-label")) for cell in root.iter(tag("td"))]


def test_cells_carry_the_names_of_their_columns() -> None:
    assert cells(PLAIN) == [("cell", ""), ("cell", "Densité")]


def test_a_table_of_data_keeps_its_own_form() -> None:
    assert cells(PLAIN.replace("<table>", '<table class="cards">')) == [(None, None)] * 2


def test_a_table_without_a_head_has_no_names_to_give() -> None:
    body = "<table><tbody><tr><td>Nantes</td></tr></tbody></table>"
    assert cells(body) == [(None, None)]

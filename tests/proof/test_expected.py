"""What the sources say where the pipeline writes the words."""

from __future__ import annotations

from pipeline.proof.expected import expected_items
from pipeline.proof.reading import fold
from pipeline.resolve import resolve_book
from tests.resolve.samples import publication, section, sheet

TEXT = """\
La métropole compte []{fact=nantes.population}.

| Fiche | Habitants |
|:--|--:|
| Nantes | []{fact=nantes.population} |
"""


def test_a_number_without_words_is_expected_as_it_is_printed() -> None:
    book = resolve_book(publication(["sec-a"], section("sec-a", TEXT), sheet("nantes")))
    items = list(expected_items(book, book.section_of["sec-a"], "pages"))
    assert [fold(item.words) for item in items if item.place.file == "sec-a/body"] == [
        fold(words)
        for words in ("La métropole compte 600 habitants.", "Fiche", "Habitants", "Nantes", "600")
    ]

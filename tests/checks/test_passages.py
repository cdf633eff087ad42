"""Passages: the place of every character."""

from __future__ import annotations

from pathlib import Path

from pipeline.checks import Context
from pipeline.checks.passages import GAP, passages_of
from pipeline.load import load_publication
from pipeline.model.places import Place
from pipeline.model.tree import (
    BoundNumber,
    Emphasis,
    Heading,
    Link,
    Note,
    Paragraph,
    Reference,
    Text,
    Tree,
)
from pipeline.resolve import resolve_book

SPECIMEN = Path(__file__).parent.parent / "specimen"
P = Place("a.md", 1, 1)


def at(column: int, words: str, line: int = 1) -> Text:
    return Text(Place("a.md", line, column), words)


def test_a_passage_joins_its_leaves_and_leaves_notes_apart() -> None:
    note = Note(P, (Paragraph(P, (at(1, "note", 9),)),))
    bound = BoundNumber(Place("a.md", 1, 4), (at(5, "36"),), "a.b")
    nodes = (at(1, "les"), bound, note, Reference(P, (), "x"), Emphasis(P, (at(3, "fin", 2),)))
    passages = list(passages_of(Tree((Heading(P, nodes, 2),), P), "zoom-a", "body"))
    assert [passage.text for passage in passages] == [f"les36{GAP}fin", "note"]
    first = passages[0]
    assert first.heading == 2
    assert first.place_at(4) == Place("a.md", 1, 6)
    assert first.place_at(7) == Place("a.md", 2, 4)
    assert first.covered(3, BoundNumber)
    assert not first.covered(5, BoundNumber)
    assert not first.covered(3, Link)


def test_every_word_of_the_specimen_stands_where_its_passage_says() -> None:
    loaded = load_publication(SPECIMEN)
    assert loaded.publication is not None
    context = Context(resolve_book(loaded.publication))
    checked = 0
    for passage in context.texts:
        for start, place in zip(passage.starts, passage.places, strict=True):
            letter = passage.text[start]
            line = loaded.texts[place.file].split("\n")[place.line - 1]
            if letter.isalpha():
                checked += 1
                # A string in quotation marks begins one column after its value.
                assert letter in line[place.column - 1 : place.column + 1], (passage, place)
    assert checked > 400

"""Words of front matter and data that a finished file must say, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.proof.reading import fold
from pipeline.render.figures import split_number
from pipeline.resolve.words import reference_words

# What print adds after a reference.
FOLIO = r"(?:→p\.\d+)?"
Kind = Literal["sentence", "cell", "figure", "number"]
# A finished file is laid out in pages (PDF) or flows over a screen (EPUB).
Form = Literal["pages", "screen"]


@dataclass(frozen=True, slots=True)
class Told:
    """Words that must be said; `ordered`: at their place, else where the layout has room for them.

    `drawn`: a picture may say them, by the words that stand for it or, in print, by its letters.
    `before`: words that may stand before them (the meaning of a mark). `pattern`, over folded
    text, says what is looked for where it is not the words alone.
    """

    words: str
    place: Place
    kind: Kind = "sentence"
    ordered: bool = True
    drawn: bool = False
    before: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """What front matter and data say: before the texts of a section or piece, and after them."""

    head: tuple[Told, ...] = ()
    tail: tuple[Told, ...] = ()


def large_number(book: Book, fact: str, label: str) -> str:
    """A number set large with the words below it."""
    number, unit = split_number(book.facts[fact])
    return f"{number} {unit} {label}"


def see_also(book: Book, ids: Sequence[str], place: Place) -> Iterator[Told]:
    """The list « À lire aussi », each entry with its page in print."""
    if ids:
        yield Told("À lire aussi", place)
    for id_ in ids:
        words = reference_words(book.targets[id_])
        yield Told(words, place, pattern=re.escape(fold(words)) + FOLIO)

"""Where the publication says numbers and names facts: for the rules on numbers, and the counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.checks.context import Context
from pipeline.checks.passages import Passage
from pipeline.french.numbers import NumberPhrase, bound_number, find_numbers
from pipeline.model.book import ResolvedFact
from pipeline.model.places import Place
from pipeline.model.sources import KeyFigure, KeyResult, Share, SheetFigure, Source
from pipeline.model.tree import BoundNumber, Emphasis, Foreign, Link
from pipeline.resolve.facts import words_of

_MENTIONS: dict[type[Source], tuple[str, ...]] = {
    KeyResult: ("fact",),
    Share: ("fact", "of"),
    KeyFigure: ("fact", "inside"),
    SheetFigure: ("fact",),
}
_FACT_IN_WORDS = re.compile(r"\{fact:\s*([a-z0-9.-]+)\}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact named by data: key results, shares, key figures, figures; `piece` holds them."""

    fact: str
    place: Place
    piece: str


@dataclass(frozen=True, slots=True)
class TextNumber:
    """A quantity of the running text: bound to a fact, in other words (a title, a link), or not."""

    phrase: NumberPhrase
    passage: Passage
    bound: bool
    quoted: bool

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.passage.place_at(self.phrase.start)


def say_fact(fact: ResolvedFact) -> str:
    """A fact in words, and what it counts: « 36 000 salariés (salariés de l’ESS) »."""
    return f"{words_of(fact)} ({fact.label})"


def mentions_of(context: Context) -> Iterator[Mention]:
    """Every fact that data name, in the order of the pieces."""
    for piece, source in context.sources.items():
        for name, place in _mentions(source):
            yield Mention(name, place, piece)
    for figure in context.publication.figures.values():
        for name, keys in _facts_in_data(figure.data, ("data",)):
            place = _place_in_words(context, name, figure.place_of(*keys))
            yield Mention(name, place, figure.id)


def _mentions(source: Source) -> Iterator[tuple[str, Place]]:
    for key in _MENTIONS.get(type(source), ()):
        name = getattr(source, key)
        if name:
            yield name, source.place_of(key)
    for key in type(source).model_fields:
        value = getattr(source, key)
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(item, Source):
                yield from _mentions(item)


def _place_in_words(context: Context, name: str, place: Place) -> Place:
    """Where a fact is named in a text of several lines that begins at a place."""
    pattern = re.compile(rf"\bfact:\s*{re.escape(name)}(?![\w.-])")
    lines = context.lines_of(place.file)
    for number in range(place.line, len(lines) + 1):
        start = place.column - 1 if number == place.line else 0
        if match := pattern.search(lines[number - 1], start):
            return Place(place.file, number, match.start() + 1)
    return place


def _facts_in_data(
    data: object, keys: tuple[str | int, ...]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """The `{fact: id}` of a figure's data, in its words too, with the keys that lead to them."""
    if isinstance(data, dict):
        if set(data) == {"fact"}:
            yield str(data["fact"]), (*keys, "fact")
        else:
            for key, value in data.items():
                yield from _facts_in_data(value, (*keys, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _facts_in_data(value, (*keys, number))
    elif isinstance(data, str):
        for match in _FACT_IN_WORDS.finditer(data):
            yield match[1], keys


@lru_cache(maxsize=8192)
def numbers_in(words: str, names: tuple[str, ...]) -> tuple[NumberPhrase, ...]:
    """The numbers of a text, found once for all who look at them."""
    return tuple(find_numbers(words, names))


@lru_cache(maxsize=8192)
def number_of(words: str, names: tuple[str, ...]) -> NumberPhrase | None:
    """The one number of bound words, read once for the rules that look at it."""
    return bound_number(words, names)


def stated_pairs(context: Context) -> Iterator[tuple[str, ResolvedFact, Place]]:
    """The words bound to each fact that is a state, with the fact."""
    for use in context.book.bindings:
        fact = context.book.facts.get(use.name)
        if fact and fact.state and use.words:
            yield use.words, fact, use.place


def bound_pairs(context: Context) -> Iterator[tuple[NumberPhrase, ResolvedFact, Place]]:
    """Each bound number of the prose that can be read, with its fact."""
    for use in context.book.bindings:
        fact = context.book.facts.get(use.name)
        if fact is None or fact.state or not use.words:
            continue
        if phrase := number_of(use.words, context.names):
            yield phrase, fact, use.place


def text_numbers(context: Context) -> Iterator[TextNumber]:
    """Every quantity of the running text; headings are none.

    Years, dates, laws, addresses, folios and numbers of names are no quantities.
    """
    for passage in context.passages:
        if passage.heading:
            continue
        for phrase in numbers_in(passage.text, context.names):
            if phrase.kind == "quantity":
                at = phrase.end - 1
                bound = passage.covered(at, BoundNumber)
                # A number in italics belongs to the title of a work.
                quoted = any(passage.covered(at, kind) for kind in (Link, Foreign, Emphasis))
                yield TextNumber(phrase, passage, bound, quoted)

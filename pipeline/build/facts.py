"""The facts of a publication, every place that uses them, and the share of numbers bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.build.folios import Folios
from pipeline.checks.context import Context
from pipeline.checks.numbers import mentions_of, numbers_in, text_numbers
from pipeline.errors import UsageError, nearest
from pipeline.model.book import Book, ResolvedFact
from pipeline.model.places import Place
from pipeline.model.sources import Sheet
from pipeline.package.documents import file_of, is_shown
from pipeline.render.figures import split_number
from pipeline.resolve.expressions import fact_ids_in
from pipeline.resolve.facts import CARD, words_of

How = Literal["text", "data", "card", "table", "expression"]


@dataclass(frozen=True)
class FactUse:
    """A place that uses a fact: prose, data, a sheet's card, a table, or another fact's expression.

    `folios` are those of the last build, `epub` the address inside the EPUB; both empty where the
    place is printed nowhere.
    """

    how: How
    place: Place
    words: str
    piece: str
    section: str
    folios: tuple[int, ...] = ()
    epub: str = ""


@dataclass(frozen=True)
class Bound:
    """How many numbers of the running text are bound to a fact, and which are not.

    `uncounted` counts by kind what is no quantity (year, law, address…) or belongs to a title.
    """

    bound: int
    unbound: tuple[tuple[Place, str], ...]
    uncounted: Mapping[str, int]

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is no number at all."""
        total = self.bound + len(self.unbound)
        return self.bound / total if total else 1.0


def bound_share(context: Context) -> Bound:
    """What of the running text is bound to facts. Numbers the pipeline fills in are bound."""
    bound = sum(not use.words for use in context.book.bindings)
    unbound = []
    uncounted: Counter[str] = Counter()
    for passage in context.passages:
        if not passage.heading:
            for phrase in numbers_in(passage.text, context.names):
                uncounted[phrase.kind] += phrase.kind != "quantity"
    for number in text_numbers(context):
        if number.bound:
            bound += 1
        elif number.quoted:
            uncounted["title"] += 1
        else:
            words = f"{number.phrase.text} {number.phrase.noun}".strip()
            unbound.append((number.place, words))
    kinds = {kind: count for kind, count in sorted(uncounted.items()) if count}
    return Bound(bound, tuple(sorted(unbound)), kinds)


def fact_of(book: Book, id_: str) -> ResolvedFact:
    """The fact of that id. Raises UsageError with the nearest one."""
    if id_ in book.facts:
        return book.facts[id_]
    near = nearest(id_, book.facts)
    raise UsageError(f"no fact {id_}" + (f" (« {near} » ?)" if near else ""))


def uses_of_facts(context: Context, folios: Folios | None) -> dict[str, list[FactUse]]:
    """Every use of every fact, by place."""
    uses: dict[str, list[FactUse]] = {id_: [] for id_ in context.book.facts}
    for found in _found(context):
        if found[0] in uses:
            uses[found[0]].append(_use(context.book, folios, found))
    return {id_: sorted(held, key=lambda use: use.place) for id_, held in uses.items()}


# Fact, how it is used, place, words, piece and field.
Found = tuple[str, How, Place, str, str, str]


def _found(context: Context) -> Iterator[Found]:
    book = context.book
    for use in book.bindings:
        yield use.name, "text", use.place, use.words or use.filled, use.piece, use.field
    for mention in mentions_of(context):
        yield mention.fact, "data", mention.place, "", mention.piece, ""
    for fact in book.publication.facts.values():
        for name in fact_ids_in(fact.derive):
            yield name, "expression", fact.place_of("derive"), fact.derive, "", ""
    yield from _drawn(book)
    for fact_ in book.facts.values():
        if fact_.origin == "sheet":
            yield fact_.id, "card", fact_.place, "", f"sheet-{fact_.id.partition('.')[0]}", ""
        elif fact_.origin == "cell" or (fact_.origin == "count" and _is_shown(book, fact_.id)):
            yield fact_.id, "table", fact_.place, "", fact_.id.partition(".")[0], ""


def _drawn(book: Book) -> Iterator[Found]:
    """The numbers of all cards that a figure draws."""
    for figure in book.publication.figures.values():
        asked = figure.data.get("sheets", "population" if figure.generator == "map" else "")
        keys = list(asked.values()) if isinstance(asked, dict) else [asked]
        for key in keys:
            name = CARD[str(key)][0] if str(key) in CARD else ""
            for sheet in book.publication.sheets.values():
                place = figure.place_of("data" if figure.data else "generator")
                yield f"{sheet.metropole}.{name}", "data", place, "", figure.id, ""


def _is_shown(book: Book, count: str) -> bool:
    table, _, name = count.partition(".")
    return name in book.publication.tables[table].shown_counts


def _use(book: Book, folios: Folios | None, found: Found) -> FactUse:
    id_, how, place, words, piece, field = found
    target = book.targets.get(piece)
    section = target.section if target else ""
    # What data say is looked for as the pipeline writes it.
    shown = words or split_number(book.facts[id_])[0]
    printed = folios.of(place, shown) if folios and section else []
    return FactUse(
        how, place, words, piece, section, tuple(printed), _epub_place(book, piece, section, field)
    )


def _epub_place(book: Book, piece: str, section: str, field: str) -> str:
    """The document of the EPUB and the nearest id in it."""
    if not section or not is_shown(book, book.section_of[section]):
        return ""
    document = f"EPUB/{file_of(book.section_of[section])}"
    if isinstance(book.section_of[section].source, Sheet) and field:
        return f"{document}#{section}-{field}"
    return document if piece == section else f"{document}#{piece}"


# --- as data -----------------------------------------------------------------------


def facts_as_data(context: Context, folios: Folios | None) -> dict[str, Any]:
    """The share of numbers bound, what is not, and all facts with their uses, as plain data."""
    bound = bound_share(context)
    uses = uses_of_facts(context, folios)
    return {
        "bound": bound.bound,
        "share": round(bound.share, 4),
        "unbound": [{**_place_as_data(place), "words": words} for place, words in bound.unbound],
        "uncounted": dict(bound.uncounted),
        "folios": _state(folios),
        "facts": [
            fact_as_data(fact, uses[fact.id])
            for fact in sorted(context.book.facts.values(), key=lambda fact: fact.id)
        ],
    }


def fact_as_data(fact: ResolvedFact, uses: list[FactUse]) -> dict[str, Any]:
    """A fact and its uses as plain data."""
    return {
        "id": fact.id,
        "value": _value_as_data(fact),
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "words": words_of(fact),
        "label": fact.label,
        "scope": fact.scope,
        "as_of": fact.as_of,
        "source": fact.source,
        "primary": fact.primary,
        "published": fact.published,
        "origin": fact.origin,
        **_place_as_data(fact.place),
        "uses": [
            {
                "how": use.how,
                **_place_as_data(use.place),
                "words": use.words,
                "piece": use.piece,
                "section": use.section,
                "folios": list(use.folios),
                "epub": use.epub,
            }
            for use in uses
        ],
    }


def _value_as_data(fact: ResolvedFact) -> int | float | str | list[int | float]:
    if fact.state:
        return fact.state
    return list(fact.value) if isinstance(fact.value, tuple) else fact.value


def _state(folios: Folios | None) -> str:
    """Whether folios are those of the sources as they are: current, stale, or missing."""
    if folios is None:
        return "missing"
    return "current" if folios.current else "stale"


def _place_as_data(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}

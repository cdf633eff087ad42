"""Every number of the publication under one id: facts files, sheets, table cells and counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.french.format import format_number
from pipeline.french.words import plain_id
from pipeline.model import sources as s
from pipeline.model.book import ResolvedFact
from pipeline.resolve.expressions import ExpressionError, evaluate, fact_ids_in, matching

CARD = {
    "population": ("population", "habitants", "nombre d’habitants"),
    "communes": ("communes", "communes", "nombre de communes"),
    "area": ("superficie", "km²", "superficie"),
    "density": ("densite", "hab./km²", "densité"),
    "ess_share": ("part-ess", "%", "part de l’ESS"),
}


def resolve_facts(publication: s.Publication) -> dict[str, ResolvedFact]:
    """All facts by id; an id given twice keeps its first value.

    A written fact with the id of a computed one says so as its error.
    """
    facts: dict[str, ResolvedFact] = {}
    for fact in (
        *_written(publication),
        *_of_sheets(publication),
        *_of_tables(publication),
    ):
        first = facts.setdefault(fact.id, fact)
        # A row or a sheet given twice is for the rules on tables and sheets.
        if first is not fact and first.origin == "facts":
            error = f"cet identifiant est aussi celui d’une valeur calculée ({fact.place})"
            facts[fact.id] = replace(first, error=error)
    return _with_derived(facts, publication)


def words_of(fact: ResolvedFact) -> str:
    """A fact in words: « plus de 36 000 salariés », « en élaboration »."""
    return fact.state or format_number(fact.value, fact.unit, fact.qualifier)


def _written(publication: s.Publication) -> Iterator[ResolvedFact]:
    for fact in publication.facts.values():
        yield ResolvedFact(
            id=fact.id,
            value=0 if fact.value is None else fact.value,
            unit=fact.unit,
            label=fact.label,
            scope=fact.scope,
            place=fact.place,
            origin="facts",
            as_of=fact.as_of,
            source=fact.source,
            primary=fact.primary,
            qualifier=fact.qualifier,
            published=fact.published,
            state=fact.state,
        )


def _of_sheets(publication: s.Publication) -> Iterator[ResolvedFact]:
    for sheet in publication.sheets.values():
        for key, (name, unit, label) in CARD.items():
            number: s.CardNumber | None = getattr(sheet, key)
            if number is None:
                continue
            scope = sheet.metropole
            if isinstance(number, s.CardShare):
                label = f"{label} dans {number.base}"
                metropole = publication.metropoles.get(sheet.metropole)
                if number.territory == "region" and metropole is not None:
                    scope = f"region-{plain_id(metropole.region)}"
            yield ResolvedFact(
                id=f"{sheet.metropole}.{name}",
                value=number.value,
                unit=unit,
                label=label,
                scope=scope,
                place=sheet.place_of(key),
                origin="sheet",
                as_of=number.as_of,
                source=sheet.source,
                qualifier=number.qualifier,
                published=number.published,
            )


def _of_tables(publication: s.Publication) -> Iterator[ResolvedFact]:
    for table in publication.tables.values():
        for position, count in enumerate(table.counts):
            yield ResolvedFact(
                id=f"{table.id}.{count.id}",
                value=count_rows(table, count),
                unit=count.unit,
                label=count.label,
                scope=table.id,
                place=table.place_of("counts", position),
                origin="count",
                as_of=table.as_of,
                source=table.source,
            )
        for row_number, row in enumerate(table.rows):
            for column in table.columns:
                value = row.get(column.id)
                if column.kind == "number" and isinstance(value, (int, float)):
                    yield ResolvedFact(
                        id=f"{table.id}.{row.get('key', row_number)}.{column.id}",
                        value=value,
                        unit=column.unit,
                        label=column.label,
                        scope=str(row.get("key", table.id)),
                        place=table.place_of("rows", row_number, column.id),
                        origin="cell",
                        as_of=table.as_of,
                        source=table.source,
                    )


def count_rows(table: s.Table, count: s.Count) -> int:
    """How many rows of a table a count holds; items, where the cells of the column are lists.

    With lists, `equals` names the rows (their keys) whose items are counted. Empty cells count only
    where `equals` names them (as an empty text).
    """
    total = 0
    for row in table.rows:
        cell: Any = row.get(count.column)
        if isinstance(cell, list):
            if not count.equals or row.get("key") in count.equals:
                total += sum(_passes(str(item), count) for item in cell)
        else:
            words = "" if cell is None else str(cell)
            wanted = words in count.equals if count.equals else words != ""
            total += wanted and _passes(words, count)
    return total


def _passes(words: str, count: s.Count) -> bool:
    return count.contains in words and words not in count.without


def _with_derived(
    facts: dict[str, ResolvedFact], publication: s.Publication
) -> dict[str, ResolvedFact]:
    """Compute the expressions; those that need other expressions after them.

    A fact that has a value as well as an expression is recomputed, but others use its value.
    """
    pending = {f.id: f for f in publication.facts.values() if f.derive}
    awaited = {id_ for id_, fact in pending.items() if fact.value is None}
    values = {
        id_: fact.value
        for id_, fact in facts.items()
        if isinstance(fact.value, (int, float)) and id_ not in awaited and not fact.state
    }
    while pending:
        ready = [id_ for id_, f in pending.items() if not _needs(f, facts) & (awaited | {id_})]
        if not ready:
            for id_ in pending:
                message = "l’expression se renvoie à elle-même"
                facts[id_] = replace(facts[id_], error=message)
            break
        for id_ in ready:
            fact = pending.pop(id_)
            awaited.discard(id_)
            try:
                derived = evaluate(fact.derive, values)
            except ExpressionError as error:
                facts[id_] = replace(facts[id_], error=str(error))
                continue
            value = derived if fact.value is None else fact.value
            facts[id_] = replace(facts[id_], value=value, derived=derived)
            if isinstance(value, (int, float)):
                values[id_] = value
    return facts


def _needs(fact: s.Fact, facts: Mapping[str, ResolvedFact]) -> set[str]:
    names = fact_ids_in(fact.derive)
    return {id_ for name in names for id_ in matching(name, facts)}

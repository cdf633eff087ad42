"""Typesetting all sections of a book: from the cache or by workers, until folios settle.

What is set at a time is a part of a section (see `division`), or the whole of it. The first round
sets every part, with noughts for the folios its references show; the folios are stamped over them
at the end (see `stamps`). The next rounds set again only those parts whose side turned out
otherwise, or whose folios have more or fewer figures than thought. What the last build knew makes
one round the rule.

Every round is a function of the documents and of figures and sides; the last one has all of them
right, so builds that began from other guesses end with the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import PipelineError
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.division import join_results
from pipeline.typeset.job import SectionResult
from pipeline.typeset.memory import Memory, reason_for
from pipeline.typeset.place import (
    PlacedSection,
    SectionSource,
    TargetError,
    folios_of,
    place_sections,
)
from pipeline.typeset.queue import RoundQueue
from pipeline.typeset.references import targets
from pipeline.typeset.state import State, begin
from pipeline.typeset.workers import Workers

ROUNDS = 6


class UnsettledError(PipelineError):
    """Page references did not settle."""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A part of a section that was typeset, and why (see `memory.reason_for`)."""

    section: str
    reason: str
    detail: str
    round: int


@dataclass(frozen=True, slots=True)
class TypesetBook:
    """All sections, typeset and placed; `memory` is for the next build."""

    sections: tuple[PlacedSection, ...]
    folios: Mapping[str, str]
    page_count: int
    rebuilds: tuple[Rebuild, ...]
    rounds: int
    memory: Memory


def typeset_book(
    sources: Iterable[SectionSource],
    workers: Workers,
    cache: SectionCache | None = None,
    memory: Memory | None = None,
) -> TypesetBook:
    """Typeset and place all sections; the first are set while `sources` still brings others.

    Raises `TargetError` for a page reference that leads nowhere, `UnsettledError` if folios have
    not settled after six rounds.
    """
    state = begin(memory or Memory())
    rebuilds: list[Rebuild] = []
    more = iter(sources)
    if isinstance(sources, Sequence):
        # All of them are there: what is known of the last is of use for the first.
        for section in more:
            state.add(section)
        state.whole = True
    todo = list(state.sources)
    for number in range(1, ROUNDS + 1):
        queue = RoundQueue(state, cache, todo, more)
        rebuilds += _run_round(state, queue, workers, cache, number)
        _learn(state)
        todo = [source for source in state.sources if state.differs(source)]
        if not todo:
            return _finish(state, rebuilds, number)
    raise UnsettledError(
        "page references do not settle in " + ", ".join(source.id for source in todo)
    )


def _run_round(
    state: State, queue: RoundQueue, workers: Workers, cache: SectionCache | None, number: int
) -> Iterator[Rebuild]:
    """Typeset what the cache does not have; gives what was typeset, and why."""
    for job, result in workers.run(queue):
        if cache:
            cache.put(job, result)
        before = state.made.get(job.id) or state.memory.sections.get(job.id)
        state.take(job, result)
        yield Rebuild(job.id, *reason_for(before, state.made[job.id]), number)


def _learn(state: State) -> None:
    """Draw folios and sides from the layout."""
    placed = place_sections(state.sources, state.results)
    state.folios = folios_of(placed)
    state.sides = {section.id: section.side for section in placed}
    _check_targets(state)


def _check_targets(state: State) -> None:
    for source in state.sources:
        for target in targets(source.html):
            if target not in state.folios:
                raise TargetError(target, source.id)


def _stamp(result: SectionResult, folios: Mapping[str, str]) -> SectionResult:
    """The result with its folios written over the noughts."""
    pdf = bytearray(result.pdf)
    for reference in result.record.references:
        if reference.shown and reference.key in result.stamps:
            result.stamps[reference.key].write(pdf, folios[reference.target])
    return replace(result, pdfs=(bytes(pdf),))


def _finish(state: State, rebuilds: Iterable[Rebuild], rounds: int) -> TypesetBook:
    whole = {
        section[0].id: join_results(
            section[0].id, [_stamp(state.results[part.id], state.folios) for part in section]
        )
        for section in state.parts
    }
    placed = place_sections([section[0] for section in state.parts], whole)
    last = placed[-1] if placed else None
    return TypesetBook(
        sections=placed,
        folios=state.folios,
        page_count=last.first_page + len(last.result.record.pages) if last else 0,
        rebuilds=tuple(rebuilds),
        rounds=rounds,
        memory=Memory(folios=_used(state), sections=dict(state.made)),
    )


def _used(state: State) -> dict[str, str]:
    """The folios that references show: all that the next build needs."""
    names: Iterable[str] = (name for source in state.sources for name in targets(source.html))
    return {name: state.folios[name] for name in sorted(set(names))}

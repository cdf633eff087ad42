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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import PipelineError
from pipeline.model.layout import Side
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.division import divide, join_results
from pipeline.typeset.estimate import estimate_folios, estimate_pages
from pipeline.typeset.job import SectionJob, SectionResult
from pipeline.typeset.memory import Memory, SectionMemory, reason_for, remember
from pipeline.typeset.place import (
    PlacedSection,
    SectionSource,
    TargetError,
    folios_of,
    place_sections,
    side_of,
)
from pipeline.typeset.references import targets
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


@dataclass(slots=True)
class _State:
    """What is known so far."""

    sources: Sequence[SectionSource]
    memory: Memory
    folios: dict[str, str]
    sides: dict[str, Side]
    exact: dict[str, set[str]] = field(default_factory=dict)
    jobs: dict[str, SectionJob] = field(default_factory=dict)
    results: dict[str, SectionResult] = field(default_factory=dict)
    made: dict[str, SectionMemory] = field(default_factory=dict)
    rebuilds: list[Rebuild] = field(default_factory=list)


def typeset_book(
    sources: Sequence[SectionSource],
    workers: Workers,
    cache: SectionCache | None = None,
    memory: Memory | None = None,
) -> TypesetBook:
    """Typeset and place all sections.

    Raises `TargetError` for a page reference that leads nowhere, `UnsettledError` if folios have
    not settled after six rounds.
    """
    parts = [divide(source) for source in sources]
    state = _begin([part for section in parts for part in section], memory or Memory())
    for number in range(1, ROUNDS + 1):
        todo = [source for source in state.sources if _differs(state, source)]
        if not todo:
            return _finish(state, parts, number - 1)
        _run_round(state, todo, workers, cache, number)
        _learn(state)
    raise UnsettledError(
        "page references do not settle in " + ", ".join(source.id for source in todo)
    )


def _begin(sources: Sequence[SectionSource], memory: Memory) -> _State:
    known = memory.sections
    return _State(
        sources=sources,
        memory=memory,
        folios={**estimate_folios(source.html for source in sources), **memory.folios},
        sides={source.id: known[source.id].side for source in sources if source.id in known},
    )


def _job(state: _State, source: SectionSource) -> SectionJob:
    """The job of a section, as far as is known now."""
    wish = None if source.side == "any" else source.side
    return SectionJob(
        id=source.id,
        html=source.html,
        base_url=source.base_url,
        side=wish or state.sides.get(source.id, "recto"),
        folios=_shown_folios(state, source),
    )


def _shown_folios(state: _State, source: SectionSource) -> dict[str, str]:
    """Noughts for the folios that can be stamped, the folios themselves for the others."""
    exact = state.exact.get(source.id, set())
    shown = {}
    for target in targets(source.html):
        if target not in state.folios:
            raise TargetError(target, source.id)
        folio = state.folios[target]
        shown[target] = folio if target in exact else "0" * len(folio)
    return shown


def _differs(state: _State, source: SectionSource) -> bool:
    return state.jobs.get(source.id) != _job(state, source)


def _run_round(
    state: _State,
    todo: Sequence[SectionSource],
    workers: Workers,
    cache: SectionCache | None,
    number: int,
) -> None:
    """Find or typeset sections; what the cache has is taken first."""
    missing = []
    for source in todo:
        job = _job(state, source)
        found = cache.get(job) if cache else None
        if found is None:
            missing.append(source)
        else:
            _take(state, job, found)
    for job, result in workers.run(_Queue(state, missing)):
        if cache:
            cache.put(job, result)
        before = state.made.get(job.id) or state.memory.sections.get(job.id)
        _take(state, job, result)
        state.rebuilds.append(Rebuild(job.id, *reason_for(before, state.made[job.id]), number))


def _take(state: _State, job: SectionJob, result: SectionResult) -> None:
    state.jobs[job.id] = job
    state.results[job.id] = result
    state.made[job.id] = remember(job, result)
    state.sides[job.id] = state.made[job.id].side
    state.exact[job.id] = {
        reference.target
        for reference in result.record.references
        if reference.shown and reference.page >= 0 and reference.key not in result.stamps
    }


class _Queue:
    """Hands out the sections of a round, the longest chain first.

    Where a section goes on right after another, its side is known once that one is set; so
    sections form chains, and a side is guessed, from the length of those before it, only when no
    worker has anything better to do.
    """

    def __init__(self, state: _State, todo: Sequence[SectionSource]) -> None:
        self._state = state
        self._todo = {source.id: source for source in todo}
        self._estimates = {source.id: estimate_pages(source.html) for source in state.sources}
        self._weights = self._chain_weights()

    def __len__(self) -> int:
        return len(self._todo)

    def take(self) -> SectionJob | None:
        """The next job, or nothing when all are handed out."""
        if not self._todo:
            return None
        known, guessed = self._sides()
        ready = [name for name in self._todo if name in known or name in self._state.sides]
        chosen = max(ready or list(self._todo), key=lambda name: (self._weights[name], name))
        source = self._todo.pop(chosen)
        job = _job(self._state, source)
        side = known.get(chosen) or self._state.sides.get(chosen) or guessed[chosen]
        return replace(job, side=side)

    def _sides(self) -> tuple[dict[str, Side], dict[str, Side]]:
        """Sides that follow from wishes and from the sections set so far; guesses for all."""
        known: dict[str, Side] = {}
        guessed: dict[str, Side] = {}
        page, is_known = 0, True
        for source in self._state.sources:
            if source.side != "any":
                # Only the parity matters from here on.
                page, is_known = int(source.side == "verso"), True
            guessed[source.id] = side_of(page)
            if is_known:
                known[source.id] = side_of(page)
            result = self._state.results.get(source.id)
            is_known = is_known and result is not None
            page += len(result.record.pages) if result else self._estimates[source.id]
        return known, guessed

    def _chain_weights(self) -> dict[str, int]:
        """Characters of each section and of those that wait for it."""
        weights: dict[str, int] = {}
        below = 0
        for source in reversed(self._state.sources):
            own = len(source.html) if source.id in self._todo else 0
            weights[source.id] = own + below
            below = weights[source.id] if source.side == "any" else 0
        return weights


def _learn(state: _State) -> None:
    """Draw folios and sides from the layout."""
    placed = place_sections(state.sources, state.results)
    state.folios = folios_of(placed)
    state.sides = {section.id: section.side for section in placed}
    _check_targets(state)


def _check_targets(state: _State) -> None:
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


def _finish(state: _State, parts: Sequence[Sequence[SectionSource]], rounds: int) -> TypesetBook:
    whole = {
        section[0].id: join_results(
            section[0].id, [_stamp(state.results[part.id], state.folios) for part in section]
        )
        for section in parts
    }
    placed = place_sections([section[0] for section in parts], whole)
    last = placed[-1] if placed else None
    return TypesetBook(
        sections=placed,
        folios=state.folios,
        page_count=last.first_page + len(last.result.record.pages) if last else 0,
        rebuilds=tuple(state.rebuilds),
        rounds=rounds,
        memory=Memory(folios=_used(state), sections=dict(state.made)),
    )


def _used(state: _State) -> dict[str, str]:
    """The folios that references show: all that the next build needs."""
    names: Iterable[str] = (name for source in state.sources for name in targets(source.html))
    return {name: state.folios[name] for name in sorted(set(names))}

"""The jobs of a round in the order they are handed out, the longest chain first.

Where a section goes on right after another, its side is known once that one is set; so sections
form chains. Until then a side is guessed from the lengths of those before it. Sections whose
length is in doubt are handed out first, each when no other doubt is left before it; the others
fill the time meanwhile. Lists of contents come last, when folios are known. What turns out to be
set on the wrong side is handed out again at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.layout import Side
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.job import SectionJob
from pipeline.typeset.place import SectionSource, side_of
from pipeline.typeset.references import targets
from pipeline.typeset.state import State

# A section that refers to so many others is a list of contents.
_LIST = 20


class RoundQueue:
    """Jobs of one round: of `todo`, and of the sections that `more` still brings.

    What the cache has is taken from there. Sections are taken in as they come, so that the first
    ones are set while others are still being made.
    """

    def __init__(
        self,
        state: State,
        cache: SectionCache | None,
        todo: list[SectionSource],
        more: Iterator[SectionSource],
    ) -> None:
        self._state = state
        self._cache = cache
        self._more = more
        self._todo: dict[str, SectionSource] = {}
        self._missed: dict[str, SectionJob] = {}
        self._out: dict[str, SectionJob] = {}
        self._count = 0
        for source in todo:
            self._add(source)

    def __len__(self) -> int:
        return self._count

    def advance(self) -> bool:
        """Take in the next section; whether there was one."""
        section = next(self._more, None)
        if section is None:
            self._state.whole = True
            return False
        for part in self._state.add(section):
            self._add(part)
        return True

    def take(self) -> SectionJob | None:
        """The next job, or nothing when there is none for now."""
        while not self._todo:
            if not self.advance():
                return self._wrong()
        others = [name for name, source in self._todo.items() if not _is_list(source)]
        if not others:
            if self.advance():
                return self.take()
            self._state.locate()
        known, guessed, doubts = self._sides()
        todo = others or list(self._todo)
        ready = [name for name in todo if not doubts[name] or name in self._state.sides]
        weights, doubtful = self._chain_weights(), self._state.guesses.doubtful
        if ready:
            chosen = max(ready, key=lambda name: (name in doubtful, weights[name], name))
        else:
            # Little is lost where the guess is wrong.
            chosen = min(todo, key=lambda name: (doubts[name], len(self._todo[name].html), name))
        source = self._todo.pop(chosen)
        side = known.get(chosen) or self._state.sides.get(chosen) or guessed[chosen]
        job = replace(self._state.job(source), side=side)
        # More is known than when it came.
        if job != self._missed[chosen] and self._find(job):
            self._count -= 1
            return self.take()
        self._out[chosen] = job
        return job

    def _add(self, source: SectionSource) -> None:
        job = self._state.job(source)
        if not self._find(job):
            self._missed[source.id] = job
            self._todo[source.id] = source
            self._count += 1

    def _find(self, job: SectionJob) -> bool:
        """Take what the cache has for a job; whether it has it."""
        found = self._cache.get(job) if self._cache else None
        if found is not None:
            self._state.take(job, found)
        return found is not None

    def _wrong(self) -> SectionJob | None:
        """The longest part that was set on the wrong side in this round, to be set again."""
        state = self._state
        known, *_ = self._sides()
        for source in sorted(state.sources, key=lambda source: (-len(source.html), source.id)):
            job = self._out.get(source.id)
            if job is None or state.jobs.get(source.id) is not job:
                continue  # not set in this round, or being set
            right = known.get(source.id)
            if right is None or right == job.side:
                continue
            del self._out[source.id]
            again = replace(state.job(source), side=right)
            if not self._find(again):
                self._count += 1
                return again
        return None

    def _sides(self) -> tuple[dict[str, Side], dict[str, Side], dict[str, int]]:
        """Sides that follow from wishes and from the sections set so far; guesses for all.

        And how many lengths in doubt each guess rests on.
        """
        known: dict[str, Side] = {}
        guessed: dict[str, Side] = {}
        doubts: dict[str, int] = {}
        page, is_known, doubt = 0, True, 0
        for source in self._state.sources:
            if source.side != "any":
                # Only the parity matters from here on.
                page, is_known, doubt = int(source.side == "verso"), True, 0
            guessed[source.id] = side_of(page)
            if is_known:
                known[source.id] = side_of(page)
            doubts[source.id] = doubt
            result = self._state.results.get(source.id)
            is_known = is_known and result is not None
            doubt += result is None and source.id in self._state.guesses.doubtful
            page += len(result.record.pages) if result else self._state.guesses.pages[source.id]
        return known, guessed, doubts

    def _chain_weights(self) -> dict[str, int]:
        """Characters of each section and of those that wait for it."""
        weights: dict[str, int] = {}
        below = 0
        for source in reversed(self._state.sources):
            own = len(source.html) if source.id in self._todo else 0
            weights[source.id] = own + below
            below = weights[source.id] if source.side == "any" else 0
        return weights


def _is_list(source: SectionSource) -> bool:
    return len(targets(source.html)) >= _LIST

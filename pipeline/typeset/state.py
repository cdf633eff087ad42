"""What is known of a book while it is being typeset, and the jobs that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.layout import Side
from pipeline.typeset.division import divide
from pipeline.typeset.estimate import Guesses
from pipeline.typeset.job import SectionJob, SectionResult
from pipeline.typeset.memory import Memory, SectionMemory, remember
from pipeline.typeset.place import SectionSource, TargetError, blanks_for
from pipeline.typeset.references import targets

_UNKNOWN = "00"
"""The folio of what is not there yet: most books have from ten to ninety-nine pages."""


@dataclass(slots=True)
class State:
    """What is known so far; `parts` are the sources by section."""

    memory: Memory
    folios: dict[str, str]
    sides: dict[str, Side]
    sources: list[SectionSource] = field(default_factory=list)
    parts: list[list[SectionSource]] = field(default_factory=list)
    guesses: Guesses = field(default_factory=Guesses)
    # Whether all sections are there.
    whole: bool = False
    exact: dict[str, set[str]] = field(default_factory=dict)
    jobs: dict[str, SectionJob] = field(default_factory=dict)
    results: dict[str, SectionResult] = field(default_factory=dict)
    made: dict[str, SectionMemory] = field(default_factory=dict)

    def add(self, section: SectionSource) -> list[SectionSource]:
        """Take in the next section of the book; gives its parts."""
        parts = divide(section)
        self.parts.append(parts)
        for part in parts:
            self.sources.append(part)
            for name, folio in self.guesses.add(part.id, part.html).items():
                self.folios.setdefault(name, folio)
        return parts

    def job(self, source: SectionSource) -> SectionJob:
        """The job of a part, as far as is known now. Raises TargetError."""
        wish = None if source.side == "any" else source.side
        return SectionJob(
            id=source.id,
            html=source.html,
            base_url=source.base_url,
            side=wish or self.sides.get(source.id, "recto"),
            folios=self._shown_folios(source),
        )

    def _shown_folios(self, source: SectionSource) -> dict[str, str]:
        """Noughts for the folios that can be stamped, the folios themselves for the others."""
        exact = self.exact.get(source.id, set())
        shown = {}
        for target in targets(source.html):
            if target not in self.folios and self.whole:
                raise TargetError(target, source.id)
            folio = self.folios.get(target, _UNKNOWN)
            shown[target] = folio if target in exact else "0" * len(folio)
        return shown

    def locate(self) -> None:
        """Take folios from what is set so far, the other parts being as long as guessed."""
        page, found = 0, dict[str, str]()
        for source in self.sources:
            page += blanks_for(source.side, page)
            result = self.results.get(source.id)
            for name, anchor in result.record.anchors.items() if result else ():
                found.setdefault(name, str(page + anchor.page + 1))
            page += len(result.record.pages) if result else self.guesses.pages[source.id]
        self.folios.update(found)

    def differs(self, source: SectionSource) -> bool:
        """Whether a part was not set yet, or with other figures or another side."""
        return self.jobs.get(source.id) != self.job(source)

    def take(self, job: SectionJob, result: SectionResult) -> None:
        """Keep what came of a job."""
        self.jobs[job.id] = job
        self.results[job.id] = result
        self.made[job.id] = remember(job, result)
        self.sides[job.id] = self.made[job.id].side
        self.exact[job.id] = {
            reference.target
            for reference in result.record.references
            if reference.shown and reference.page >= 0 and reference.key not in result.stamps
        }


def begin(memory: Memory) -> State:
    """What is known before the first section: what the last build left."""
    return State(
        memory=memory,
        folios=dict(memory.folios),
        sides={name: known.side for name, known in memory.sections.items()},
    )

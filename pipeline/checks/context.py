"""What the rules look at: the publication, the book, and what loading them met."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from pipeline.checks.core import FAMILIES, Fault, Finding, Outcome
from pipeline.checks.layout.pages import Layout
from pipeline.checks.passages import Passage, passages_of, strings_of
from pipeline.checks.territories import Territories
from pipeline.errors import PipelineError, Problem
from pipeline.french.spelling import words_in
from pipeline.model.book import Book
from pipeline.model.sources import Figure, Piece, Publication, Sheet, Table

_BETWEEN = "\n\0\n"

# The families that need no finished page or file.
EARLY = tuple(family for family in FAMILIES if family not in ("LAY", "OUT"))


@dataclass(frozen=True)
class Context:
    """Everything a rule may look at.

    `resolved` is None where the sources could not all be read: then `problems` says why, and
    only the rules on sources run, and on `partial`, what could be read, those that do not need
    the whole; `lost` are the names that files with problems may hold. `laid` is the typeset
    book, once it is typeset: only then the layout rules run. `today` decides which facts are
    past their review. `judged` are the families whose waivers can be judged now: what a waiver
    excuses must have had its chance. `findings` and `waiver_uses` (how many findings each
    waiver excuses) are there for the rules on the checker itself, which run last.
    """

    resolved: Book | None = None
    problems: tuple[Problem, ...] = ()
    partial: Book | None = None
    lost: frozenset[str] = frozenset()
    laid: Layout | None = None
    judged: tuple[str, ...] = EARLY
    today: datetime.date | None = None
    findings: tuple[Finding, ...] = ()
    waiver_uses: Mapping[int, int] = field(default_factory=dict)
    known_rules: tuple[str, ...] = ()

    @property
    def book(self) -> Book:
        """The resolved book. Raises PipelineError where there is none."""
        if self.resolved is None:
            raise PipelineError("the sources could not be read: there is no book to check")
        return self.resolved

    @property
    def layout(self) -> Layout:
        """The typeset book. Raises PipelineError where nothing was typeset."""
        if self.laid is None:
            raise PipelineError("nothing was typeset: there is no layout to check")
        return self.laid

    @property
    def publication(self) -> Publication:
        """The sources as read."""
        return self.book.publication

    def may_be_lost(self, name: str) -> bool:
        """Whether an unknown name may stand in a file that could not be read.

        A fact of a sheet or table has the name of that before its dot; the empty name among the
        lost ones stands for any.
        """
        return not self.lost.isdisjoint(("", name, name.partition(".")[0]))

    def problems_of(self, rule: str) -> Iterator[Outcome]:
        """What loading or proofing met, as faults of one rule."""
        for problem in self.problems:
            if problem.rule == rule:
                yield Fault(problem.place, problem.message, problem.hint, problem.key)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph and heading of the Markdown texts, as written."""
        return tuple(
            passage
            for (piece, name), tree in self.publication.trees.items()
            for passage in passages_of(tree, piece, name)
        )

    @cached_property
    def strings(self) -> tuple[Passage, ...]:
        """Every printed string of the YAML files and front matters."""
        return tuple(strings_of(self.publication))

    @cached_property
    def texts(self) -> tuple[Passage, ...]:
        """All printed words: passages, then strings."""
        return self.passages + self.strings

    @cached_property
    def words(self) -> Mapping[str, list[tuple[Passage, int]]]:
        """Every word of the printed texts, and where it stands: passage and offset."""
        codes = {f"{t.id}/{c.id}" for t in self.publication.tables.values() for c in t.columns
                 if c.kind in ("status", "metropole")}  # fmt: skip
        found: dict[str, list[tuple[Passage, int]]] = {}
        for passage in self.texts:
            if f"{passage.piece}/{passage.name.rpartition('.')[2]}" not in codes:
                for at, word in words_in(passage.text):
                    found.setdefault(word, []).append((passage, at))
        return found

    @cached_property
    def all_words(self) -> str:
        """All printed words in one string, a line a text: to see fast that something is nowhere."""
        return "\n".join(passage.text for passage in self.texts)

    @cached_property
    def joined(self) -> tuple[str, list[int]]:
        """All texts in one, and where each begins.

        What parts them is the end of a line, as at the end of a text, and no word or space.
        """
        parts = accumulate(len(passage.text) + len(_BETWEEN) for passage in self.texts)
        return _BETWEEN.join(passage.text for passage in self.texts), [0, *parts][:-1]

    @cached_property
    def sources(self) -> Mapping[str, Piece | Table | Figure | Sheet]:
        """Every piece, table, figure and sheet by id."""
        p = self.publication
        return {
            **p.sections, **p.zooms, **p.boxes, **p.testimonials,
            **p.tables, **p.figures, **p.sheets,
        }  # fmt: skip

    @cached_property
    def territories(self) -> Territories:
        """The metropolitan areas and regions, to find them named."""
        return Territories(self.publication.metropoles)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Proper names of the lexicon, longest first: numbers in them are no quantities."""
        names = [entry.name for entry in self.publication.lexicon.names]
        return tuple(sorted(names, key=len, reverse=True))

    def lines_of(self, name: str) -> list[str]:
        """The lines of a source file; none where it is not text."""
        return self.publication.texts.get(name, "").split("\n")

"""The resolved book: what step 2 (resolve) gives to the checks and to rendering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.places import Place
from pipeline.model.sources import PartEntry, Publication, Section, Sheet
from pipeline.model.tree import Tree

TargetKind = Literal["section", "part", "sheet", "zoom", "box", "quote", "tbl", "fig", "heading"]
Value = int | float | tuple[int | float, int | float]


@dataclass(frozen=True, slots=True)
class Target:
    """Something a reference can point to.

    `section` is the section it is printed in, empty where it stands nowhere; `number` the one it
    carries in print (champ, figure, table).
    """

    id: str
    kind: TargetKind
    title: str
    short: str
    place: Place
    section: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the prose that points at something: `name` is an id, `words` what is written.

    `piece` and `field` say which Markdown text it stands in; `section` where that is printed;
    `filled` the words that the pipeline puts where a bound number has none.
    """

    name: str
    words: str
    place: Place
    piece: str
    field: str
    section: str
    filled: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A number of the publication, wherever it is written down; or a state, in words.

    `origin` is `facts`, `sheet`, `count` or `cell`; `derived` the value of its expression, if it
    has one that could be computed; `error` why it could not. Where `state` says the fact in words
    (« en élaboration »), `value` is 0 and means nothing.
    """

    id: str
    value: Value
    unit: str
    label: str
    scope: str
    place: Place
    origin: Literal["facts", "sheet", "count", "cell"]
    as_of: str | None = None
    source: str = ""
    primary: str = ""
    qualifier: str = ""
    published: str = ""
    derived: Value | None = None
    error: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class BookSection:
    """A section in reading order; `pieces` are the ids of what is placed in it, in order.

    `number` is that of a champ; `step` the rank of its thumb tab within the part; `shares_page`
    whether it stands in print on the page of the section before it.
    """

    id: str
    kind: str
    title: str
    short: str
    source: Section | Sheet
    part: PartEntry | None = None
    number: int | None = None
    step: int = 0
    pieces: tuple[str, ...] = ()
    shares_page: bool = False


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents; `number` is that of a champ, `children` its sub-headings."""

    id: str
    title: str
    kind: str
    number: int | None = None
    children: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentsBlock:
    """The lines of one part, or those outside any part (`part` is None)."""

    part: PartEntry | None
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True)
class Book:
    """The publication in reading order, with every name resolved.

    `trees` are typographically set; those of `publication` are as written. Uses hold every
    reference, placement and bound number, also those whose target does not exist: the checks
    report them.
    """

    publication: Publication
    sections: tuple[BookSection, ...]
    targets: Mapping[str, Target]
    references: tuple[Use, ...]
    includes: tuple[Use, ...]
    bindings: tuple[Use, ...]
    facts: Mapping[str, ResolvedFact]
    contents: tuple[ContentsBlock, ...]
    trees: Mapping[tuple[str, str], Tree]
    section_of: Mapping[str, BookSection] = field(default_factory=dict)

    def print_units(self) -> tuple[tuple[BookSection, ...], ...]:
        """What begins on a page of its own in print: a section, or two that share a page."""
        units: list[tuple[BookSection, ...]] = []
        for section in self.sections:
            if section.shares_page:
                units[-1] = (*units[-1], section)
            else:
                units.append((section,))
        return tuple(units)

    def page_mates(self, section: BookSection) -> tuple[BookSection, ...]:
        """The unit that a section is set in."""
        return next(unit for unit in self.print_units() if section in unit)

"""Placing typeset sections in the book: sides, first pages, blank pages, folios.

The folio of a page is its physical number, so a recto has an odd one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import PipelineError
from pipeline.model.layout import Side
from pipeline.typeset.job import SectionResult

Wish = Literal["any", "recto", "verso"]


class TargetError(PipelineError):
    """A page reference leads to an id that no section has."""

    def __init__(self, target: str, section: str) -> None:
        super().__init__(f"nothing in the book has the id {target!r}, named by section {section}")
        self.target = target
        self.section = section


@dataclass(frozen=True, slots=True)
class SectionSource:
    """A section to typeset and place: its document, and the side its first page wants."""

    id: str
    html: str
    base_url: str
    side: Wish = "any"


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section in the book; `first_page` is the index of its first page, blanks not counted."""

    id: str
    result: SectionResult
    blanks_before: int
    first_page: int

    @property
    def side(self) -> Side:
        """The side its first page has in the book."""
        return side_of(self.first_page)


def side_of(page: int) -> Side:
    """The side of a page of the book, by index from 0."""
    return "verso" if page % 2 else "recto"


def blanks_for(wish: Wish, page: int) -> int:
    """How many blank pages a wish for a side needs when the next page has this index."""
    return int(wish not in ("any", side_of(page)))


def place_sections(
    sources: Sequence[SectionSource], results: Mapping[str, SectionResult]
) -> tuple[PlacedSection, ...]:
    """Put sections one after the other."""
    placed, page = [], 0
    for source in sources:
        blanks = blanks_for(source.side, page)
        page += blanks
        placed.append(PlacedSection(source.id, results[source.id], blanks, page))
        page += len(results[source.id].record.pages)
    return tuple(placed)


def folios_of(placed: Sequence[PlacedSection]) -> dict[str, str]:
    """The folio of every id of the book; the first section to have an id has it."""
    folios: dict[str, str] = {}
    for section in placed:
        for name, anchor in section.result.record.anchors.items():
            folios.setdefault(name, str(section.first_page + anchor.page + 1))
    return folios

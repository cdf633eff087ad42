"""What binding takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import PipelineError


class BindError(PipelineError):
    """The sections cannot be bound; the message names what and where."""


class UnknownTargetError(BindError):
    """A link, an outline entry or a label leads nowhere."""

    def __init__(self, target: str, section: str) -> None:
        super().__init__(f"nothing in the book has the id {target!r}, named by {section}")
        self.target = target
        self.section = section


class AmbiguousTargetError(BindError):
    """A link to an id that several sections have."""

    def __init__(self, target: str, section: str) -> None:
        super().__init__(f"several sections have the id {target!r}, named by {section}")
        self.target = target
        self.section = section


@dataclass(frozen=True, slots=True)
class BoundSection:
    """A typeset section, to be bound in this order.

    `pdfs` are tagged PDFs as `typeset_section` gives them, one for each part of the section;
    `blanks_before` empty pages come first; `tag` is the structure element around its content,
    `title` that element's title.
    """

    id: str
    pdfs: tuple[bytes, ...]
    blanks_before: int = 0
    tag: Literal["Part", "Sect"] = "Sect"
    title: str = ""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """An entry of the bookmarks: words, the id it leads to, entries below it."""

    title: str
    target: str
    children: tuple[OutlineItem, ...] = ()
    opened: bool = False


@dataclass(frozen=True, slots=True)
class BookInfo:
    """What the file says about the book.

    `created` and `modified` are ISO 8601 in UTC (`2019-07-01T00:00:00Z`). `labels` gives pages,
    by index from 0, a label in words (« Couverture »); all others are labelled with their
    physical number, which is their folio.
    """

    title: str
    authors: tuple[str, ...] = ()
    description: str = ""
    subjects: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    rights: str = ""
    language: str = "fr-FR"
    created: str = ""
    modified: str = ""
    labels: Mapping[int, str] = field(default_factory=dict)

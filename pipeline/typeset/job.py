"""What typesetting takes and gives; free of the engine, so that it is quick to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.typeset.record import LayoutRecord


@dataclass(frozen=True, slots=True)
class TypesetWarning:
    """Something the engine complained about while it set a section."""

    section: str
    message: str


@dataclass(frozen=True, slots=True)
class SectionJob:
    """A section to typeset.

    `side` is that of its first page (« any » is set as a recto); `folios` maps ids to the folios
    shown in references; `dropped` names the references (`target#n`) that give way because their
    target is on the same page; `first_folio` numbers the first page where the section's own
    styles print page numbers, and is None where they do not.
    """

    id: str
    html: str
    base_url: str
    side: Literal["any", "recto", "verso"] = "any"
    folios: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    first_folio: int | None = None


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A typeset section; `resources` maps each file it reached to its SHA-256 (or nothing)."""

    id: str
    pdf: bytes
    record: LayoutRecord
    warnings: tuple[TypesetWarning, ...] = ()
    resources: Mapping[str, str] = field(default_factory=dict)

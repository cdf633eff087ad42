"""What typesetting takes and gives; free of the engine, so that it is quick to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.layout import LayoutRecord


@dataclass(frozen=True, slots=True)
class TypesetWarning:
    """Something the engine complained about while it set a section."""

    section: str
    message: str


@dataclass(frozen=True, slots=True)
class SectionJob:
    """A section to typeset.

    `side` is that of its first page (« any » is set as a recto); `folios` maps ids to the folios
    shown in references; `first_folio` numbers the first page where the section's own
    styles print page numbers, and is None where they do not. `decoration`: set without tags, as
    the layer that is laid over the pages.
    """

    id: str
    html: str
    base_url: str
    side: Literal["any", "recto", "verso"] = "any"
    folios: Mapping[str, str] = field(default_factory=dict)
    first_folio: int | None = None
    decoration: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a page reference's folio stands in the bytes of a section's PDF.

    `offsets` are those of its figures (each a glyph number of four hexadecimal figures), `glyphs`
    the numbers of the glyphs 0 to 9, one after the other.
    """

    offsets: tuple[int, ...]
    glyphs: str

    def write(self, pdf: bytearray, folio: str) -> None:
        """Write a folio of as many figures into the bytes."""
        for offset, figure in zip(self.offsets, folio, strict=True):
            glyph = self.glyphs[4 * int(figure) : 4 * int(figure) + 4]
            pdf[offset : offset + 4] = glyph.encode()


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A typeset section; `pdfs` are those of its parts (see `division`), one where it has none.

    `resources` maps each file it reached to its SHA-256 (or nothing).
    `stamps` maps the keys of page references (`target#n`) to where their folios stand, where
    these can be exchanged. `forms` are those that copyfitting settled on, in document order.
    """

    id: str
    pdfs: tuple[bytes, ...]
    record: LayoutRecord
    warnings: tuple[TypesetWarning, ...] = ()
    resources: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    forms: tuple[str, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The PDF of a part, or of a section that has one part."""
        (pdf,) = self.pdfs
        return pdf

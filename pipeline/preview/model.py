"""What the preview shows: pages, sections, findings, and where the last change is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.checks import Finding
from pipeline.model.layout import LineRecord


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page of the book.

    `digest` changes when its look may have; `index` is its rank in the PDF, from 0; sizes are in
    points; `lines` are the lines of its text, measured from its top left corner.
    """

    digest: str
    index: int
    section: str
    width: float
    height: float
    lines: tuple[LineRecord, ...] = ()

    @property
    def folio(self) -> int:
        """The number of the page."""
        return self.index + 1


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """An entry of the navigation; `part` is the title of the part it belongs to, if any."""

    id: str
    title: str
    part: str
    folio: int


@dataclass(frozen=True, slots=True)
class PreviewPages:
    """The pages of one state of the sources, and the PDF that holds them."""

    pdf: bytes
    pages: tuple[PreviewPage, ...]
    sections: tuple[PreviewSection, ...]


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the last change is printed: the page, and the blocks (« file:line ») it touched."""

    folio: int
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the preview.

    `state`: `fresh` pages are those of the sources; `kept` ones are from before, since the
    sources cannot be set; `fault` means the same through a fault of ours. `folios` gives the
    page of each finding (0: none). `seconds` is how long it took.
    """

    title: str
    state: Literal["fresh", "kept", "fault"]
    pages: PreviewPages
    findings: tuple[Finding, ...] = ()
    folios: tuple[int, ...] = ()
    focus: Focus | None = None
    seconds: float = 0.0

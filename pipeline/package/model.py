"""What packaging takes and makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.model.book import BookSection


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page of the print edition: `label` is its printed folio.

    `section` is the section it belongs to; `source` the `file:line` of the first block that
    begins on the page, or of the one that runs on over all of it; empty at a section's head.
    In the contents, `#ID` names the entry that leads to ID. `after` puts the mark at the end of
    the block instead.
    """

    label: str
    section: str
    source: str = ""
    after: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the archive: `name` is relative to its `EPUB/` folder, `properties` for the OPF."""

    name: str
    data: bytes
    media_type: str
    properties: str = ""

    @property
    def id(self) -> str:
        """The identifier in the manifest, made from the name."""
        return "f-" + "".join(c if c.isalnum() else "-" for c in self.name)


@dataclass(frozen=True, slots=True)
class Document:
    """A section as parsed XHTML; `name` is relative to `EPUB/`."""

    section: BookSection
    name: str
    title: str
    root: Element

    @property
    def ids(self) -> Sequence[str]:
        """Every id of the document, in order."""
        return [e.attrib["id"] for e in self.root.iter() if "id" in e.attrib]

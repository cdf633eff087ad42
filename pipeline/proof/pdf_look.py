"""What a reader's program shows of a finished PDF: folios, links, references, bookmarks, titles.

Apart from the rest, so that another process can look while the tags are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.proof.pdf_folios import check_folios
from pipeline.proof.pdf_links import (
    PrintedReference,
    check_links,
    check_outline,
    check_references,
)
from pipeline.proof.pdf_reader import read_pdf
from pipeline.proof.pdf_structure import check_identity, check_structure
from pipeline.proof.proved import Proved


@dataclass(frozen=True, slots=True)
class PdfExpectation:
    """What the layout says should be in the file.

    `folios` gives the folio to be printed at the foot of pages, by index (nothing: none);
    `references` the folios printed for targets, and where.
    """

    folios: Mapping[int, str] = field(default_factory=dict)
    references: Sequence[PrintedReference] = ()


def look_at(source: Path | bytes, name: str, expected: PdfExpectation) -> Proved:
    """Look at a PDF, called `name` in problems. Raises PdfiumError where it cannot be read."""
    with read_pdf(source) as reader:
        proved = check_folios(reader, name, expected.folios)
        proved += check_links(reader, name)
        proved += check_references(reader, name, expected.references)
        proved += check_outline(reader, name)
        proved += check_identity(reader, name)
        return proved + check_structure(reader, name)

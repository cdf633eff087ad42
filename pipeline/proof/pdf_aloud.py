"""What a screen reader is told of a finished PDF, and whether its tags are in order.

Apart from the rest, so that another process can read while something else is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.proof.matterhorn import prove_matterhorn
from pipeline.proof.pdf_reading import read_sections
from pipeline.proof.pdf_tags import TaggedPdf
from pipeline.proof.proved import Proved
from pipeline.proof.reading import Reading


def read_aloud(
    source: Path | bytes, name: str, units: Sequence[Sequence[str]]
) -> tuple[Reading, Proved]:
    """The reading of a PDF, called `name` in problems, and what its tags prove.

    `units` as for `read_sections`. Raises PdfReadError.
    """
    tagged = TaggedPdf(source if isinstance(source, bytes) else source.read_bytes())
    return read_sections(tagged, units), prove_matterhorn(tagged, name)

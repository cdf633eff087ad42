"""The specimen as finished files, made once for all tests of the proofs."""

from __future__ import annotations

import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from package.samples import SPECIMEN, specimen_book

from pipeline.build.folders import Folders
from pipeline.build.screen import PdfEdition, build_pdf
from pipeline.render.document import make_studio
from pipeline.typeset.workers import Workers


@cache
def _output() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="finished-")


@cache
def specimen_edition() -> PdfEdition:
    """The screen edition of the specimen, typeset and bound."""
    folder = Path(_output().name)
    studio = make_studio(SPECIMEN, folder / "output")
    with Workers(1) as workers:
        return build_pdf(specimen_book(), studio, Folders(folder), workers, lambda words: None)


def specimen_pdf() -> bytes:
    """The bytes of the specimen's PDF."""
    return specimen_edition().pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a changed PDF."""
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()

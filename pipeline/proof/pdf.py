"""The proof of a finished PDF: folios, links, references, bookmarks, tags, veraPDF.

| rule | what is wrong |
|---|---|
| OUT001 | the folio printed at the foot of a page is not the page's number |
| OUT002 | a link inside the book leads nowhere |
| OUT003 | the page printed in a link is not the one it leads to |
| OUT004 | the folio printed for a target (contents, reference) is not that of its page |
| OUT005 | a bookmark leads nowhere, or there are none |
| OUT006 | the file does not say what it is: title, language, tags |
| OUT007 | a heading skips a level |
| OUT008 | a figure has no alternative text |
| OUT009 | veraPDF finds a rule of PDF/UA-1 or PDF/A-2a broken |
| OUT010 | the file cannot be read |
| OUT012 | a text of the sources is not read |
| OUT013 | a text of the sources is not read in its place |
| OUT014 | words are read that no source and no part of the layout says |
| OUT015 | a point of the Matterhorn Protocol is not kept |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from pipeline.errors import Problem
from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.proof.completeness import PDF, prove_reading
from pipeline.proof.pdf_aloud import read_aloud
from pipeline.proof.pdf_look import PdfExpectation, look_at
from pipeline.proof.pdf_objects import PdfReadError
from pipeline.proof.proved import Outcome, Proved, Verdict, untestable
from pipeline.proof.reading import Reading
from pipeline.proof.verapdf import Untestable, judge
from pipeline.proof.verapdf import Verdict as EngineVerdict

Apart = Callable[..., Callable[[], Any]]
"""Begins a function of some words elsewhere; what is given back waits for its result."""


@dataclass(frozen=True, slots=True)
class PdfBegun:
    """A PDF being read: waits for what is seen of it, and for what is told aloud of it."""

    look: Callable[[], Proved]
    aloud: Callable[[], tuple[Reading, Proved]]


def begin_reading(
    source: Path | bytes,
    name: str,
    expected: PdfExpectation,
    book: Book | None,
    apart: Apart = partial,
) -> PdfBegun:
    """Begin to read a PDF for `proof_pdf`; `apart` may let other processes do it meanwhile."""
    units = [[section.id for section in unit] for unit in book.print_units()] if book else []
    look = apart(look_at, source, name, expected)
    return PdfBegun(look, apart(read_aloud, source, name, units) if book else _nothing)


def _nothing() -> tuple[Reading, Proved]:
    return Reading({}), Proved()


def proof_pdf(
    path: Path,
    name: str,
    expected: PdfExpectation,
    *,
    book: Book | None = None,
    engine: bool = True,
    begun: PdfBegun | None = None,
) -> Proved:
    """Proof a finished PDF, called `name` in problems.

    With a `book`, what is read aloud is compared with its sources, and the tags are looked at;
    `engine`: with veraPDF too; `begun`: its reading, where that has begun.
    """
    begun = begun or begin_reading(path, name, expected, book)
    try:
        try:
            reading, tags = begun.aloud()
        except Exception:
            # What the other reader says of the file comes first.
            begun.look()
            raise
        proved = begun.look()
        if book is not None:
            proved += prove_reading(reading, book, PDF).proved(PDF) + tags
    except (pdfium.PdfiumError, PdfReadError) as error:
        problem = Problem(
            "OUT010",
            Place(name),
            f"Le fichier ne peut pas être lu : {error}.",
            "Relancez la fabrication ; si l’erreur revient, c’est un défaut de l’outil.",
        )
        return Proved((problem,))
    return proved + prove_by_engine(path, name) if engine else proved


def prove_by_engine(path: Path, name: str) -> Proved:
    """veraPDF's verdicts on what the file claims to be: PDF/UA-1 and PDF/A-2a."""
    proved = Proved()
    for flavour, standard in _CLAIMS.items():
        verdicts = judge([path], flavour)
        if isinstance(verdicts, Untestable):
            proved += untestable(f"veraPDF {standard}", verdicts.line, verdicts.reason)
        else:
            proved += _told(verdicts[0], name, standard)
    return proved


_CLAIMS = {"ua1": "UA-1", "2a": "A-2a"}


def _told(verdict: EngineVerdict, name: str, standard: str) -> Proved:
    problems = tuple(
        Problem(
            "OUT009",
            Place(name),
            f"veraPDF : la règle {failure.rule} de PDF/{standard} n’est pas respectée "
            f"({failure.count} fois) : {failure.message}",
            f"Premier endroit : {failure.context}",
            key=f"{standard} {failure.rule}",
        )
        for failure in verdict.failures
    )
    line = f"passed, {verdict.rules} rules"
    words = f"conforme, {verdict.rules} règles"
    if problems:
        broken = len(problems)
        line = f"failed, {broken} of {verdict.rules} rules"
        words = f"non conforme : {broken} règles sur {verdict.rules}"
    outcome: Outcome = "failed" if problems else "passed"
    told = Verdict(f"veraPDF {standard}", outcome, line, words)
    return Proved(problems, verdict.rules - len(problems), verdicts=(told,))

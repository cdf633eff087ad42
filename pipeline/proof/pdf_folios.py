"""Folios as printed at the foot of pages, against the numbers that reading programs show."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof.pdf_reader import Reader
from pipeline.proof.proved import Proved

# The folio stands in the outer quarter of the foot; the running head begins further in.
_FOOT = 0.075
_OUTER = 0.25
_NUMBER = re.compile(r"(?<!\S)\d+(?!\S)")


def read_folios(reader: Reader) -> list[str]:
    """The number printed at the outer edge of each page's foot; nothing where there is none."""
    return [_read_folio(reader, page) for page in range(len(reader))]


def _read_folio(reader: Reader, page: int) -> str:
    width, height = reader.size(page)
    is_recto = page % 2 == 0
    left = width * (1 - _OUTER) if is_recto else 0
    foot = reader.text_in(page, (left, height * (1 - _FOOT), width * _OUTER, height * _FOOT))
    numbers = _NUMBER.findall(foot)
    if not numbers:
        return ""
    return str(numbers[-1] if is_recto else numbers[0])


def check_folios(reader: Reader, name: str, expected: Mapping[int, str]) -> Proved:
    """Compare folios with page labels, and with those the layer was asked to print (OUT001).

    Where it is known which pages have a folio, the others are passed over: what stands at the
    foot of a page drawn to the bleed is its own.
    """
    problems, confirmed = [], 0
    for page, folio in enumerate(read_folios(reader)):
        if expected and page not in expected:
            continue
        meant = expected.get(page, folio)
        label = reader.labels[page]
        is_right = folio == meant and (not folio or folio == label)
        confirmed += is_right
        if not is_right:
            problems.append(
                Problem(
                    "OUT001",
                    Place(name),
                    f"Page {page + 1} : le folio imprimé est « {folio or 'aucun'} », on attend "
                    f"« {meant if meant != folio else label} ».",
                    "Le calque des folios ne suit plus les pages : c’est un défaut de l’outil.",
                    key=f"page {page + 1}",
                )
            )
    return Proved(tuple(problems), confirmed)

"""Paragraphs whose lines end badly, set again in another way.

The engine knows no limit to hyphens in a row, nor to how short a last line may be, nor does it
keep a word whole across a page turn. The rules that name such paragraphs (LAY009 to LAY011) are
asked after a layout; each paragraph named then takes, one after the other, the classes of `WAYS`
(styles/base.css says what each does: fewer hyphens, closer or wider words), until it is well set.
One that no way helps keeps its plain setting, and is told to the editor. The result depends on
the document alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import Document

from pipeline.checks.layout.lines import badly_ended
from pipeline.model.layout import LayoutRecord
from pipeline.typeset.boxes import read_layout

WAYS = ("set-calm", "set-close", "set-wide", "set-calmer", "set-whole")

LayOut = Callable[[], Document]


def even_lines(document: Document, lay_out: LayOut) -> Document:
    """The document, laid out again with its badly ended paragraphs set in other ways.

    `lay_out` reads the elements that `document` was made of, whose classes change. Where the
    other setting takes another number of pages, all stays as it was.
    """
    reading = read_layout(document, {})
    bad = [reading.paragraphs[number] for number in sorted(badly_ended(reading.record))]
    plain = {element: element.get("class") for element in bad}
    if not plain:
        return document
    trial, record = _settle(plain, lay_out)
    if len(record.pages) == len(reading.record.pages):
        return trial
    _restore(plain)
    return document


def _settle(plain: dict[Any, str | None], lay_out: LayOut) -> tuple[Document, LayoutRecord]:
    """Give each element the first way that sets it well; the last layout and its record."""
    ways = dict.fromkeys(plain, 0)
    while True:
        for element, way in ways.items():
            _take(element, plain[element], way)
        document = lay_out()
        reading = read_layout(document, {})
        still = badly_ended(reading.record)
        bad = [e for n, e in reading.paragraphs.items() if n in still and ways.get(e, -1) >= 0]
        if not bad:
            return document, reading.record
        for element in bad:
            ways[element] = ways[element] + 1 if ways[element] + 1 < len(WAYS) else -1


def _take(element: Any, plain: str | None, way: int) -> None:
    """Give an element a way of setting, or (-1) none."""
    if way >= 0:
        element.set("class", f"{plain or ''} {WAYS[way]}".strip())
    else:
        _restore({element: plain})


def _restore(plain: dict[Any, str | None]) -> None:
    for element, names in plain.items():
        if names is None:
            element.attrib.pop("class", None)
        else:
            element.set("class", names)

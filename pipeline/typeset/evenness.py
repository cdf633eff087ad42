"""Paragraphs whose lines end badly, set again in another way.

The engine knows no limit to hyphens in a row, nor to how short a last line may be, nor does it
keep a word whole across a page turn. The rules that name such paragraphs (LAY009 to LAY011) are
asked after a layout; each paragraph named then takes, one after the other, the classes of `WAYS`
(styles/base.css says what each does: fewer hyphens, closer or wider words), until it is well set.
A way is passed over where it does not help the paragraph set apart (see `apart`). One that no way
helps keeps its plain setting, and is told to the editor. The result depends on the document alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import Document

from pipeline.checks.layout.lines import badly_ended
from pipeline.model.layout import LayoutRecord
from pipeline.typeset.apart import set_apart
from pipeline.typeset.boxes import read_layout

WAYS = ("set-calm", "set-close", "set-wide", "set-calmer", "set-whole")

LayOut = Callable[[], Document]
LayApart = Callable[[Any], Document]


def even_lines(root: Any, document: Document, lay_out: LayOut, lay_apart: LayApart) -> Document:
    """The document, laid out again with its badly ended paragraphs set in other ways.

    `lay_out` reads the document whose root element is `root`, whose classes change; `lay_apart`
    lays out another root element under the same style sheets. Where the other setting takes
    another number of pages, all stays as it was.
    """
    reading = read_layout(document, {})
    numbers = badly_ended(reading.record)
    if not numbers:
        return document
    measures = {
        reading.paragraphs[line.paragraph]: line.measure
        for line in reading.record.lines
        if line.paragraph in numbers
    }
    plain = {element: element.get("class") for element in measures}
    ways = _helpful_ways(root, measures, lay_apart)
    if not any(ways.values()):
        return document
    trial, record = _settle(plain, ways, lay_out)
    if len(record.pages) == len(reading.record.pages):
        return trial
    _restore(plain)
    return document


def _helpful_ways(
    root: Any, measures: dict[Any, float], lay_apart: LayApart
) -> dict[Any, list[str]]:
    """The ways that set each element well when it is set apart, in their order."""
    apart, copies = set_apart(root, measures, WAYS)
    reading = read_layout(lay_apart(apart), {})
    bad = {reading.paragraphs[number] for number in badly_ended(reading.record)}
    ways: dict[Any, list[str]] = {element: [] for element in measures}
    for copy, (element, way) in copies.items():
        if copy not in bad:
            ways[element].append(way)
    return ways


def _settle(
    plain: dict[Any, str | None], ways: dict[Any, list[str]], lay_out: LayOut
) -> tuple[Document, LayoutRecord]:
    """Give each element the first of its ways that sets it well; the last layout, its record."""
    while True:
        for element, left in ways.items():
            _take(element, plain[element], left)
        document = lay_out()
        reading = read_layout(document, {})
        still = badly_ended(reading.record)
        bad = [e for n, e in reading.paragraphs.items() if n in still and ways.get(e)]
        if not bad:
            return document, reading.record
        for element in bad:
            ways[element].pop(0)


def _take(element: Any, plain: str | None, ways: list[str]) -> None:
    """Give an element the first of the ways that are left for it, or none."""
    if ways:
        element.set("class", f"{plain or ''} {ways[0]}".strip())
    else:
        _restore({element: plain})


def _restore(plain: dict[Any, str | None]) -> None:
    for element, names in plain.items():
        if names is None:
            element.attrib.pop("class", None)
        else:
            element.set("class", names)

"""The pages of the print edition, marked in the text."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from pipeline.package.model import PageBreak
from pipeline.package.xhtml import epub, local, tag

SOURCE = "data-src"
END = "*end*"

# Elements whose content model has no room for a mark: it goes into their first child.
_CLOSED = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tr", "figure", "details"})


def page_id(label: str) -> str:
    """The id of the mark of a page."""
    return "page-" + "".join(c if c.isalnum() else "-" for c in label)


def mark_pages(main: Element, breaks: Iterable[PageBreak]) -> None:
    """Insert the marks of a section's pages, in order, each before the block that it names.

    A page whose block the EPUB does not hold follows the mark before it; marks never go back.
    A page whose source is `END` comes after the whole section.
    """
    blocks = [e for e in main.iter() if e.get(SOURCE)]
    at: Element = main
    reached = 0
    made: dict[Element, int] = {}
    for page in breaks:
        if page.source == END:
            main.append(make_mark(page.label))
            continue
        for number in range(reached, len(blocks)):
            if page.source and blocks[number].get(SOURCE) == page.source:
                at, reached = blocks[number], number
                break
        if page.after:
            _end_of(at).append(make_mark(page.label))
            continue
        spot = _spot(at)
        insert_mark(spot, made.get(spot, 0), make_mark(page.label))
        made[spot] = made.get(spot, 0) + 1


def _spot(block: Element) -> Element:
    while local(block) in _CLOSED and len(block):
        block = block[0]
    return block


def _end_of(block: Element) -> Element:
    while local(block) in _CLOSED and len(block):
        block = block[-1]
    return block


def make_mark(label: str) -> Element:
    """The mark of a page, named by its folio."""
    return Element(
        tag("span"),
        {
            "class": "page-mark",
            epub("type"): "pagebreak",
            "role": "doc-pagebreak",
            "id": page_id(label),
            "aria-label": f" {label} ",
        },
    )


def insert_mark(spot: Element, position: int, mark: Element) -> None:
    """As child number `position` of an element whose first children are marks, before its text."""
    if position == 0:
        mark.tail, spot.text = spot.text, None
    else:
        mark.tail, spot[position - 1].tail = spot[position - 1].tail, None
    spot.insert(position, mark)


def drop_sources(root: Element) -> None:
    """Take away the places in the sources: they are no reader's business."""
    for element in root.iter():
        element.attrib.pop(SOURCE, None)

"""Running text brought back to the baseline grid below a piece of odd height.

A box, a picture or a table is as high as it is; the columns of text below it would leave the
grid of the page by what is missing to a whole line. After a layout, each block of columns in the
size of running text that stands off the grid gets another margin above it, and the pages are laid
out again. A block is moved down, or up by no more than a quarter of a line; where that takes
another number of pages, to the nearer line, and otherwise all stays as it was. Sections on the
grid are not laid out again. The result depends on the document alone.

The grid counts from the top of the page area in lines of the root element. What is set in another
size (notes, boxes, the closest zooms) keeps its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes as wp
from weasyprint.text.line_break import strut

from pipeline.typeset.boxtree import unwrap

# What is forgiven, in pixels: under a tenth of a millimetre.
SLACK = 0.3
# How far text may move up, as shares of a line: tried in this order.
RISES = (0.25, 0.5)
# Text that moves changes the room, and with it the height, of other columns.
ROUNDS = 3

LayOut = Callable[[], Document]


@dataclass(frozen=True, slots=True)
class Stray:
    """A block of columns off the grid, on its page; lengths in pixels.

    `off`: by how much it is too low. `element` is that of the block before it, whose margin at
    the `side` between the two is to change, or the columns' own where it comes first.
    """

    element: Any
    side: str
    page: int
    off: float
    margin: float


def settle_baseline(document: Document, lay_out: LayOut) -> Document:
    """The document, laid out again where its columns of running text stood off the grid.

    `lay_out` reads the elements that `document` was made of, whose style attributes change.
    """
    strays = stray_columns(document)
    if not strays:
        return document
    line = _line(document)
    plain: dict[Any, str | None] = {}
    for rise in RISES:
        found = strays
        for _ in range(ROUNDS):
            _shift(found, rise * line, line, plain)
            trial = lay_out()
            found = stray_columns(trial)
            if not found:
                break
        if len(trial.pages) == len(document.pages) and len(found) < len(strays):
            return trial
        _restore(plain)
    return document


def stray_columns(document: Document) -> list[Stray]:
    """The blocks of columns in the size of running text that begin off the grid."""
    line, size = _line(document), _root(document).style["font_size"]
    strays, seen = [], set()
    for number, page in enumerate(document.pages):
        page_box = page._page_box
        for box, above in _columns(page_box):
            if box.element in seen or box.style["font_size"] != size:
                continue
            seen.add(box.element)
            top = box.children[0].position_y - page_box.content_box_y()
            off = (top + line / 2) % line - line / 2
            if abs(off) > SLACK:
                if above:
                    strays.append(Stray(above.element, "bottom", number, off, above.margin_bottom))
                else:
                    strays.append(Stray(box.element, "top", number, off, box.margin_top))
    return strays


def _columns(parent: Any) -> Iterator[tuple[Any, Any | None]]:
    """The blocks of columns in a box, each with the block in the flow before it."""
    above = None
    for child in getattr(parent, "children", ()):
        box = unwrap(child)
        if any(getattr(one, "is_column", False) for one in getattr(box, "children", ())[:1]):
            yield box, above
        else:
            yield from _columns(box)
        if isinstance(box, wp.BlockLevelBox) and box.is_in_normal_flow():
            own = box.element is not parent.element and "::" not in (box.element_tag or "")
            above = box if own else None


def _shift(strays: list[Stray], rise: float, line: float, plain: dict[Any, str | None]) -> None:
    """Give each margin what brings the columns to the grid, after those above them on the page.

    The margin is that of the block above where there is one: the engine repeats that of columns
    on every page they go on to, and does not collapse the two.
    """
    page, moved = -1, 0.0
    for stray in strays:
        if stray.page != page:
            page, moved = stray.page, 0.0
        missing = (rise - stray.off - moved) % line - rise
        moved += missing
        plain.setdefault(stray.element, stray.element.get("style"))
        before = stray.element.get("style")
        margin = f"margin-{stray.side}: {stray.margin + missing:.4f}px"
        stray.element.set("style", f"{before}; {margin}" if before else margin)


def _restore(plain: dict[Any, str | None]) -> None:
    for element, style in plain.items():
        if style is None:
            element.attrib.pop("style", None)
        else:
            element.set("style", style)


def _root(document: Document) -> Any:
    """The box of the root element on the first page."""
    children = document.pages[0]._page_box.children
    return next(box for box in children if box.element_tag == "html")


def _line(document: Document) -> float:
    """The leading of running text, in pixels."""
    height, _ = strut(_root(document).style)
    return float(height)

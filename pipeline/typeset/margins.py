"""Pull quotes settled in the margin column, once the pages are known.

A pull quote is placed at the height of the paragraph it is taken from. There it may run past the
foot of the page, or over a picture, a panel or another quote that also takes the margin column.
It then moves by whole lines to the nearest free place. What is placed absolutely moves nothing
else, so no page is laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes as wp

from pipeline.typeset.boxtree import classes, unwrap, walk

LINE = 13 * 96 / 72
# In pixels, what rounding may make of two edges that touch.
SLACK = 0.1
PULL, WORDS = "pull", "pull-words"
# Elements whose own ground is that of the page.
GROUNDS = ("html", "body", "main", "article")

Span = tuple[float, float]


def settle_pulls(document: Document) -> None:
    """Move the pull quotes of all pages to free places; where there is none, one stays."""
    for page in document.pages:
        page_box = page._page_box
        pulls = [box for box in walk(page_box) if PULL in classes(box) and _placed(box)]
        if pulls:
            _settle(page_box, pulls)


def _placed(box: Any) -> bool:
    return isinstance(box, wp.Box) and bool(box.is_absolutely_positioned())


def _settle(page_box: Any, pulls: list[Any]) -> None:
    top = page_box.content_box_y()
    foot = top + page_box.height
    left = min(box.position_x for box in pulls)
    right = max(box.position_x + box.width for box in pulls)
    taken = list(_taken(page_box, left, right))
    for pull in pulls:
        start, end = _span(pull)
        for step in _steps(int((foot - top) / LINE)):
            moved = (start + step * LINE, end + step * LINE)
            if moved[0] >= top - LINE / 4 and moved[1] <= foot and _is_free(moved, taken):
                pull.translate(0, step * LINE)
                start, end = moved
                break
        taken.append((start - LINE, end + LINE))


def _steps(most: int) -> Iterator[int]:
    """0, -1, 1, -2, 2 ...: up before down, the nearest first."""
    yield 0
    for step in count(1):
        if step > most:
            return
        yield -step
        yield step


def _span(pull: Any) -> Span:
    """From the rule above a quote to its last line."""
    words = next(box for box in walk(pull) if WORDS in classes(box))
    return words.position_y, words.position_y + words.margin_height()


def _is_free(span: Span, taken: list[Span]) -> bool:
    return all(span[1] <= start + SLACK or span[0] >= end - SLACK for start, end in taken)


def _taken(page_box: Any, left: float, right: float) -> Iterator[Span]:
    """What stands in the margin column, a line of distance included."""
    for box in _outside_pulls(page_box):
        if not isinstance(box, wp.Box):
            continue
        is_line = isinstance(box, wp.LineBox)
        if not (is_line or isinstance(box, wp.ReplacedBox) or _has_ground(box)):
            continue
        width = box.width if is_line else box.border_width()
        if box.position_x + width <= left + 1 or box.position_x >= right - 1:
            continue
        height = box.height if is_line else box.border_height()
        if height > 0:
            yield box.position_y - LINE, box.position_y + height + LINE


def _outside_pulls(box: Any) -> Iterator[Any]:
    box = unwrap(box)
    if PULL in classes(box) or isinstance(box, wp.MarginBox):
        return
    yield box
    for child in getattr(box, "children", ()):
        yield from _outside_pulls(child)


def _has_ground(box: Any) -> bool:
    """Whether a box shows itself: a colour, a picture, a rule."""
    if isinstance(box, (wp.PageBox, wp.LineBox, wp.TextBox)) or box.element_tag in GROUNDS:
        return False
    if not isinstance(box, wp.BlockLevelBox):
        return False
    edges = ("top", "right", "bottom", "left")
    ruled = any(getattr(box, f"border_{edge}_width") for edge in edges)
    return ruled or getattr(box, "background", None) is not None

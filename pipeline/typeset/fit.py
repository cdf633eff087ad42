"""Copyfitting: the most open form of a piece that takes no page more than it must.

A layout offers forms of an element with `data-fit="NAME:LINES NAME:LINES ..."`, tightest first;
LINES says by how many lines of 13 pt a form is longer than the first one, roughly; `LINES@1` that
the form is for one page only. The element
takes the class `fit-NAME` of the form that is tried. Each layout tells how many pages the element
fills and how much of its last one is free; from that the next form is proposed, and kept only if
the next layout bears it out. The result depends on the document alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes as wp

from pipeline.errors import PipelineError
from pipeline.typeset.boxtree import classes, unwrap, walk

FIT = "data-fit"
LINE = 13 * 96 / 72
TRIALS = 8
# A form may save more than its lines say: so much more is worth a trial.
SLACK = 1.4
# The limit of a form that may take any number of pages.
ANY = 1000

LayOut = Callable[[], Document]


class FitFormError(PipelineError):
    """`data-fit` does not say names and lines."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a form took, in pages and lines.

    `used` and `free` are those of the last page, `left` was left free on the page before it.
    """

    pages: int
    used: float
    free: float
    left: float = 0.0


@dataclass(slots=True)
class Fitted:
    """An element that has forms, what was tried, and which form it has now."""

    element: Any
    names: tuple[str, ...]
    lines: tuple[float, ...]
    limits: tuple[int, ...]
    plain: str
    tried: dict[int, Measure] = field(default_factory=dict)
    form: int = 0

    def take(self, form: int) -> None:
        """Give the element a form."""
        self.form = form
        self.element.set("class", f"{self.plain} fit-{self.names[form]}".strip())

    def best(self) -> int:
        """The most open form among those that take the fewest pages, and no more than they may."""
        costs = {form: (not self._may(form), self.tried[form].pages) for form in self.tried}
        least = min(costs.values())
        return max(form for form, cost in costs.items() if cost == least)

    def _may(self, form: int) -> bool:
        return self.tried[form].pages <= self.limits[form]

    def propose(self) -> int:
        """The form to try next; the best one when nothing better is in sight."""
        best = self.best()
        here = self.tried[best]
        room = self.lines[best] + here.free + here.left / 2
        if not self._may(best):
            free = [form for form, limit in enumerate(self.limits) if limit == ANY]
            return max(
                (form for form in free if self.lines[form] <= room), default=min(free, default=best)
            )
        needed = (here.used - here.left) / SLACK
        saving = [
            form for form in range(min(self.tried)) if self.lines[best] - self.lines[form] >= needed
        ]
        if saving and here.pages > 1:
            return max(saving)
        failed = min((form for form in self.tried if form > best), default=len(self.names))
        return max((form for form in range(best, failed) if self.lines[form] <= room), default=best)


def fit(root: Any, lay_out: LayOut) -> Document:
    """Lay out a document, again until each element with forms has its best one.

    `lay_out` reads the document whose root element is `root`, changed in place.
    """
    fitted = [_read(element) for element in root.iter() if _has_forms(element)]
    for item in fitted:
        item.take(item.form)
    document = lay_out()
    for _ in range(TRIALS if fitted else 0):
        for item in fitted:
            item.tried[item.form] = _measure(document, item.element)
        proposed = [item.propose() for item in fitted]
        if proposed == [item.form for item in fitted]:
            return document
        for item, form in zip(fitted, proposed, strict=True):
            item.take(form)
        document = lay_out()
    changed = False
    for item in fitted:
        item.tried[item.form] = _measure(document, item.element)
        if item.best() != item.form:
            item.take(item.best())
            changed = True
    return lay_out() if changed else document


def forms_of(root: Any) -> tuple[str, ...]:
    """The form that each element with forms has, in the order of the document."""
    return tuple(
        next((name[4:] for name in element.get("class").split() if name.startswith("fit-")), "")
        for element in root.iter()
        if _has_forms(element)
    )


def set_forms(root: Any, forms: Sequence[str]) -> None:
    """Give each element with forms the one it settled on (see `forms_of`)."""
    fitted = [_read(element) for element in root.iter() if _has_forms(element)]
    for item, form in zip(fitted, forms, strict=True):
        item.take(item.names.index(form))


def _has_forms(element: Any) -> bool:
    return isinstance(element.tag, str) and bool(element.get(FIT))


def _read(element: Any) -> Fitted:
    """An element with its forms; `data-fit-first` names the one to begin with."""
    names, lines, limits = [], [], []
    for word in element.get(FIT).split():
        name, _, size = word.partition(":")
        length, _, limit = size.partition("@")
        try:
            lines.append(float(length))
            limits.append(int(limit or ANY))
        except ValueError as error:
            raise FitFormError(f"{word!r} in {FIT} is no NAME:LINES or NAME:LINES@PAGES") from error
        names.append(name)
    first = element.get(f"{FIT}-first") or names[0]
    if first not in names:
        raise FitFormError(f"{FIT} has no form {first!r}")
    item = Fitted(element, tuple(names), tuple(lines), tuple(limits), element.get("class") or "")
    item.form = names.index(first)
    return item


def _measure(document: Document, element: Any) -> Measure:
    """The pages an element fills, from its first one on, as long as they have the same master."""
    pages, name, bottom, end, left = 0, None, 0.0, 0.0, 0.0
    for page in document.pages:
        page_box = page._page_box
        boxes = [box for box in walk(page_box) if box.element is element and _is_block(box)]
        if not boxes or (pages and page_box.page_type.name != name):
            if pages:
                break
            continue
        name = page_box.page_type.name
        pages += 1
        left = max(0.0, end - bottom) / LINE
        end = _text_end(page_box)
        bottom = max(_bottom(box) for box in boxes)
    start = document.pages[0]._page_box.content_box_y()
    used, free = max(0.0, bottom - start) / LINE, max(0.0, end - bottom) / LINE
    return Measure(pages, used, free, left if pages > 1 else 0.0)


def _is_block(box: Any) -> bool:
    return isinstance(box, wp.BlockLevelBox) and "::" not in (box.element_tag or "")


def _bottom(box: Any) -> float:
    """The lowest line, picture or coloured box in the flow of a box, on its page."""
    found = box.position_y
    for child in box.children:
        if not isinstance(child, wp.Box) or child.is_absolutely_positioned():
            continue
        if isinstance(child, (wp.LineBox, wp.ReplacedBox)):
            height = child.height if isinstance(child, wp.LineBox) else child.margin_height()
            found = max(found, child.position_y + height)
        elif isinstance(child, wp.ParentBox):
            found = max(found, _bottom(child))
            if child.background is not None or "drawing" in classes(child):
                found = max(found, child.border_box_y() + child.border_height())
    return float(found)


def _text_end(page_box: Any) -> float:
    """Where the text of a page must end: its foot, or the notes at it."""
    end = page_box.content_box_y() + page_box.height
    for child in page_box.children:
        box = unwrap(child)
        if isinstance(box, wp.FootnoteAreaBox) and box.margin_height():
            end = min(end, box.position_y)
    return float(end)

"""Lines laid out once: copies of them stand wherever the engine would make the same line again.

Balancing columns lays each paragraph out about five times in one layout, with the same lines at
other places. A line depends on its paragraph's content, on where in it it begins and on the width;
so it is kept by these while a document is laid out, and a copy moved to its place. Lines beside
floats, and those that hold anything placed, are always made by the engine.

A section is laid out several times, mostly with the same paragraphs: one of text alone is known
again in the next layout by its words, elements and shared styles (see `styles`).

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes as wp
from weasyprint.layout import inline

_TEXT = (wp.LineBox, wp.InlineBox)


@dataclass(frozen=True, slots=True)
class Kept:
    """A line where it was first laid out, and what comes after it."""

    line: Any
    resume_at: Any
    x: float
    y: float


@dataclass(slots=True)
class _LineBoxes:
    """Lines by paragraph, beginning, indent and width: those of the section, of this layout."""

    make: Any
    section: dict[Any, Kept]
    layout: dict[Any, Kept] = field(default_factory=dict)
    # With its box: another one cannot take its place in memory.
    contents: dict[int, tuple[Any, Any]] = field(default_factory=dict)

    def next_line(
        self,
        context: Any,
        whole: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        first_letter_style: Any,
        first_line_style: Any,
    ) -> tuple[Any, Any]:
        """What the engine's `get_next_linebox` answers."""
        rest = (containing_block, absolute_boxes, fixed_boxes, first_letter_style, first_line_style)
        if context.excluded_shapes or first_letter_style or first_line_style:
            return self._made(context, whole, position_y, bottom_space, skip_stack, *rest)
        x = containing_block.content_box_x()
        content = self._content(whole)
        kept = self.layout if content is None else self.section
        place = (_frozen(skip_stack), whole.text_indent, containing_block.width)
        key = (id(whole) if content is None else content, *place)
        known = kept.get(key)
        if known is not None:
            line = _copy(known.line)
            line.translate(x - known.x, position_y - known.y)
            line.position_y = position_y
            return line, known.resume_at
        line, resume_at = self._made(context, whole, position_y, bottom_space, skip_stack, *rest)
        if line is not None and not context.excluded_shapes and _is_plain(line):
            kept[key] = Kept(_copy(line), resume_at, x, line.position_y)
        return line, resume_at

    def _content(self, whole: Any) -> Any:
        known = self.contents.get(id(whole))
        if known is None:
            known = self.contents[id(whole)] = (whole, _content(whole))
        return known[1]

    def _made(self, *asked: Any) -> tuple[Any, Any]:
        made: tuple[Any, Any] = self.make(*asked)
        return made


def _content(box: Any) -> Any:
    """All that decides how a box of text is laid out and what it is; None where there is more."""
    style = box.style
    if getattr(style, "changed", True) or style.kept is None:
        return None
    own = (type(box), box.element, id(style.kept), style["anchor"], box.link)
    if type(box) is wp.TextBox:
        return (*own, box.text)
    if type(box) not in _TEXT or box.footnote or box.string_set or box.bookmark_label:
        return None
    contents = [_content(child) for child in box.children]
    return None if None in contents else (*own, *contents)


def _frozen(skip_stack: Any) -> Any:
    """A place in a tree of boxes, as a key."""
    if skip_stack is None:
        return None
    return tuple((index, _frozen(below)) for index, below in skip_stack.items())


def _is_plain(box: Any) -> bool:
    """Whether all that a box holds is a box in its flow."""
    return all(
        isinstance(child, wp.Box) and child.is_in_normal_flow() and _is_plain(child)
        for child in box.all_children()
    )


def _copy(box: Any) -> Any:
    """A box and all in it, to be moved and changed by itself."""
    copied = box.copy()
    copied.remove_decoration_sides = set(box.remove_decoration_sides)
    if isinstance(box, wp.ParentBox):
        copied.children = type(box.children)(_copy(child) for child in box.children)
    return copied


@contextmanager
def kept_line_boxes(section: dict[Any, Kept]) -> Iterator[None]:
    """Keep lines inside the block: while one document is laid out.

    `section` takes those that hold for the next layout of the same elements.
    """
    before = inline.get_next_linebox
    inline.get_next_linebox = _LineBoxes(before, section).next_line
    try:
        yield
    finally:
        inline.get_next_linebox = before

"""What the engine asks of boxes most often, answered in fewer steps.

Whether a box is in the flow, the names of the pages it begins and ends on, the height of an empty
line of a style, and where a line begins beside no floats: while blocks are laid out these are
asked hundreds of thousands of times, and each goes through all cases there are. Here the common
case comes first; the others are left to the engine. The answers are the engine's.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes as wp
from weasyprint.layout import inline

_IN_FLOW = ("static", "relative")
_is_in_normal_flow = wp.Box.is_in_normal_flow
# Boxes that say themselves on which pages they are.
_OWN = (wp.TableBox,)


def _is_in_flow(box: Any) -> bool:
    """What the engine's `Box.is_in_normal_flow` answers."""
    style = box.style
    if style["float"] == "none" and style["position"] in _IN_FLOW:
        return True
    in_flow: bool = _is_in_normal_flow(box)
    return in_flow


def _page_values(box: Any) -> tuple[Any, Any]:
    """What the engine's `ParentBox.page_values` answers: names of the first page and the last."""
    return _page_value(box, 0), _page_value(box, -1)


def _page_value(box: Any, side: int) -> Any:
    """The page named innermost on one side of a box, 0 at its beginning and -1 at its end."""
    value = box.style["page"]
    while True:
        children = reversed(box.children) if side else box.children
        box = next((child for child in children if _is_in_flow(child) or child.is_floated()), None)
        if box is None:
            return value
        if isinstance(box, _OWN):
            return box.page_values()[side] or value
        value = box.style["page"] or value


@dataclass(slots=True)
class _Lines:
    """Where lines begin and how high they are, for one layout."""

    find_place: Any
    measure: Any
    # With its style: another one cannot take its place in memory.
    struts: dict[int, tuple[Any, Any]] = field(default_factory=dict)

    def avoid_collisions(
        self, context: Any, box: Any, containing_block: Any, outer: bool = True
    ) -> Any:
        """What the engine's `avoid_collisions` answers."""
        ltr = containing_block.style["direction"] == "ltr"
        if context.excluded_shapes or outer or not ltr or type(box) is not wp.LineBox:
            return self.find_place(context, box, containing_block, outer)
        left = containing_block.content_box_x()
        right = left + containing_block.width - box.margin_right
        left += box.margin_left
        return left - box.margin_left, box.border_box_y() - box.margin_top, right - left

    def strut(self, style: Any) -> Any:
        """What the engine's `strut` answers; only shared styles say when they change."""
        if getattr(style, "changed", True):
            return self.measure(style)
        known = self.struts.get(id(style))
        if known is None:
            known = self.struts[id(style)] = (style, self.measure(style))
        return known[1]


@contextmanager
def quick_flow() -> Iterator[None]:
    """Answer so inside the block: while one document is laid out."""
    asked = wp.Box.is_in_normal_flow, wp.ParentBox.page_values
    before = inline.avoid_collisions, inline.strut
    lines = _Lines(*before)
    wp.Box.is_in_normal_flow, wp.ParentBox.page_values = _is_in_flow, _page_values
    inline.avoid_collisions, inline.strut = lines.avoid_collisions, lines.strut
    try:
        yield
    finally:
        wp.Box.is_in_normal_flow, wp.ParentBox.page_values = asked
        inline.avoid_collisions, inline.strut = before

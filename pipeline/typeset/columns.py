"""Paragraphs in columns measured once: while columns are balanced, stand-ins take their place.

To balance columns, the engine lays out all that is in them at growing heights until it fits: each
paragraph four times or so, of which only the heights are used. A paragraph that does not come near
the foot of its column has the same lines every time. So it is kept by what its layout depends on,
with the room it needs; where there is that much room, its box stands in again with its height,
added up from its lines just as the engine does. Paragraphs that are cut or hold a note are laid
out by the engine, and so is everything once the height is found: pages are the same to the last
byte.

A section is laid out several times, mostly with the same paragraphs: one is known again in the
next layout by its words and shared styles (see `styles`), other ones only on the same page.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes as wp
from weasyprint.layout import LayoutContext, block
from weasyprint.layout import page as pages

# Boxes that tell nothing to the rest of the page when they are laid out.
_PLAIN = frozenset(
    (
        wp.BlockBox, wp.BlockReplacedBox, wp.InlineBlockBox, wp.InlineBox, wp.InlineReplacedBox,
        wp.LineBox, wp.TextBox,
    )
)  # fmt: skip
# How many arguments `_in_flow_layout` gives to `block_level_layout` after the containing block.
_GIVEN = 8


@dataclass(frozen=True, slots=True)
class _Kept:
    """A paragraph as laid out, and what the engine said with it.

    `need` is the height from where it was asked for to the lowest place that had to be above the
    foot. `source` is kept so that its identity is no other's.
    """

    source: Any
    box: Any
    need: float
    next_page: dict[str, Any]
    collapsing_through: bool


@dataclass(slots=True)
class _Columns:
    """Paragraphs, by their content or their source and by what else their layout depends on."""

    lay_out_block: Any
    lay_out_box: Any
    make_page: Any
    overflows: Any
    section: dict[Any, _Kept] = field(default_factory=dict)
    page: dict[Any, _Kept] = field(default_factory=dict)
    # Names of contents of this section, and of the boxes of this page, which are kept as well.
    numbers: dict[Any, int] = field(default_factory=dict)
    names: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    sizes: Any = None
    # Whether a column is laid out only to find its height.
    on_trial: bool = False
    # The lowest place looked at since a block was begun, were there no room kept below.
    lowest: float = -inf

    def make(self, context: Any, root_box: Any, *asked: Any) -> Any:
        """What the engine's `make_page` answers; between pages the content may change."""
        self.page.clear()
        self.names.clear()
        sizes = dict(root_box.style.initial_page_sizes)
        if sizes != self.sizes:
            # Lengths in vw and vh are others now.
            self.section.clear()
            self.sizes = sizes
        return self.make_page(context, root_box, *asked)

    def overflows_page(self, context: Any, bottom_space: float, position_y: float) -> bool:
        """What the engine's `LayoutContext.overflows_page` answers."""
        overflows: bool = self.overflows(context, bottom_space, position_y)
        if self.on_trial:
            self.lowest = max(self.lowest, inf if overflows else position_y + bottom_space)
        return overflows

    def box(self, context: Any, box: Any, *asked: Any, **named: Any) -> Any:
        """What the engine's `block_box_layout` answers."""
        if not box.is_column:
            return self.lay_out_box(context, box, *asked, **named)
        before = self.on_trial
        # The engine asks with a list of margins on trial, without one for good.
        self.on_trial = asked[6] is not None
        try:
            return self.lay_out_box(context, box, *asked, **named)
        finally:
            self.on_trial = before

    def block(self, context: Any, box: Any, *asked: Any, **named: Any) -> Any:
        """What the engine's `block_level_layout` answers."""
        name = None
        if self.on_trial and not named and _is_usual(context, box, asked):
            name = self._name(box)
        if name is None:
            return self.lay_out_block(context, box, *asked, **named)
        kept = self.section if isinstance(name, int) else self.page
        bottom_space, _, containing_block, page_is_empty, _, _, margins, *_ = asked
        key = (
            name, containing_block.width, containing_block.height, page_is_empty, tuple(margins),
            context.in_column, context.forced_break, context.current_page > 1,
        )  # fmt: skip
        x, y = box.position_x, box.position_y
        known = kept.get(key)
        if known is not None:
            lowest = y + bottom_space + known.need
            if lowest <= context.page_bottom:
                self.lowest = max(self.lowest, lowest)
                return _stand_in(known, x, y, margins)
        given = list(margins)
        before, self.lowest = self.lowest, -inf
        answer = self.lay_out_block(context, box, *asked)
        need, self.lowest = self.lowest - y - bottom_space, max(before, self.lowest)
        if answer[0] is not None and answer[1] is None and need < inf:
            known = _Kept(box.copy(), answer[0], need, dict(answer[2]), answer[4])
            if _is_borne_out(known, x, y, given, margins, answer):
                kept[key] = known
        return answer

    def _name(self, box: Any) -> Any:
        """The number of a text's content, or what tells it on this page; None for other blocks."""
        here = id(box.children), id(box.style)
        known = self.names.get(here)
        if known is None:
            name: Any = None
            if _is_text(box) and _is_plain(box):
                content = _content(box)
                name = here
                if content is not None:
                    name = self.numbers.setdefault(content, len(self.numbers))
            known = self.names[here] = (box.copy(), name)
        return known[1]


def _is_usual(context: Any, box: Any, asked: Any) -> bool:
    """Whether a block is asked for from its beginning, beside no floats."""
    if type(box) is not wp.BlockBox or asked[1] or len(asked) != 3 + _GIVEN:
        return False
    first_letter_style, first_line_style, discard, max_lines = asked[7:]
    if first_letter_style or first_line_style or discard or max_lines is not None:
        return False
    return not context.excluded_shapes


def _content(box: Any) -> Any:
    """All that decides how high a text is; None where there is more than words."""
    style = box.style
    if getattr(style, "changed", True) or style.kept is None or isinstance(box, wp.ReplacedBox):
        return None
    own = type(box), id(style.kept), box.is_leader, box.is_outside_marker
    if isinstance(box, wp.TextBox):
        spaces = box.leading_collapsible_space, box.trailing_collapsible_space
        return (*own, box.text, *spaces)
    contents = [_content(child) for child in box.children]
    return None if None in contents else (*own, *contents)


def _is_text(box: Any) -> bool:
    """Whether a block has nothing but lines in its flow, or blocks of them."""
    flow = [child for child in box.children if not child.is_absolutely_positioned()]
    if len(flow) == 1 and isinstance(flow[0], wp.LineBox):
        return True
    return bool(flow) and all(type(child) is wp.BlockBox and _is_text(child) for child in flow)


def _is_plain(box: Any) -> bool:
    """Whether a box and all in it tell nothing to the rest of the page."""
    return (
        type(box) in _PLAIN
        and (box.is_in_normal_flow() or box.is_absolutely_positioned())
        and not (box.footnote or box.note or box.note_call or box.note_callback)
        and not (box.first_letter_style or box.first_line_style)
        and (not isinstance(box, wp.BlockContainerBox) or _is_simple(box))
        and all(map(_is_plain, box.children))
    )


def _is_simple(box: Any) -> bool:
    """Whether a block is neither a table nor in columns, and shows all its lines."""
    style = box.style
    return (
        not (box.is_table_wrapper or box.is_flex_item or box.is_grid_item)
        and style["column_width"] == style["column_count"] == "auto"
        and style["max_lines"] == "none"
        and style["continue"] != "discard"
    )


def _is_borne_out(
    known: _Kept, x: float, y: float, given: list[float], margins: list[float], answer: Any
) -> bool:
    """Whether what would be said for a text is what the engine has just said, to the last bit."""
    box, _, _, new_margins, *_ = _stand_in(known, x, y, given)
    here = box.position_x, box.position_y, box.height, new_margins, given
    there = known.box
    return here == (there.position_x, there.position_y, there.height, answer[3], margins)


def _stand_in(known: _Kept, x: float, y: float, margins: list[float]) -> Any:
    """The answer for a text that is kept, asked for at another place; its lines stay."""
    box = known.box.copy()
    box.position_x = x
    box.position_y, box.height, new_margins = _stand(box, y, margins)
    return box, None, dict(known.next_page), new_margins, known.collapsing_through, None


def _stand(box: Any, y: float, margins: list[float]) -> tuple[float, float, list[float]]:
    """Where a text stands that is asked for at `y`, its height, and the margins open below it.

    `margins` are those above that meet its own; they grow as they do in the engine. The sums are
    the engine's, to the last bit.
    """
    above = margins
    above.append(box.margin_top)
    top = end = y
    if not box.top_margin_collapses():
        top += block.collapse_margin(above) - box.margin_top
        margins, end = [], _content_y(box, top)
    for child in box.children:
        if isinstance(child, wp.LineBox):
            if margins:
                end += block.collapse_margin(margins)
                margins = []
            end += child.height
        elif isinstance(child, wp.BlockBox):
            child_top, height, margins = _stand(child, end, margins)
            padded = height + child.padding_top + child.padding_bottom
            bordered = padded + child.border_top_width + child.border_bottom_width
            end = child_top + child.margin_top + bordered
            margins.append(child.margin_bottom)
    if box.top_margin_collapses():
        top += block.collapse_margin(above) - box.margin_top
    if not box.bottom_margin_collapses():
        end += block.collapse_margin(margins)
        margins = []
    return top, max(0, end - _content_y(box, top)), margins


def _content_y(box: Any, top: float) -> float:
    content_y: float = top + box.margin_top + box.padding_top + box.border_top_width
    return content_y


@contextmanager
def kept_columns() -> Iterator[None]:
    """Keep paragraphs in columns inside the block: while one section is laid out."""
    before = (
        block.block_level_layout, block.block_box_layout, pages.make_page,
        LayoutContext.overflows_page,
    )  # fmt: skip
    columns = _Columns(*before)
    block.block_level_layout = columns.block
    block.block_box_layout = columns.box
    pages.make_page = columns.make
    LayoutContext.overflows_page = lambda *asked: columns.overflows_page(*asked)
    try:
        yield
    finally:
        (
            block.block_level_layout, block.block_box_layout, pages.make_page,
            LayoutContext.overflows_page,
        ) = before  # fmt: skip

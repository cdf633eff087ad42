"""The bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Dictionary, Name, Object, Pdf, String

from pipeline.bind.destinations import Names
from pipeline.bind.model import OutlineItem


def add_outline(book: Pdf, items: Sequence[OutlineItem], names: Names) -> None:
    """Add the tree of bookmarks; raises `UnknownTargetError` on one that leads nowhere."""
    if not items:
        return
    root = book.make_indirect(Dictionary(Type=Name.Outlines))
    root.Count = _add_level(book, root, items, names)
    book.Root.Outlines = root
    book.Root.PageMode = Name.UseOutlines


def _add_level(book: Pdf, parent: Object, items: Sequence[OutlineItem], names: Names) -> int:
    """Add entries below a parent; how many are visible when it is opened."""
    visible = 0
    previous: Object | None = None
    for item in items:
        entry = book.make_indirect(
            Dictionary(
                Title=String(item.title),
                Parent=parent,
                Dest=names.find(item.target, f"the outline, at {item.title!r}"),
            )
        )
        if previous is None:
            parent.First = entry
        else:
            previous.Next, entry.Prev = entry, previous
        previous = entry
        visible += 1
        if item.children:
            below = _add_level(book, entry, item.children, names)
            entry.Count = below if item.opened else -below
            visible += below if item.opened else 0
    if previous is not None:
        parent.Last = previous
    return visible

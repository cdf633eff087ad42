"""Pango's layouts copied from one model per style.

For each stretch of text that the engine measures or draws, it makes a context, a description of
the font and a list of its features anew: what they say is decided by the style alone. Here the
first layout of a style is kept empty, and the others are copies of it, while a section is set.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")


class _Models:
    """Empty layouts by style."""

    def __init__(self, setup: Any) -> None:
        self._setup = setup
        # With its style: another one cannot take its place in memory.
        self._known: dict[int, tuple[Any, Any, dict[str, Any]]] = {}

    def setup(self, layout: Any, style: Any) -> None:
        """Do as the engine's `Layout.setup`."""
        known = self._known.get(id(style))
        if known is None:
            model = object.__new__(Layout)
            self._setup(model, style)
            values = dict(model.__dict__)
            known = self._known[id(style)] = (style, values.pop("layout"), values)
        layout.__dict__.update(known[2])
        layout.layout = ffi.gc(pango.pango_layout_copy(known[1]), gobject.g_object_unref)


@contextmanager
def layout_models() -> Iterator[None]:
    """Copy layouts inside the block."""
    before = Layout.setup
    models = _Models(before)
    Layout.setup = lambda layout, style: models.setup(layout, style)
    try:
        yield
    finally:
        Layout.setup = before

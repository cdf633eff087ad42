"""Arrays of glyph numbers whose type is not read anew for each length.

To cut a typeface down to the glyphs of a section, the engine makes arrays of C of a type that
names their length (`hb_codepoint_t[127]`). Each new name is parsed with all that the engine
declares, which takes longer than cutting the typeface. `hb_codepoint_t[]` is as long as what is
put into it.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf import fonts as engine

_ARRAY = re.compile(r"(hb_codepoint_t)\[(\d+)\]")


class _Types:
    """The engine's `ffi`, but for such arrays."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def new(self, kind: str, content: Any = None) -> Any:
        """Do as `ffi.new`."""
        array = _ARRAY.fullmatch(kind)
        if array and isinstance(content, Sequence) and len(content) == int(array[2]):
            kind = f"{array[1]}[]"
        return self._ffi.new(kind, content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)


@contextmanager
def arrays_of_any_length() -> Iterator[None]:
    """Make arrays so inside the block: while one document is made a PDF."""
    before = engine.ffi
    engine.ffi = _Types(before)
    try:
        yield
    finally:
        engine.ffi = before

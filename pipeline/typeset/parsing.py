"""Reading HTML with patterns that are made once.

The engine's reader keeps the patterns it looks for under a key that it never asks for again, and
makes each one anew for every tag, attribute and text; that is a third of its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint import tinyhtml5


class _Patterns(dict[tuple[frozenset[str], bool], re.Pattern[str]]):
    """A pattern for each set of characters: all that are in it, or all that are not."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, inside = key
        listed = "".join(map(re.escape, sorted(characters)))
        self[key] = re.compile(f"[{'' if inside else '^'}{listed}]+")
        return self[key]


_patterns = _Patterns()


@contextmanager
def kept_patterns() -> Iterator[None]:
    """Keep patterns inside the block."""
    before = tinyhtml5.inputstream.characters_until_regex
    tinyhtml5.inputstream.characters_until_regex = _patterns
    try:
        yield
    finally:
        tinyhtml5.inputstream.characters_until_regex = before

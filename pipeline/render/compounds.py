"""Compounds whose first part is very short: no line ends at their hyphen (« co- », « éco- »)."""

from __future__ import annotations

import re

LONGEST = 3
"""A first part of as many letters, or fewer, stays with what follows."""

# Markup passes: tags, and elements whose text is no running text.
_MARKUP = r"<(head|style|svg)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>"
# Short parts with their hyphens (est-à-), and the first letter of what follows: the rest of it may
# be hyphenated, as any word. Nothing in addresses.
_SHORT = rf"(?<![\w@./:-])(?P<kept>(?:[^\W\d_]{{1,{LONGEST}}}-)+[^\W\d_])"
_FOUND = re.compile(rf"{_MARKUP}|{_SHORT}", re.S)


def keep_compounds(html: str) -> str:
    """A section's document whose short first parts stay with the next (class `nowrap`).

    The words stay as they were written: what is searched, copied and read aloud is the same.
    """
    return _FOUND.sub(_keep, html)


def _keep(match: re.Match[str]) -> str:
    kept = match["kept"]
    return f'<span class="nowrap">{kept}</span>' if kept else match.group()

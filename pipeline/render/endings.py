"""The ends of paragraphs: no part of a word and no very short word alone on a last line."""

from __future__ import annotations

import re

from pipeline.french.characters import NO_BREAK

# The last two words of a paragraph or item that ends in plain text, after an ordinary space.
_LAST = re.compile(r"[ \n]([^ \n<>]+)[ \n]([^ \n<>]+)(\n?</(?:p|li)>)")
SHORT = 8
"""A last word of fewer signs, its punctuation included, stays with the word before."""


def keep_last_words(html: str) -> str:
    """A section's document with its last words kept whole (class `whole`).

    The space before what is kept whole stays a place to break: where an element begins without
    one, the engine breaks the line before it in the wrong place.
    """
    return _LAST.sub(_keep, html)


def _keep(match: re.Match[str]) -> str:
    before, last, end = match.groups()
    if len(last) < SHORT:
        return f' <span class="whole">{before}{NO_BREAK}{last}</span>{end}'
    return f' {before} <span class="whole">{last}</span>{end}'

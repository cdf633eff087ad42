"""The ends of paragraphs: no part of a word and no very short word alone on a last line."""

from __future__ import annotations

import re

from pipeline.french.characters import NO_BREAK

# The last word of a paragraph or item that ends in plain text, after an ordinary space.
_LAST = re.compile(r"[ \n]([^ \n<>]+)(\n?</(?:p|li)>)")
SHORT = 8
"""A last word of fewer signs, its punctuation included, stays with the word before."""


def keep_last_words(html: str) -> str:
    """A section's document with its last words kept whole (class `whole`)."""
    return _LAST.sub(_keep, html)


def _keep(match: re.Match[str]) -> str:
    word, end = match.groups()
    space = NO_BREAK if len(word) < SHORT else " "
    return f'{space}<span class="whole">{word}</span>{end}'

"""The right word that a misspelt one stands for, where it can be told."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from pipeline.french.spelling import bare, dictionary, plain

_ALPHABET = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüœ'-"
# How like a word the one meant is at least, where two letters or more are wrong.
_ALIKE = 0.85
# Shorter words are near to too many others.
_SHORTEST = 4
# Letters that a wrong word and the right one begin with.
_BEGINNING = 3


def right_words(words: Iterable[str], used: Mapping[str, int]) -> dict[str, str]:
    """The nearest right word of each wrong one, where there is one, written as it was.

    `used` says how often the text has each word, in small letters: among equals, the most frequent
    is meant; a name with a capital is answered only with such a word or the same with accents.
    """
    edits = {word: _edits(bare(word).lower()) for word in words if len(bare(word)) >= _SHORTEST}
    known = {edit for made in edits.values() for edit in made}.intersection(dictionary())
    found = {}
    for word, made in edits.items():
        short = bare(word)
        small = short.lower()
        near = sorted(made & known, key=lambda form: _rank(form, small, used))
        if short[:1].isupper():
            near = [n for n in near if n in used or _folded(n) == _folded(small)]
        right = near[0] if near else _like(small, used) if short.islower() else ""
        if right:
            start = plain(word)[: len(plain(word)) - len(short)]
            found[word] = start + (right.capitalize() if short[0].isupper() else right)
    return found


def _edits(word: str) -> set[str]:
    """Every string one letter away: one left out, added, changed, or two changed about."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = {a + b[1:] for a, b in cuts if b}
    made |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    made |= {a + letter + b[1:] for a, b in cuts if b for letter in _ALPHABET}
    made |= {a + letter + b for a, b in cuts for letter in _ALPHABET}
    return made


def _rank(form: str, word: str, used: Mapping[str, int]) -> tuple[bool, int, bool, str]:
    """Accents alone first, then what the text uses, then the same letters in another order."""
    same = _folded(form) == _folded(word)
    return not same, -used.get(form, 0), sorted(form) != sorted(word), form


def _like(word: str, used: Mapping[str, int]) -> str:
    """The word most like one with several wrong letters; accents do not count."""
    others: dict[str, list[str]] = {}
    for other in _beginning_like(word):
        if abs(len(other) - len(word)) < 3:
            others.setdefault(_folded(other), []).append(other)
    (same, *_) = get_close_matches(_folded(word), others, n=1, cutoff=_ALIKE) or [""]
    return max(others.get(same, [""]), key=lambda other: used.get(other, 0))


def _beginning_like(word: str) -> list[str]:
    """Words of the dictionary that begin with the same letters, whatever their accents."""
    starts = [""]
    for letter in word[:_BEGINNING]:
        same = {letter} | {other for other in _ALPHABET if _folded(other) == _folded(letter)}
        starts = [start + other for start in starts for other in sorted(same)]
    words, found = dictionary(), []
    for start in starts:
        at = bisect_left(words, start)
        while at < len(words) and words[at].startswith(start):
            found.append(words[at])
            at += 1
    return found


@cache
def _unaccented(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _folded(word: str) -> str:
    return "".join(map(_unaccented, word.lower()))

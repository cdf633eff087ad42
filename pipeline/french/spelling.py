"""Spelling: the words of a text, and which of them no dictionary knows. No grammar.

The dictionary is the list in `data/` (see `data/PROVENANCE.md`); apostrophes in it are straight.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Set
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "words.txt.z"

# Letters, without digits and raised digits (km²).
_LETTERS = r"[^\W\d_²³]+"
# Words with what ties their parts: porte-à-porte, aujourd’hui, élu·e·s. What touches a digit or an
# address is no word.
_WORD = re.compile(rf"(?<![\w@/#.’'-]){_LETTERS}(?:[-'’·]{_LETTERS})*(?![\w@/]|[-'’.]\w)")
_ELISION = re.compile(r"(?:[ldjmnstc]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr)'", re.I)
# XIXe, Ier: a numeral in capitals with the ending of an ordinal, abbreviated well or not.
_ORDINAL = re.compile(r"[IVXLCDM]+(?:e|er|re|nd|nde|i?[èe]me|ère)s?")
# What may stand before a hyphen, and is no word.
_BEFORE = frozenset(
    (
        "anti", "auto", "bi", "co", "éco", "ex", "extra", "franco", "inter", "intra", "macro",
        "médico", "mi", "micro", "mini", "multi", "néo", "non", "péri", "pluri", "poly", "post",
        "pré", "pro", "pseudo", "quasi", "semi", "socio", "sous", "super", "supra", "télé",
        "trans", "tri", "ultra",
    )
)  # fmt: skip
# What follows the point of inclusive writing.
_ENDINGS = frozenset(
    (
        "s", "x", "e", "es", "le", "les", "ne", "nes", "te", "tes", "se", "ses", "ve", "ves",
        "ère", "ères", "euse", "euses", "ice", "ices", "ive", "ives", "rice", "rices", "sse",
        "sses", "trice", "trices",
    )
)  # fmt: skip


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text with their offsets, elided articles and hyphenated parts included."""
    for match in _WORD.finditer(text):
        yield match.start(), match.group()


def unknown_words(words: Iterable[str], allowed: Set[str]) -> set[str]:
    """Those of the words that neither the dictionary nor `allowed` knows.

    A capital may begin any word; words all in capitals are acronyms, and not looked at. Of
    `allowed` words, those in small letters may take the s of the plural.
    """
    open_ = {word: _readings(word) for word in words}
    wanted = {form for readings in open_.values() for way in readings for p in way for form in p}
    known = wanted.intersection(dictionary()) | {form for form in wanted if _in(allowed, form)}
    return {
        word
        for word, readings in open_.items()
        if not any(all(not known.isdisjoint(part) for part in way) for way in readings)
    }


def unused_words(listed: Iterable[str], words: Iterable[str]) -> set[str]:
    """Those of the listed words that stand nowhere among `words`, alone or as a part of one."""
    forms = {f for word in words for way in _readings(word) for part in way for f in part}
    return {w for w in listed if plain(w) not in forms and f"{plain(w)}s" not in forms}


def plain(word: str) -> str:
    """The word with straight apostrophes."""
    return word.replace("’", "'")


def bare(word: str) -> str:
    """The word without an elided one before it: économie for l’économie."""
    match = _ELISION.match(plain(word))
    return plain(word)[match.end() :] if match else plain(word)


@cache
def dictionary() -> tuple[str, ...]:
    """Every word of the dictionary, sorted."""
    # Splitting is quicker than a set: the words of a text are looked for among these, once.
    return tuple(zlib.decompress(_DATA.read_bytes()).decode().split())


def _in(allowed: Set[str], form: str) -> bool:
    return form in allowed or (form.islower() and form[-1] == "s" and form[:-1] in allowed)


def _readings(word: str) -> list[list[tuple[str, ...]]]:
    """The ways to read a word: each a list of parts to be known, each part given as its forms."""
    short = bare(word)
    ways = [[plain(word)]]
    if short != ways[0][0]:
        ways.append([short])
    if "·" in short:
        stem, *endings = short.split("·")
        ways += [[stem]] if _ENDINGS.issuperset(endings) else []
    if "-" in short:
        *first, last = [bare(part) for part in short.split("-")]
        ways.append([*(part for part in first if part.lower() not in _BEFORE), last])
    return [[_forms(part) for part in way if not _is_exempt(part)] for way in ways]


def _is_exempt(part: str) -> bool:
    return len(part) < 2 or part.isupper() or bool(_ORDINAL.fullmatch(part))


def _forms(part: str) -> tuple[str, ...]:
    return (part, part[0].lower() + part[1:]) if part[0].isupper() else (part,)

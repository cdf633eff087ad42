"""Cardinal numbers in letters: writing them, and reading them back.

Reading goes through writing: a run of number words is read, then written again, and counts only
when both agree. So « deux trois » is two numbers, and nothing is read that French does not write.
Both spellings are read: « vingt-et-un » (1990) and « vingt et un ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_SCALES = ((1_000_000_000, "milliard"), (1_000_000, "million"))
_VALUES = {word: value for value, word in enumerate(_SMALL)} | {
    word: value for value, word in _TENS.items()
}

_WORD = r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
_WORD += r"|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|millions?"
_WORD += r"|milliards?)"
_JOIN = r"(?:-et-|[ \n\u00a0\u202f]et[ \n\u00a0\u202f]|[- \n\u00a0\u202f])"
_RUN = re.compile(rf"(?<![\w-]){_WORD}(?:{_JOIN}{_WORD})*(?![\w])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpelledNumber:
    """A number in letters found at [start, end) of a text."""

    start: int
    end: int
    value: int


def spell_number(value: int) -> str:
    """A whole number in letters, in the spelling before 1990: « quatre-vingt-dix-sept ».

    Raises ValueError below 0 and from a thousand milliards on.
    """
    if not 0 <= value < 1_000_000_000_000:
        raise ValueError(f"no French words for {value}")
    words: list[str] = []
    for scale, name in _SCALES:
        count, value = divmod(value, scale)
        if count:
            words.append(f"{_below_million(count)} {name}{'s' if count > 1 else ''}")
    if value or not words:
        words.append(_below_million(value))
    return " ".join(words)


def _below_million(value: int) -> str:
    thousands, rest = divmod(value, 1000)
    words = []
    if thousands:
        # « deux cent mille », « quatre-vingt mille »: no plural s before mille.
        words.append("mille" if thousands == 1 else f"{_plain(_below_thousand(thousands))} mille")
    if rest or not thousands:
        words.append(_below_thousand(rest))
    return " ".join(words)


def _plain(words: str) -> str:
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    if rest:
        return f"{head} {_below_hundred(rest)}"
    return head + ("s" if hundreds > 1 else "")


def _below_hundred(value: int) -> str:
    if value <= 16:
        return _SMALL[value]
    if value < 20:
        return f"dix-{_SMALL[value - 10]}"
    if value < 70:
        ten, unit = value // 10 * 10, value % 10
        if not unit:
            return _TENS[ten]
        return f"{_TENS[ten]} et un" if unit == 1 else f"{_TENS[ten]}-{_SMALL[unit]}"
    if value < 80:
        return "soixante et onze" if value == 71 else f"soixante-{_below_hundred(value - 60)}"
    return "quatre-vingts" if value == 80 else f"quatre-vingt-{_below_hundred(value - 80)}"


def _normal(words: str) -> str:
    """The words without what spellings differ in: hyphens, « et », plurals, gender."""
    words = re.sub(r"[-\s\u00a0\u202f]+", " ", words.lower()).replace("zero", "zéro")
    words = re.sub(r"\b(cent|vingt|million|milliard)s\b", r"\1", words)
    return re.sub(r"\bune\b", "un", re.sub(r"\bet ", "", words))


def _read(words: list[str]) -> int:
    total = group = 0
    for word in words:
        if word == "vingt" and group % 100 == 4:
            group += 76  # quatre-vingt
        elif word == "cent":
            group = group - group % 100 + (group % 100 or 1) * 100
        elif word == "mille":
            total, group = total + (group or 1) * 1000, 0
        elif word in ("million", "milliard"):
            scale = 1_000_000 if word == "million" else 1_000_000_000
            total, group = total + (group or 1) * scale, 0
        else:
            group += _VALUES[word]
    return total + group


def read_spelled(words: str) -> int | None:
    """The value of words that are one number from end to end; None otherwise."""
    normal = _normal(words)
    tokens = normal.split()
    if not tokens or any(
        token not in _VALUES and token not in ("cent", "mille", "million", "milliard")
        for token in tokens
    ):
        return None
    value = _read(tokens)
    return value if value < 10**12 and _normal(spell_number(value)) == normal else None


def find_spelled(text: str) -> list[SpelledNumber]:
    """Every number in letters, each as long as it can be. « un » and « une » alone are kept:
    the caller knows whether they can be articles."""
    found: list[SpelledNumber] = []
    for run in _RUN.finditer(text):
        pieces = list(re.finditer(_WORD, run.group(), re.IGNORECASE))
        first = 0
        while first < len(pieces):
            for last in range(len(pieces), first, -1):
                start, end = pieces[first].start(), pieces[last - 1].end()
                value = read_spelled(run.group()[start:end])
                if value is not None:
                    found.append(SpelledNumber(run.start() + start, run.start() + end, value))
                    first = last
                    break
            else:
                first += 1
    return found

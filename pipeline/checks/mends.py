"""How the rules on typography mend what they find: edits of the words that a pattern found.

An edit is (start, end, new) in offsets of the text. No edit means that the cure is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.checks.core import Mend
from pipeline.checks.passages import Passage
from pipeline.french.characters import SPACE

Edit = tuple[int, int, str]
Cure = Callable[[re.Match[str]], tuple[Edit, ...]]


def make_mend(passage: Passage, start: int, end: int, new: str) -> Mend:
    """The mend that puts `new` where the passage has the characters from `start` to `end`."""
    return Mend(passage.place_at(start), passage.text[start:end], new)


def no_cure(match: re.Match[str]) -> tuple[Edit, ...]:
    """Nothing is certain."""
    return ()


def write(new: Callable[[re.Match[str]], str]) -> Cure:
    """Put other words in place of those found; none where there are none."""

    def cure(match: re.Match[str]) -> tuple[Edit, ...]:
        made = new(match)
        return ((*match.span(), made),) if made else ()

    return cure


def space_before_last(match: re.Match[str]) -> tuple[Edit, ...]:
    """A space before the last sign found."""
    return ((match.end() - 1, match.end(), f" {match.group()[-1]}"),)


def space_after_first(match: re.Match[str]) -> tuple[Edit, ...]:
    """A space after the first sign found."""
    second = match.group()[1]
    return ((match.start() + 1, match.start() + 2, f" {second}"),)


def space_after_last(match: re.Match[str]) -> tuple[Edit, ...]:
    """The spaces around the last sign found, unless it is one that names and addresses hold."""
    sign = match.group()[-1]
    if sign in ",»" or match.group()[0].isspace():
        return ((match.end() - 1, match.end(), f"{sign} "),)
    return ((match.end() - 1, match.end(), f" {sign} "),) if sign in ";!?" else ()


def space_inside(match: re.Match[str]) -> tuple[Edit, ...]:
    """A space after « and before »."""
    last = match.end() if match.string[match.end() :].startswith("»") else match.end() - 1
    after = ((match.start(), match.start() + 1, "« "),) if match.group()[0] == "«" else ()
    before = ((last, last + 1, " »"),) if match.string[last] == "»" else ()
    return after + before


_OPENING = re.compile(r"(?:^|(?<=[\s('’–—-]))\S(?=\S)")
_CLOSING = re.compile(r"(?<=\S)\S(?=$|[\s,.;:!?)…–—-])")
QUOTES = re.compile(r"[\"\u201c\u201d\u201e]")


def french_quotes(match: re.Match[str]) -> tuple[Edit, ...]:
    """« and », where all the quotation marks of the text open and close in turn."""
    text = match.string
    places = [mark.start() for mark in QUOTES.finditer(text)]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or "«" in text:
        return ()
    if not all(_OPENING.match(text, a) and _CLOSING.match(text, b) for a, b in pairs):
        return ()
    (pair,) = (pair for pair in pairs if match.start() in pair)
    return ((pair[0], pair[0] + 1, "« "), (pair[1], pair[1] + 1, " »"))


# Words that never follow themselves.
_NEVER_TWICE = frozenset(
    ("à", "au", "aux", "avec", "chez", "dans", "de", "des", "du", "et", "le", "les", "par", "pour",
     "sans", "sur", "un", "une")
)  # fmt: skip


def once(match: re.Match[str]) -> tuple[Edit, ...]:
    """One of two equal words, where both cannot be meant."""
    word = match.group(1)
    return ((*match.span(), word),) if word.lower() in _NEVER_TWICE else ()


# What follows a number that counts: a unit; for whole numbers any noun will do.
_UNIT = re.compile(
    rf"{SPACE}*(?:%|‰|[kKM]?€|Md€|km|m²|ha\b|hab\b)|{SPACE}+(?:millions?|milliards?|euros?)\b"
)
_NOUN = re.compile(rf"{SPACE}+(?!du\b|de\b|des\b)[a-zà-ÿ]{{3,}}")
_REFERENCE = re.compile(
    rf"(?:article|arrêté|code|décret|loi|n°|numéro|page|p\.|référence|version){SPACE}*$", re.I
)


def quantity(new: Callable[[re.Match[str]], str]) -> Cure:
    """Other words for a number that counts something: neither a reference nor a code."""

    def cure(match: re.Match[str]) -> tuple[Edit, ...]:
        counts = _UNIT.match(match.string, match.end())
        if match.group().isdecimal():
            counts = counts or _NOUN.match(match.string, match.end())
        named = _REFERENCE.search(match.string[: match.start()])
        return ((*match.span(), new(match)),) if counts and not named else ()

    return cure


def right_ordinal(match: re.Match[str]) -> str:
    """2e for 2ème, 1re for 1ère; nothing where the gender is not known."""
    number, ending = match.groups()
    plural = "s" if ending.endswith("s") else ""
    first = number in ("1", "I")
    if ending.startswith("ère"):
        return f"{number}re{plural}" if first else ""
    return "" if first else f"{number}e{plural}"


def with_ligature(match: re.Match[str]) -> str:
    """Œ and œ for their two letters."""
    words = match.group().replace("oe", "œ")
    return re.sub("O[eE]", "Œ", words)


def without_spaces(match: re.Match[str]) -> str:
    """The signs found, without the spaces among them."""
    return re.sub(rf"{SPACE}+", "", match.group())


_TITLES = {"Mr": "M.", "Mr.": "M.", "Mme.": "Mme", "Melle": "Mlle", "Mle": "Mlle"}


def right_title(match: re.Match[str]) -> str:
    """M., Mme or Mlle."""
    return _TITLES[match.group()]

"""Numbers alone, in figures and in letters: their value and the precision they are written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.french.characters import MINUS, SPACE
from pipeline.french.spelled import SpelledNumber, find_spelled
from pipeline.french.units import SCALE, SCALES, read_noun, read_unit

_S = SPACE


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at [start, end): its value, the precision written, whether it is round by nature.

    `factor` is the scale word in it (1000000 for « 1,2 million »), `unit` « part » for a fraction,
    « fois » for a multiple, the unit inside (« deux ans et demi »), or nothing.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal = Decimal(0)
    factor: Decimal = Decimal(1)
    unit: str = ""
    approximate: bool = False


_DIGITS = re.compile(
    rf"(?<![\d])(?<!\d[,.])(?:\+{_S}?|(?<![\w)])-(?=\d)|{MINUS}{_S}?)?"
    rf"(?P<digits>\d{{1,3}}(?:{_S}\d{{3}})+(?!\d)|\d+)(?P<rest>[,.]\d+)?"
)
# A hyphen binds them to what they halve.
_HALVES = {
    "douzaine": (Decimal(6), True), "centaine": (Decimal(50), True),
    "million": (Decimal(500_000), False), "milliard": (Decimal(500_000_000), False),
}  # fmt: skip
_HALF_OF = re.compile(rf"(?<!\w)(?:une?|la|le){_S}demi-({'|'.join(_HALVES)})(?!\w)", re.IGNORECASE)
_AINES = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_COUNTS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "cent": 100,
}  # fmt: skip
_COUNT = "|".join(_COUNTS)
_AINE = re.compile(
    rf"(?<!\w)(?P<count>{_COUNT}|la){_S}(?:(?:petite|bonne){_S})?"
    rf"(?P<word>{'|'.join(_AINES)})s?(?!\w)",
    re.IGNORECASE,
)
_PARTS = {
    "tiers": 3, "quart": 4, "cinquième": 5, "sixième": 6, "septième": 7, "huitième": 8,
    "neuvième": 9, "dixième": 10, "vingtième": 20, "centième": 100,
}  # fmt: skip
# « le tiers », « plus du quart »: the article stays outside, for the qualifier before it. A hyphen
# after makes another word: « tiers-lieu », « quart-monde ».
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<count>{_COUNT}){_S}(?:(?:bon|petit){_S})?(?P<part>{'|'.join(_PARTS)})s?"
    rf"|(?<=\b(?:le|du|au){_S})(?P<alone>tiers|quart))(?![\w-])(?!{_S}lieux?\b)",
    re.IGNORECASE,
)
_HALF = re.compile(rf"(?<=\bla{_S})(?:quasi-)?moitié(?!\w)", re.IGNORECASE)
_SLASH = re.compile(r"(?<![\d/])([1-4])/([2-5])(?![\d/])")
_ONE_IN = re.compile(
    rf"(?<!\w)(une?|deux|trois|quatre|neuf){_S}(?:[^\W\d]+{_S})?sur{_S}"
    rf"(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent)(?!\w)",
    re.IGNORECASE,
)
_FIGURES_IN = re.compile(
    rf"(?<![\d,.])([1-9])(?:{_S}[^\W\d]+)?{_S}sur{_S}([2-9]|10|100)(?!\w|[,.]\d|{_S}\d|{_S}?[%€])"
)
_MULTIPLE = re.compile(rf"(?<=\b(?:le|du|au){_S})(double|triple)(?!\w)", re.IGNORECASE)
_AND_HALF = re.compile(rf"{_S}et{_S}demie?(?!\w)")
_TIMES = re.compile(rf"{_S}fois(?!\w)")
_WORD_GAP = re.compile(rf"{_S}[^\W\d_]+(?={_S}et{_S}demie?(?!\w))")
_PER = re.compile(rf"(?<!\w)pour{_S}\Z")
_ROUND_WORD = re.compile(r"(mille|million|milliard)s?$", re.IGNORECASE)


def find_amounts(text: str, articles: bool) -> list[Amount]:
    """Every number alone, in order; « un » and « une » only with `articles`. None overlaps."""
    taken: list[Amount] = []
    for amounts in (
        _find_fractions(text),
        _find_rounds(text),
        _find_digits(text),
        (_from_words(text, word) for word in find_spelled(text) if _counts(text, word, articles)),
    ):
        for amount in amounts:
            if all(amount.end <= other.start or amount.start >= other.end for other in taken):
                taken.append(amount)
    return sorted(taken, key=lambda amount: amount.start)


def _find_digits(text: str) -> Iterator[Amount]:
    for match in _DIGITS.finditer(text):
        if match.start() and text[match.start() - 1].isalpha():
            continue
        digits = re.sub(_S, "", match["digits"]) + (match["rest"] or "").replace(",", ".")
        negative = match.group()[0] in f"-{MINUS}"
        decimals = len(match["rest"]) - 1 if match["rest"] else 0
        value = Decimal(f"-{digits}" if negative else digits)
        step = Decimal(1).scaleb(-decimals) if decimals else Decimal(0)
        yield _scaled(text, Amount(match.start(), match.end(), value, step))


def _counts(text: str, word: SpelledNumber, articles: bool) -> bool:
    """Whether a word is a number: « un », « neuf » (new) and « zéro déchet » mostly are not."""
    words = text[word.start : word.end].lower()
    if words in ("cent", "mille") and _PER.search(text[max(0, word.start - 8) : word.start]):
        return False
    if articles:
        return True
    if words in ("un", "une"):
        return bool(SCALE.match(text, word.end) or _half_more(text, word.end))
    if words == "neuf":
        return bool(read_noun(text, word.end))
    return words not in ("zéro", "zero")


def _half_more(text: str, position: int) -> bool:
    """Whether « an et demi » follows: then « un » counts."""
    noun = _WORD_GAP.match(text, position)
    return bool(noun and _AND_HALF.match(text, noun.end()))


def _from_words(text: str, word: SpelledNumber) -> Amount:
    value = Decimal(word.value)
    rounded = _ROUND_WORD.search(text[word.start : word.end])
    factor = SCALES[rounded.group(1).lower()] if rounded else Decimal(1)
    step = factor if rounded and factor > 1000 else Decimal(0)
    return _scaled(text, Amount(word.start, word.end, value, step, factor))


def _scaled(text: str, amount: Amount) -> Amount:
    """The amount with « million », « et demi » and « fois » counted in."""
    value, step, end, factor = amount.value, amount.step, amount.end, amount.factor
    if scale := SCALE.match(text, end):
        factor = SCALES[scale.group(1) or scale.group(2)]
        value, step, end = value * factor, (step or Decimal(1)) * factor, scale.end()
    noun = _WORD_GAP.match(text, end)
    if half := _AND_HALF.match(text, noun.end() if noun else end):
        unit = read_unit(text, end) if noun else None
        word = noun.group().strip() if noun else ""
        return Amount(
            amount.start, half.end(), value + factor / 2, factor / 2, factor,
            unit[0] if unit else word,
        )  # fmt: skip
    if times := _TIMES.match(text, end):
        return Amount(amount.start, times.end(), value, step or Decimal("0.5"), factor, "fois")
    return Amount(amount.start, end, value, step, factor, amount.unit, amount.approximate)


def _find_rounds(text: str) -> Iterator[Amount]:
    """« une vingtaine », « deux centaines », « un millier »."""
    for match in _AINE.finditer(text):
        count = _COUNTS.get(match["count"].lower(), 1)
        value = Decimal(count * _AINES[match["word"].lower()])
        yield _scaled(text, Amount(match.start(), match.end(), value, approximate=True))
    for match in _HALF_OF.finditer(text):
        value, vague = _HALVES[match[1].lower()]
        factor = SCALES.get(match[1].lower(), Decimal(1))
        yield Amount(match.start(), match.end(), value, factor=factor, approximate=vague)


def _find_fractions(text: str) -> Iterator[Amount]:
    for match in _FRACTION.finditer(text):
        count = _COUNTS[match["count"].lower()] if match["count"] else 1
        yield _part(match, count, _PARTS[(match["part"] or match["alone"]).lower()])
    for match in _HALF.finditer(text):
        yield _part(match, 1, 2)
    for match in _SLASH.finditer(text):
        yield _part(match, int(match[1]), int(match[2]))
    for match in _ONE_IN.finditer(text):
        yield _part(match, _COUNTS[match[1].lower()], _COUNTS[match[2].lower()])
    for match in _FIGURES_IN.finditer(text):
        if int(match[1]) < int(match[2]):
            yield _part(match, int(match[1]), int(match[2]))
    for match in _MULTIPLE.finditer(text):
        value = Decimal(2 if match[1].lower() == "double" else 3)
        yield Amount(match.start(), match.end(), value, Decimal("0.5"), unit="fois")


def _part(match: re.Match[str], count: int, whole: int) -> Amount:
    value = (Decimal(count) / whole).quantize(Decimal("1e-10")).normalize()
    # A fraction in words may be said of anything within 2 points of it.
    return Amount(match.start(), match.end(), value, Decimal("0.04"), unit="part")

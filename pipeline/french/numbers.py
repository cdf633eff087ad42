"""The numbers of a French text: finding them, with what they count and how sure they sound.

>>> [str(n.value) for n in find_numbers("plus de 1,2 million d'habitants, 16 % et un tiers")]
['1200000.0', '16', '0.3333333333']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.french.amounts import Amount, find_amounts
from pipeline.french.characters import SPACE
from pipeline.french.compare import MEASURES, Verdict, compare_values
from pipeline.french.format import (
    format_date,
    format_list,
    format_number,
    format_value,
    ordinal,
)  # fmt: skip
from pipeline.french.kinds import Kind, Mask, find_masks
from pipeline.french.units import canonical_unit, read_noun, read_unit, unit_factor

__all__ = [
    "Kind", "NumberPhrase", "Verdict", "bound_number", "compare", "find_numbers", "format_date",
    "format_list", "format_number", "format_value", "ordinal",
]  # fmt: skip

Value = Decimal | tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number and the words that belong to it, at [start, end) of a text.

    `value` is in base units (« 1,2 million » is 1200000; « 16 % » is 16 with unit « % »), a pair
    for a range. `qualifier` is « », « environ », « près de », « plus de », « moins de », « au
    moins », « au plus » or « entre ». `unit` is a canonical symbol (€, %, km², ha, ans…), « part »
    for a fraction, « fois », or nothing; `noun` the word counted. `step` is the precision written:
    100000 for « 1,2 million », 0 where a whole number is written out and must be exact.
    """

    start: int
    end: int
    value: Value
    qualifier: str
    kind: Kind
    unit: str
    text: str
    noun: str = ""
    step: Decimal = Decimal(0)


_S = SPACE
_BETWEEN = re.compile(rf"(?:{_S}|-|–)(?:à|et|ou)(?:{_S}|-|–)|[-–]")

_QUALIFIERS: tuple[tuple[str, str], ...] = (
    ("au moins", r"au{s}(?:moins|minimum)|minimum(?:{s}de|{s}d['’])?|≥"
                 r"|pas{s}moins{s}(?:de|d['’])"),
    ("au plus", r"au{s}(?:plus|maximum)|maximum(?:{s}de|{s}d['’])?|jusqu['’]{s}?(?:à|au)|≤"
                r"|pas{s}plus{s}(?:de|d['’])"),
    ("plus de", r"plus{s}(?:de|d['’]|du|des)|(?:bien{s})?au-delà{s}(?:de|d['’])|>"
                r"|supérieure?s?{s}(?:à|au)|dépass\w+"),
    ("moins de", r"moins{s}(?:de|d['’]|du|des)|en{s}dessous{s}(?:de|d['’])|sous|<"
                 r"|inférieure?s?{s}(?:à|au)"),
    ("près de", r"près{s}(?:de|d['’]|du|des)|presque|quasiment|pratiquement"
                r"|à{s}peine|pas{s}loin{s}(?:de|d['’])"),
    ("environ", r"environ|autour{s}(?:de|d['’])|à{s}peu{s}près|plus{s}ou{s}moins|quelques?"
                r"|approximativement|~|≈|de{s}l['’]ordre{s}(?:de|d['’])|aux{s}alentours{s}(?:de|d['’])"),
)  # fmt: skip
_BEFORE = tuple(
    (name, re.compile(rf"(?<![\w])(?:{words.replace('{s}', _S)}){_S}*(?:l[ea]s?{_S})?$", re.I))
    for name, words in _QUALIFIERS
)
_AFTER = re.compile(
    rf"(?:{_S}[^\W\d_]+)?{_S}(environ|(?:au{_S})?(?:minimum|maximum)|au{_S}(?:moins|plus))(?!\w)"
)
_CHANGE = re.compile(rf"(?:pass\w+|évolu\w+|mont\w+|grimp\w+|bondi\w*){_S}de{_S}$", re.IGNORECASE)


def find_numbers(
    text: str, names: Iterable[str] = (), *, articles: bool = False
) -> list[NumberPhrase]:
    """Every number of a text, in order, whatever spaces stand in it.

    `names` are proper names with a number inside (« COP 21 »). « un » and « une » are numbers only
    with `articles`. Two numbers parted by « à », « et » after « entre », or a dash are one range.
    """
    masks = find_masks(text, names)
    amounts = [
        amount
        for amount in find_amounts(text, articles)
        if all(amount.end <= mask.start or amount.start >= mask.end for mask in masks)
    ]
    phrases = [_masked(text, mask) for mask in masks] + list(_join_ranges(text, amounts))
    return sorted(phrases, key=lambda phrase: (phrase.start, phrase.end))


def bound_number(text: str, names: Iterable[str] = ()) -> NumberPhrase | None:
    """The one number of words bound to a fact; None where there is none, or more than one.

    Quantities come first, then ordinals, years and other kinds; where there is none, a rhythm
    (« chaque année » is 1, in « ans »), then « un ».
    """
    found = find_numbers(text, names)
    quantities = [number for number in found if number.kind == "quantity"]
    if not quantities:
        rhythm = _find_rhythm(text)
        quantities = found or rhythm or find_numbers(text, names, articles=True)
    return quantities[0] if len(quantities) == 1 else None


_RHYTHMS: tuple[tuple[str, int, str], ...] = (
    (r"chaque{s}année|tous{s}les{s}ans|annuel(?:le)?s?|annuellement|par{s}an", 1, "ans"),
    (r"bisannuel(?:le)?s?|biennale?s?|une{s}année{s}sur{s}deux", 2, "ans"),
    (r"triennale?s?", 3, "ans"),
    (r"chaque{s}mois|tous{s}les{s}mois|mensuel(?:le)?s?|mensuellement", 1, "mois"),
    (r"trimestriel(?:le)?s?|chaque{s}trimestre", 3, "mois"),
    (r"semestriel(?:le)?s?|chaque{s}semestre", 6, "mois"),
    (r"quotidien(?:ne)?s?|chaque{s}jour|tous{s}les{s}jours", 1, "jours"),
)
_RHYTHM = tuple(
    (re.compile(rf"(?i)(?<!\w)(?:{words.replace('{s}', _S)})(?!\w)"), value, unit)
    for words, value, unit in _RHYTHMS
)


def _find_rhythm(text: str) -> list[NumberPhrase]:
    """How often something comes back, said without a number: « chaque année » is 1, in « ans »."""
    return [
        NumberPhrase(*match.span(), Decimal(value), "", "quantity", unit, match.group())
        for pattern, value, unit in _RHYTHM
        for match in pattern.finditer(text)
    ]


def compare(
    phrase: NumberPhrase,
    fact_value: int | float | Decimal | tuple[int | float, int | float],
    fact_qualifier: str = "",
    fact_unit: str = "",
) -> Verdict:
    """Whether a number of the prose may be said of a fact; see `compare_values` for the table."""
    measure = canonical_unit(fact_unit) in MEASURES
    if measure and not phrase.unit and phrase.noun and phrase.kind == "quantity":
        return Verdict(False, "unit")  # « 49 entreprises » of a fact in %
    return compare_values(
        phrase.value, phrase.qualifier, phrase.unit, phrase.step,
        in_canonical_unit(fact_value, fact_unit), canonical_qualifier(fact_qualifier), fact_unit,
    )  # fmt: skip


def in_canonical_unit(
    value: int | float | Decimal | tuple[int | float, int | float], unit: str
) -> Decimal | tuple[Decimal, Decimal]:
    """A value in the canonical form of its unit: 400 « k€ » is 400000."""
    factor = unit_factor(unit)
    if isinstance(value, tuple):
        low, high = (Decimal(str(end)) * factor for end in value)
        return low, high
    return Decimal(str(value)) * factor


def canonical_qualifier(words: str) -> str:
    """« une vingtaine », « presque », « plus d’ » … as one of the qualifiers of NumberPhrase."""
    words = words.strip()
    if not words:
        return ""
    for name, pattern in _BEFORE:
        if pattern.search(words):
            return name
    if words.endswith(("aine", "aines", "millier", "milliers")):
        return "environ"
    return "entre" if words.startswith("entre") else words


def _masked(text: str, mask: Mask) -> NumberPhrase:
    return NumberPhrase(
        mask.start, mask.end, mask.value, "", mask.kind, "", text[mask.start : mask.end],
        read_noun(text, mask.end),
    )  # fmt: skip


# --- numbers together, and what stands around them ----------------------------------


def _join_ranges(text: str, amounts: list[Amount]) -> Iterator[NumberPhrase]:
    index = 0
    while index < len(amounts):
        first = amounts[index]
        second = amounts[index + 1] if index + 1 < len(amounts) else None
        if second and (qualifier := _range_between(text, first, second)) is not None:
            low = first.value
            if first.factor == 1 and second.factor > 1 and low * second.factor < second.value:
                low *= second.factor  # « 2 à 4 millions », not « 500 000 à 1 million »
            yield _phrase(text, first, second, (low, second.value), qualifier)
            index += 2
        else:
            yield _phrase(text, first, first, first.value, "")
            index += 1


def _range_between(text: str, first: Amount, second: Amount) -> str | None:
    """The qualifier of a range (« entre » or nothing) if two amounts are its ends; else None."""
    unit = read_unit(text, first.end)
    gap = text[unit[2] if unit and unit[2] <= second.start else first.end : second.start]
    if not _BETWEEN.fullmatch(gap) or first.value >= second.value:
        return None
    before = text[max(0, first.start - 24) : first.start]
    if re.search(rf"(?<!\w)[Ee]ntre{_S}$", before):
        return "entre"
    if gap.strip("-–" + SPACE[1:-1]) == "et" or _CHANGE.search(before):
        return None
    return ""


def _phrase(text: str, first: Amount, last: Amount, value: Value, qualifier: str) -> NumberPhrase:
    """The phrase of one amount, or of the two ends of a range, with qualifier and unit read."""
    unit, end, factor = last.unit, last.end, Decimal(1)
    if not unit and (found := read_unit(text, last.end)):
        unit, factor, end = found
    value = (value[0] * factor, value[1] * factor) if isinstance(value, tuple) else value * factor
    step = last.step * factor
    if not step and (unit == "%" or factor > 1):
        step = factor
    start, words = _qualifier(text, first, end)
    if not words:
        words = qualifier or ("environ" if first.approximate else "")
    return NumberPhrase(
        start, end, value, words, "quantity", unit, text[start:end],
        read_noun(text, last.end) if unit != "part" else read_noun(text, end), step,
    )  # fmt: skip


def _qualifier(text: str, first: Amount, end: int) -> tuple[int, str]:
    """Where the phrase begins, and its canonical qualifier, from the words before or after."""
    offset = max(0, first.start - 40)
    before = text[offset : first.start]
    for name, pattern in _BEFORE:
        if match := pattern.search(before):
            return offset + match.start(), name
    if match := re.search(rf"(?<!\w)[Ee]ntre{_S}$", before):
        return offset + match.start(), ""
    after = _AFTER.match(text, end)
    return first.start, canonical_qualifier(after.group(1)) if after else ""

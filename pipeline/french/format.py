"""Writing numbers, ordinals, lists and dates the French way."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal

from babel.dates import format_date as babel_format_date

from pipeline.french.characters import APOSTROPHE, MINUS, NARROW, NO_BREAK
from pipeline.french.spelled import spell_number
from pipeline.french.units import SYMBOLS

Number = int | float | Decimal

YEAR = "année"
"""The unit of a fact that is a year: « 2018 », never « 2 018 années »."""

_MILLION, _MILLIARD = Decimal(1_000_000), Decimal(1_000_000_000)


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def format_value(value: Number) -> str:
    """A number alone: « 36 000 », « 1,7 », « −0,7 »; narrow spaces between thousands."""
    number = _decimal(value).normalize()
    sign = MINUS if number < 0 else ""
    whole, _, rest = f"{abs(number):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", NARROW)
    return sign + groups + (f",{rest}" if rest else "")


def format_number(
    value: Number | tuple[Number, Number], unit: str = "", qualifier: str = ""
) -> str:
    """A number with its unit and qualifier: « plus de 36 000 salariés », « 1,7 million d’euros ».

    Millions and milliards are written as words where two decimals say the value whole. A pair is a
    range: « 25 à 30 structures », « entre 25 et 30 » with the qualifier « entre ».
    """
    if isinstance(value, tuple):
        return _format_range(_decimal(value[0]), _decimal(value[1]), unit, qualifier)
    if unit == YEAR:
        return _qualified(qualifier, str(value))
    number = _decimal(value)
    words, scaled = _with_scale(number)
    if round_word := _round_word(number, qualifier):
        return round_word + (_counted(unit, elide=True) if unit else "")
    return _qualified(qualifier, words + _unit_after(unit, scaled, number))


def format_figures(
    value: Number | tuple[Number, Number], unit: str = "", qualifier: str = ""
) -> str:
    """A number as a column of numbers shows it: figures only, the unit said by its head.

    The qualifier stays: « environ 288 000 ». The unit tells a year from other numbers.
    """
    if isinstance(value, tuple):
        low, high = (format_value(number) for number in value)
        between = qualifier == "entre"
        return f"entre {low} et {high}" if between else _qualified(qualifier, f"{low} à {high}")
    words = str(value) if unit == YEAR else format_value(value)
    return _round_word(_decimal(value), qualifier) or _qualified(qualifier, words)


def _format_range(low: Decimal, high: Decimal, unit: str, qualifier: str) -> str:
    (first, low_scaled), (second, high_scaled) = _with_scale(low), _with_scale(high)
    if low_scaled != high_scaled:
        first, second, high_scaled = format_value(low), format_value(high), False
    after = _unit_after(unit, high_scaled, high)
    if qualifier == "entre":
        return f"entre {first} et {second}{after}"
    return _qualified(qualifier, f"{first} à {second}{after}")


def _with_scale(number: Decimal) -> tuple[str, bool]:
    """The number, with « million » as a word where two decimals are enough; whether it was."""
    for scale, word in ((_MILLIARD, "milliard"), (_MILLION, "million")):
        if abs(number) >= scale:
            share = number / scale
            if share == round(share, 2):
                plural = "s" if abs(share) >= 2 else ""
                return f"{format_value(share)}{NO_BREAK}{word}{plural}", True
    return format_value(number), False


def _unit_after(unit: str, scaled: bool, number: Decimal) -> str:
    if not unit:
        return ""
    if unit == "part":
        return ""
    if scaled:
        return _counted("euros" if unit == "€" else unit, elide=True)
    if unit in SYMBOLS:
        return f"{NARROW}{unit}"
    return f"{NO_BREAK}{unit}"


def _counted(unit: str, *, elide: bool) -> str:
    """« de salariés », « d’euros »."""
    word = "euros" if unit == "€" else unit
    vowel = elide and bool(re.match(r"[aeéèêiîoôuhAEÉIOUH]", word)) and word != "hauts"
    return f" d{APOSTROPHE}{word}" if vowel else f" de {word}"


_ROUND_WORDS = {
    10: "dizaine", 12: "douzaine", 15: "quinzaine", 20: "vingtaine", 30: "trentaine",
    40: "quarantaine", 50: "cinquantaine", 60: "soixantaine", 100: "centaine",
}  # fmt: skip


def _round_word(number: Decimal, qualifier: str) -> str:
    """« une vingtaine » where that is the fact's own qualifier."""
    word = _ROUND_WORDS.get(int(number), "") if number == int(number) else ""
    return f"une {word}" if word and qualifier.strip().startswith(f"une {word}") else ""


def _qualified(qualifier: str, words: str) -> str:
    qualifier = qualifier.strip()
    if not qualifier:
        return words
    if qualifier.endswith(("'", APOSTROPHE)):
        qualifier = f"{qualifier[:-1]}e"
    return f"{qualifier} {words}"


def ordinal(rank: int, *, feminine: bool = False) -> str:
    """« 1er », « 1re », « 2e »; typography raises the letters. Raises ValueError below 1."""
    if rank < 1:
        raise ValueError(f"no French ordinal for {rank}")
    if rank == 1:
        return "1re" if feminine else "1er"
    return f"{format_value(rank)}e"


def format_list(items: Sequence[str], conjunction: str = "et") -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def format_date(iso: str) -> str:
    """An ISO date as precise as it is: « 2018 », « juin 2018 », « 1er juillet 2018 ».

    Raises ValueError for anything else.
    """
    if re.fullmatch(r"\d{4}", iso):
        return iso
    if re.fullmatch(r"\d{4}-\d{2}", iso):
        day = datetime.date.fromisoformat(f"{iso}-01")
        return babel_format_date(day, "MMMM y", locale="fr")
    day = datetime.date.fromisoformat(iso)
    words = babel_format_date(day, "d MMMM y", locale="fr").replace(" ", NO_BREAK, 1)
    return f"1er{words[1:]}" if day.day == 1 else words


__all__ = [
    "format_date", "format_figures", "format_list", "format_number", "format_value", "ordinal",
    "spell_number",
]  # fmt: skip

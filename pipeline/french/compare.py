"""Whether a number of the prose may be said of a fact.

What the prose may say of a fact whose exact value is v (p is the number of the prose):

| the prose says | may be said when |
|---|---|
| p, whole, written out | v = p |
| p with decimals, « million », % | v rounds to p at the precision written |
| a fraction (un tiers) | v within 2 points of p |
| N fois, le double | v within 0,25 of p |
| environ p, une vingtaine | v within 10 % of p (15 % below 50) |
| près de p | v from 10 % below p up to 1 % above |
| plus de p | v above p, by 20 % at most (or by 1) |
| moins de p | v below p, by 20 % at most (or by 1) |
| au moins p / au plus p | the same, p itself too |
| p à q | v is the range (p, q) |
| entre p et q | v is the range (p, q), or lies in it |

Where the fact has a qualifier of its own, its value is not exact: the prose must say the same
value with a qualifier of the same family (≈: environ, près de; ≥: plus de, au moins; ≤: moins de,
au plus). A number of the prose that drops the qualifier claims more than is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.french.units import canonical_unit

Number = int | float | Decimal
Reason = Literal["", "value", "qualifier", "range", "unit"]

_FAMILY = {
    "environ": "≈", "près de": "≈", "plus de": "≥", "au moins": "≥", "moins de": "≤",
    "au plus": "≤", "entre": "",
}  # fmt: skip
MEASURES = frozenset(
    ("%", "‰", "€", "km²", "m²", "ha", "km", "m", "hab./km²", "ans", "mois", "jours", "heures")
)
_AREA = {"km²": Decimal(1_000_000), "ha": Decimal(10_000), "m²": Decimal(1)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether prose and fact agree; where not, what differs."""

    agrees: bool
    reason: Reason = ""


def _decimal(value: Number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def compare_values(
    said: Decimal | tuple[Decimal, Decimal],
    said_qualifier: str,
    said_unit: str,
    step: Decimal,
    value: Number | tuple[Number, Number],
    qualifier: str,
    unit: str,
) -> Verdict:
    """Compare what the prose says with a fact, by the table above. Qualifiers are canonical."""
    factor = _conversion(said_unit, canonical_unit(unit))
    if factor is None:
        return Verdict(False, "unit")
    if isinstance(value, tuple):
        return _compare_range(said, (_decimal(value[0]), _decimal(value[1])), factor)
    fact = _decimal(value)
    if isinstance(said, tuple):
        low, high = said[0] * factor, said[1] * factor
        inside = said_qualifier == "entre" and low <= fact <= high
        return Verdict(inside, "" if inside else "range")
    number, half = said * factor, step * abs(factor) / 2
    if factor != 1 and said_unit != "part" and abs(said - fact) <= step / 2:
        return Verdict(False, "unit")  # « 40 ha » of a fact of 40 km²
    if qualifier:
        same = abs(number - fact) <= half
        if not same:
            return Verdict(False, "value")
        family = _FAMILY.get(said_qualifier, "") == _FAMILY.get(qualifier, "")
        return Verdict(family, "" if family else "qualifier")
    agrees = _may_say(number, said_qualifier, half, fact)
    return Verdict(agrees, "" if agrees else _why(number, half, fact))


def _conversion(said: str, fact: str) -> Decimal | None:
    """What the prose's number is multiplied by to be in the fact's unit; None if it cannot be."""
    if said == "part":
        return Decimal(100) if fact == "%" else Decimal(1)
    if said in _AREA and fact in _AREA:
        return _AREA[said] / _AREA[fact]
    if said == fact or not said:
        return Decimal(1)
    both = said in MEASURES and fact in MEASURES
    return None if both or ("%" in (said, fact) and said in MEASURES) else Decimal(1)


def _compare_range(
    said: Decimal | tuple[Decimal, Decimal], fact: tuple[Decimal, Decimal], factor: Decimal
) -> Verdict:
    agrees = isinstance(said, tuple) and (said[0] * factor, said[1] * factor) == fact
    return Verdict(agrees, "" if agrees else "range")


def _may_say(p: Decimal, qualifier: str, half: Decimal, v: Decimal) -> bool:
    size = abs(p)
    if qualifier == "environ":
        return abs(v - p) <= size * (Decimal("0.15") if size < 50 else Decimal("0.10"))
    if qualifier == "près de":
        return -size * Decimal("0.10") <= v - p <= size * Decimal("0.01")
    room = max(size * Decimal("0.20"), Decimal(1) if size > 1 else Decimal(0))
    if qualifier in ("plus de", "au moins"):
        return (0 < v - p <= room) or (qualifier == "au moins" and v == p)
    if qualifier in ("moins de", "au plus"):
        return (0 < p - v <= room) or (qualifier == "au plus" and v == p)
    return abs(v - p) <= half


def _why(p: Decimal, half: Decimal, v: Decimal) -> Reason:
    """A number that would do without its qualifier has the wrong qualifier."""
    return "qualifier" if abs(v - p) <= half else "value"

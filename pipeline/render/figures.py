"""Numbers set large: value and unit apart."""

from __future__ import annotations

from pipeline.french.characters import NARROW, NO_BREAK
from pipeline.french.format import YEAR, format_value
from pipeline.model.book import ResolvedFact

_SCALES = ((1_000_000_000, "Md", "milliard"), (1_000_000, "M", "million"))


def split_number(fact: ResolvedFact) -> tuple[str, str]:
    """A fact as (number, unit) for display: (« 1,7 », « M€ »), (« 16 % », «  »), (« 49 », «  »).

    The unit is given only where it is a symbol: what is counted is said by the label.
    """
    value = fact.value
    if fact.state:
        return fact.state, ""
    if fact.unit == YEAR and not isinstance(value, tuple):
        return str(value), ""
    if isinstance(value, tuple):
        low, high = (format_value(v) for v in value)
        return f"{low} à {high}", _symbol(fact.unit)
    sign = "+" if value > 0 and fact.published.lstrip().startswith("+") else ""
    for scale, short, long in _SCALES:
        if abs(value) >= scale and round(value / scale, 2) == value / scale:
            number = f"{sign}{format_value(value / scale)}"
            if fact.unit == "€":
                return number, f"{short}€"
            plural = "s" if abs(value) >= 2 * scale else ""
            return f"{number}{NO_BREAK}{long}{plural}", ""
    number = sign + format_value(value)
    if fact.unit == "%":
        return f"{number}{NARROW}%", ""
    return number, _symbol(fact.unit)


def _symbol(unit: str) -> str:
    return unit if unit in ("€", "km²", "m²", "ha", "hab./km²") else ""

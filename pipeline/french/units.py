"""Units of measure and money as French texts write them, and their canonical symbols."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.french.characters import SPACE, SPACES

_KILO, _MEGA, _GIGA = Decimal(1000), Decimal(1_000_000), Decimal(1_000_000_000)

# (words as written, canonical unit, factor to base units); the first that matches wins.
_UNITS: tuple[tuple[str, str, Decimal], ...] = (
    (r"%|pour{s}cent\b", "%", Decimal(1)),
    (r"‰|pour{s}mille\b", "‰", Decimal(1)),
    (r"points?\b(?:{s}de{s}pourcentage)?", "points", Decimal(1)),
    (r"[Mm]d{s}?€|[Mm]ds{s}?€|G€", "€", _GIGA),
    (r"M{s}?€", "€", _MEGA),
    (r"[kK]{s}?€", "€", _KILO),
    (r"M{s}d['’]euros?\b", "€", _MEGA),
    (r"€", "€", Decimal(1)),
    (r"(?:d['’])?euros?\b", "€", Decimal(1)),
    (
        r"hab(?:itant(?:e?s)?)?\.?(?:{s}?/{s}?|{s}(?:par|au){s})(?:km[²2]|kilomètres?{s}carrés?)",
        "hab./km²",
        Decimal(1),
    ),
    (r"km[²2](?![\w])|kilomètres?{s}carrés?\b", "km²", Decimal(1)),
    (r"m[²2](?![\w])|mètres?{s}carrés?\b", "m²", Decimal(1)),
    (r"[hH]a\b|hectares?\b", "ha", Decimal(1)),
    (r"km\b|kilomètres?\b", "km", Decimal(1)),
    (r"mètres?\b|m\b(?!['’.])", "m", Decimal(1)),
    (r"heures?\b|h\b(?!['’.])", "heures", Decimal(1)),
    (r"ans?\b|années?\b", "ans", Decimal(1)),
    (r"mois\b", "mois", Decimal(1)),
    (r"jours?\b", "jours", Decimal(1)),
    (r"ETP\b|équivalents?{s}temps{s}plein", "ETP", Decimal(1)),
    (r"hab(?:\.|\b)|habitant(?:e?s)?\b", "habitants", Decimal(1)),
)
_COMPILED = tuple(
    (re.compile(pattern.replace("{s}", SPACE)), unit, factor) for pattern, unit, factor in _UNITS
)
_GAP = re.compile(
    rf"{SPACE}*(?:(?:derni(?:ers|ères)|premi(?:ers|ères)|prochaine?s){SPACE})?(?:de{SPACE}|d['’])?"
)

SCALES = {
    "millier": Decimal(1000),
    "million": _MEGA,
    "milliard": _GIGA,
    "mille": Decimal(1000),
}
SCALE = re.compile(rf"{SPACE}+(millier|million|milliard)s?(?!\w)|{SPACE}+(mille)(?!\w)")

SYMBOLS = (
    "%", "‰", "€", "k€", "K€", "M€", "Md€", "Mds€", "km²", "km2", "km", "m²", "m2", "m", "cm",
    "mm", "ha", "Ha", "h", "min", "kg", "g", "t", "kWh", "MWh", "°C",
    "hab./km²", "hab/km²", "hab.",
)  # fmt: skip
"""Symbols that stand after a number with a narrow no-break space."""

UNIT_WORDS = (
    "euro", "habitant", "habitante", "million", "milliard", "millier", "an", "année", "mois",
    "jour", "semaine", "heure", "minute", "hectare", "kilomètre", "mètre", "point", "fois",
    "personne", "salarié", "salariée", "emploi", "entreprise", "établissement", "structure",
    "association", "commune", "métropole", "projet", "action", "partenaire", "acteur", "ETP",
)  # fmt: skip
"""Words that are not parted from the number before them (singular; the plural too)."""


def read_unit(text: str, position: int) -> tuple[str, Decimal, int] | None:
    """The unit right after a number: (canonical unit, factor to base units, end offset)."""
    gap = _GAP.match(text, position)
    for start in dict.fromkeys((gap.end() if gap else position, _skip(text, position))):
        for pattern, unit, factor in _COMPILED:
            if match := pattern.match(text, start):
                return unit, factor, match.end()
    return None


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in SPACES:
        position += 1
    return position


def canonical_unit(unit: str) -> str:
    """The canonical form of a unit named in a fact: « euros » → « €», « Ha » → « ha »."""
    found = read_unit(unit, 0)
    return found[0] if found and found[2] == len(unit) else unit


def unit_factor(unit: str) -> Decimal:
    """What a value in that unit is multiplied by to be in the canonical one: 1000 for « k€ »."""
    found = read_unit(unit, 0)
    return found[1] if found and found[2] == len(unit) else Decimal(1)


def names_unit(head: str, unit: str) -> bool:
    """Whether the head of a column names a unit: « Superficie (km²) », « Habitants au km² ».

    A unit of measure has to be that one (« € » does not name « k€ », nor « Habitants au km² »
    « habitants »); other units are words: « Salariés de l’ESS » names « salariés ».
    """
    measure = read_unit(unit, 0)
    if measure is None:
        return bool(unit) and unit.casefold() in re.findall(r"[^\W\d_]+", head.casefold())
    position, words = 0, head[:1].lower() + head[1:]
    while position < len(words):
        inside = position and words[position - 1].isalnum() and words[position].isalnum()
        found = None if inside else read_unit(words, position)
        if found and found[:2] == measure[:2]:
            return True
        position = found[2] if found else position + 1
    return False


_NOUN = re.compile(rf"{SPACE}+(?:d(?:e{SPACE}+la{SPACE}|e{SPACE}|es{SPACE}|u{SPACE}|['’]))?"
                   rf"(?:l['’])?([^\W\d_][\w’'-]*)")  # fmt: skip
_NO_NOUNS = frozenset(
    (
        "à", "au", "aux", "et", "ou", "en", "de", "des", "du", "d", "la", "le", "les", "l", "que",
        "qui", "pour", "par", "sur", "dans", "avec", "plus", "moins", "fois", "sont", "est", "ont",
        "a", "se", "son", "sa", "ses", "leur", "leurs", "ce", "ces", "dont", "soit", "chez",
        "entre", "vers", "sans", "k", "m", "md", "mds", "h", "km", "ha", "hab",
    )
)  # fmt: skip


def read_noun(text: str, position: int) -> str:
    """The word counted by a number that ends at `position`, in lower case; or nothing."""
    match = _NOUN.match(text, position)
    word = match.group(1).lower().replace("'", "’") if match else ""
    return "" if word in _NO_NOUNS else word

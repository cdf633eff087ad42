"""The characters French typography is made of, by name."""

from __future__ import annotations

NARROW = "\u202f"
"""Narrow no-break space: before ; ! ? and unit symbols, between thousands."""

NO_BREAK = "\u00a0"
"""No-break space of a word's width: before :, inside « », between a number and a word."""

APOSTROPHE = "\u2019"
ELLIPSIS = "\u2026"
EN_DASH = "\u2013"
MINUS = "\u2212"

SPACES = " \t\n\u00a0\u2007\u2009\u200a\u202f"
"""Every space met in sources, for character classes of regular expressions."""

SPACE = f"[{SPACES}]"
"""One space of any kind, as a regular expression."""

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MONTH = f"(?:{'|'.join(MONTHS)})"

ERA = "(?:siècle|millénaire)s?"
"""What roman numerals in small capitals count."""

_TIE = (
    rf"(?:{SPACE}(?:et|ou|à|au|puis){SPACE}(?:(?:du|le|au){SPACE})?|,{SPACE}|{SPACE}?[-–]{SPACE}?)"
)


def before_era(ordinal: str) -> str:
    """What follows an ordinal of centuries, others like it included: « XIXe et XXe siècles »."""
    return rf"(?:{_TIE}{ordinal})*{SPACE}{ERA}(?!\w)"

"""TYP: numbers, ordinals and units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import mends
from pipeline.checks.context import Context
from pipeline.checks.core import Fault, Outcome, rule
from pipeline.checks.matches import look_for
from pipeline.french.characters import SPACE, before_era
from pipeline.french.kinds import roman_numeral, roman_value

_ENDING = rf"{SPACE}?(?:i?[èe]mes?|ers?|es?)(?!\w)"
_BEFORE_ERA = f"(?={before_era(rf'(?:[0-9]{{1,2}}|[ivxIVX]+){_ENDING}')})"
# In figures, in small letters, or in capitals without their e; « 21 siècles » only counts.
_CENTURY = re.compile(
    rf"(?<![\w,.])(?:(?P<figures>\d{{1,2}})(?:{_ENDING}{_BEFORE_ERA}|(?={SPACE}siècle(?!\w)))"
    rf"|(?P<letters>[ivx]+){_ENDING}{_BEFORE_ERA}"
    rf"|(?P<capitals>[IVX]+)(?:{SPACE}(?:i?[èe]mes?|er?)(?!\w))?{_BEFORE_ERA})"
)


@rule(
    "TYP006",
    "error",
    "Point décimal",
    "Écrire la virgule : 1,7.",
)
def decimal_point(context: Context) -> Iterator[Outcome]:
    """Why: en français, la décimale suit une virgule.

    Wrong: 1.7 million d’euros

    Right: 1,7 million d’euros
    """
    pattern = re.compile(r"(?<![\w.,/-])(?<!BY )(?<!SA )(?<!version )\d+\.\d+(?![\w./-]|\.\d)")
    yield from look_for(
        context, pattern, lambda m: (f"point décimal dans « {m.group()} »",
                                     f"Écrire « {m.group().replace('.', ',')} »."),
        mends.quantity(lambda m: m.group().replace(".", ",")),
    )  # fmt: skip


@rule(
    "TYP007",
    "error",
    "Tranches de trois chiffres non séparées",
    "Séparer les milliers par une espace : 36 000.",
)
def ungrouped_thousands(context: Context) -> Iterator[Outcome]:
    """Why: « 1898950 » ne se lit pas d’un coup d’œil.

    Wrong: 36000 salariés

    Right: 36 000 salariés
    """
    pattern = re.compile(
        r"(?<![\w.,/°-])(?!0)\d{5,}(?![\w./-])(?!\s[A-ZÀ-Ý])|(?<![\w.,])\d{1,3}(?:\.\d{3})+(?![\w.])"
    )
    cure = mends.quantity(_in_groups)
    for outcome in look_for(context, pattern, _grouped, cure):
        if not (isinstance(outcome, Fault) and _is_code(context, outcome)):
            yield outcome


def _grouped(match: re.Match[str]) -> tuple[str, str]:
    message = f"le nombre « {match.group()} » n’est pas en tranches"
    return message, f"Écrire « {_in_groups(match)} »."


def _in_groups(match: re.Match[str]) -> str:
    return f"{int(match.group().replace('.', '')):,}".replace(",", " ")


def _is_code(context: Context, fault: Fault) -> bool:
    """Whether the digits are an address (CS 30651, 75011 Paris), not a number."""
    lines = context.lines_of(fault.place.file)
    before = lines[fault.place.line - 1][: fault.place.column - 1] if lines else ""
    return bool(re.search(r"(?:CS|BP|TSA|ISO|ISBN|n°)\s?$", before))


@rule(
    "TYP008",
    "error",
    "Ordinal mal abrégé",
    "Écrire 1er, 1re, 2e, 3e : la composition relève les lettres.",
)
def wrong_ordinal(context: Context) -> Iterator[Outcome]:
    """Why: les abréviations correctes sont 1er, 1re, 2e ; « ème » n’en est pas une.

    Wrong: la 2ème édition, la 1ère fois

    Right: la 2e édition, la 1re fois
    """
    # Centuries in figures are another rule's.
    century = rf"\d{{1,2}}{_ENDING}{_BEFORE_ERA}"
    pattern = re.compile(rf"(?<!\w)(?!{century})(\d+|[IVX]+)(i?[èe]mes?|ères?)(?!\w)")

    def say(match: re.Match[str]) -> tuple[str, str]:
        right = mends.right_ordinal(match)
        return f"ordinal « {match.group()} »", f"Écrire « {right} »." if right else ""

    yield from look_for(context, pattern, say, mends.write(mends.right_ordinal))


@rule(
    "TYP013",
    "error",
    "« numéro » mal abrégé",
    "Écrire « n° 12 » : n, le signe degré, une espace, le nombre.",
)
def wrong_numero(context: Context) -> Iterator[Outcome]:
    """Why: l’abréviation de « numéro » est « n° », suivie d’une espace que la composition tient.

    Wrong: la loi N°2001-624, le no 12

    Right: la loi n° 2001-624, le n° 12
    """
    pattern = re.compile(rf"\b(?:[Nn](?:°|º)(?=\d)|N(?:°|º){SPACE}(?=\d)|[Nn]o{SPACE}(?=\d))")
    yield from look_for(
        context, pattern, lambda m: (f"abréviation « {m.group()} »", ""),
        mends.write(lambda m: "n° "),
    )  # fmt: skip


@rule(
    "TYP015",
    "error",
    "Exposant d’unité écrit à plat",
    "Écrire m², km².",
)
def flat_exponent(context: Context) -> Iterator[Outcome]:
    """Why: « km2 » n’est pas une unité ; « km² » en est une.

    Wrong: 523 km2

    Right: 523 km²
    """
    pattern = re.compile(r"\b[kcm]?m2\b")
    yield from look_for(
        context, pattern, lambda m: (f"« {m.group()} »", f"Écrire « {m.group()[:-1]}² »."),
        mends.write(lambda m: f"{m.group()[:-1]}²"),
    )  # fmt: skip


@rule(
    "TYP018",
    "error",
    "Unité dite deux fois",
    "Garder un seul signe : 16 %, 45 millions d’euros.",
)
def doubled_unit(context: Context) -> Iterator[Outcome]:
    """Why: « 16 % pour cent » ou « 45 M€ d’euros » disent deux fois l’unité.

    Wrong: 45 M€ d’euros

    Right: 45 millions d’euros
    """
    pattern = re.compile(rf"%{SPACE}pour{SPACE}cent|€{SPACE}(?:d['’])?euros?\b|%{SPACE}?%")
    yield from look_for(
        context, pattern, lambda m: (f"unité doublée : « {m.group()} »", ""),
        mends.write(lambda m: m.group()[0]),
    )  # fmt: skip


@rule(
    "TYP020",
    "error",
    "Siècle mal écrit",
    "Écrire le nombre en chiffres romains, suivi d’un e : XXIe siècle. La composition le met en "
    "petites capitales et relève la lettre.",
)
def wrong_century(context: Context) -> Iterator[Outcome]:
    """Why: l’usage français écrit les siècles en chiffres romains, en petites capitales.

    Wrong: une économie du 21e siècle

    Right: une économie du XXIe siècle
    """
    yield from look_for(
        context, _CENTURY, lambda m: (f"« {m.group()} » pour un siècle",
                                      f"Écrire « {_right_century(m)} »."),
        mends.write(_right_century),
    )  # fmt: skip


def _right_century(match: re.Match[str]) -> str:
    figures, letters, capitals = match.group("figures", "letters", "capitals")
    value = int(figures) if figures else roman_value((letters or capitals).upper())
    return f"{roman_numeral(value)}{'er' if value == 1 else 'e'}"


_UNITS = {
    "Kg": "kg", "KG": "kg", "kgs": "kg", "Km": "km", "KM": "km", "kms": "km", "Kms": "km",
    "Ha": "ha", "HA": "ha", "Kwh": "kWh", "KWh": "kWh", "kwh": "kWh", "Mwh": "MWh",
    "mn": "min", "hrs": "h", "K€": "k€", "m€": "M€", "Mds€": "Md€", "MD€": "Md€",
}  # fmt: skip


@rule(
    "TYP027",
    "error",
    "Symbole d’unité mal écrit",
    "Employer le symbole : km, ha, kg, kWh, min, h, k€, M€, Md€, sans s au pluriel.",
)
def wrong_symbol(context: Context) -> Iterator[Outcome]:
    """Why: un symbole a une seule écriture : « Ha » et « kms » n’en sont pas.

    Wrong: 12 Kms, 3 Ha, 12 millions €

    Right: 12 km, 3 ha, 12 millions d’euros
    """
    words = "|".join(sorted(_UNITS, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<=\d)(?P<gap>{SPACE}?)(?P<unit>{words})(?![\w²])"
        rf"|(?:(?<=million)|(?<=millions)|(?<=milliard)|(?<=milliards)){SPACE}€"
    )
    yield from look_for(
        context, pattern, lambda m: (f"symbole « {m['unit'] or '€'} »",
                                     f"Écrire « {_right_symbol(m).strip()} »."),
        mends.write(_right_symbol),
    )  # fmt: skip


def _right_symbol(match: re.Match[str]) -> str:
    if match["unit"]:
        return f"{match['gap']}{_UNITS[match['unit']]}"
    return " d'euros"


RULES = (
    decimal_point,
    ungrouped_thousands,
    wrong_ordinal,
    wrong_numero,
    flat_exponent,
    doubled_unit,
    wrong_century,
    wrong_symbol,
)

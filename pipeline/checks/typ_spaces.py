"""TYP: spaces that are missing or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks import mends
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Mend, Outcome, rule
from pipeline.checks.matches import look_for
from pipeline.french.characters import SPACE

_ELISION = r"(?<![\w'’])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)"

# Spaces between two signs: those at the ends of a line are layout.
_DOUBLED = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")


@rule(
    "TYP002",
    "error",
    "Espace manquante avant ; : ! ?",
    "Ajouter une espace devant le signe.",
)
def missing_space_before(context: Context) -> Iterator[Outcome]:
    """Why: en français, ces signes sont précédés d’une espace, que la composition rend insécable.

    Wrong: les leviers: subventions, prêts

    Right: les leviers : subventions, prêts
    """
    pattern = re.compile(r"[^\W_]+[»)]?[;:!?](?=\s|$)")
    yield from look_for(
        context, pattern, lambda m: (f"espace manquante dans « {m.group()} »", ""),
        mends.space_before_last,
    )  # fmt: skip


@rule(
    "TYP003",
    "error",
    "Espace manquante à l’intérieur des guillemets",
    "Écrire « mots », avec une espace après « et une espace avant ».",
)
def missing_space_inside(context: Context) -> Iterator[Outcome]:
    """Why: collés aux mots, les guillemets se lisent mal et la ligne se coupe mal.

    Wrong: le «chef de file»

    Right: le « chef de file »
    """
    pattern = re.compile(r"«[^\s«»]+|[^\s«»]+»")
    yield from look_for(
        context, pattern, lambda m: (f"espace manquante dans {m.group()}", ""), mends.space_inside
    )


@rule(
    "TYP005",
    "error",
    "Espace manquante entre un nombre et son unité",
    "Ajouter une espace : 16 %, 45 M€, 12 km².",
)
def missing_space_before_unit(context: Context) -> Iterator[Outcome]:
    """Why: l’unité est un mot : une espace la sépare du nombre.

    Wrong: 16% de l’emploi

    Right: 16 % de l’emploi
    """
    pattern = re.compile(r"\d(?:%|‰|[kKM]?€|Md€|km²|m²|°C|(?:ha|km|cm|mm|kg|hab|ETP|kWh|MWh)\b)")
    yield from look_for(
        context, pattern, lambda m: (f"espace manquante dans « {m.group()} »", ""),
        mends.space_after_first,
    )  # fmt: skip


@rule(
    "TYP011",
    "error",
    "Espace avant une virgule, un point ou une parenthèse fermante",
    "Retirer l’espace.",
)
def space_before_comma(context: Context) -> Iterator[Outcome]:
    """Why: la virgule, le point et la parenthèse fermante se collent au mot qui précède.

    Wrong: les acteurs , les élus

    Right: les acteurs, les élus
    """
    pattern = re.compile(rf"\w?{SPACE}+(?:[,)]|\.(?!\w|\.))|\({SPACE}+\w?")
    yield from look_for(
        context, pattern, lambda m: (f"espace de trop : « {m.group()} »", ""),
        mends.write(mends.without_spaces),
    )  # fmt: skip


@rule(
    "TYP017",
    "error",
    "Espace manquante après une ponctuation",
    "Ajouter une espace après le signe.",
)
def missing_space_after(context: Context) -> Iterator[Outcome]:
    """Why: collés par une virgule ou un point-virgule, deux mots n’en font plus qu’un.

    Wrong: les élus,les acteurs

    Right: les élus, les acteurs
    """
    pattern = re.compile(
        rf"[^\W\d_][,;:!?](?=[^\W\d_])|{SPACE}[;:!?](?=[^\W\d_])|[a-zà-ÿ]{{2}}\.(?=[A-ZÀ-Ý][a-zà-ÿ])|»(?=\w)"
    )
    yield from look_for(
        context, pattern, lambda m: (f"espace manquante après « {m.group().strip()} »", ""),
        mends.space_after_last,
    )  # fmt: skip


@rule(
    "TYP019",
    "warning",
    "Espace doublée",
    "N’en laisser qu’une.",
)
def doubled_space(context: Context) -> Iterator[Outcome]:
    """Why: elle ne se voit pas, et la recherche des mêmes mots avec une seule espace les manque.

    Wrong:
        les acteurs  de l’ESS

    Right:
        les acteurs de l’ESS
    """
    doubled = {name: _doubled_in(text) for name, text in context.publication.texts.items()}
    for passage in context.texts:
        if not doubled.get(passage.places[0].file):
            yield Confirmed()
            continue
        for before, place in pairwise(passage.places):
            spaces = doubled[place.file].get((place.line, place.column), 0)
            if spaces and (before.file, before.line) == (place.file, place.line):
                at = place.shifted(columns=-spaces)
                mend = Mend(at, " " * spaces, " ")
                yield Fault(at, f"{spaces} espaces de suite", key=passage.piece, mends=(mend,))


def _doubled_in(text: str) -> dict[tuple[int, int], int]:
    """What follows several spaces inside a line: (line, column), and how many they are."""
    if not _DOUBLED.search(text):
        return {}
    return {
        (number, match.end() + 1): len(match.group())
        for number, line in enumerate(text.split("\n"), start=1)
        for match in _DOUBLED.finditer(line)
    }


@rule(
    "TYP024",
    "error",
    "Ponctuation doublée",
    "Garder un seul signe ; trois points pour des points de suspension.",
)
def doubled_punctuation(context: Context) -> Iterator[Outcome]:
    """Why: deux points ou deux virgules de suite sont le reste d’une phrase corrigée.

    Wrong: les acteurs,, puis les élus..

    Right: les acteurs, puis les élus.
    """
    pattern = re.compile(
        r",(?:\s?,)+|;(?:\s?;)+|(?<!:):(?:\s?:)+(?!:)|!!+|\?\?+|(?<!etc)(?<!\.)\.\.(?!\.)"
        r"|(?<!etc)(?<!\.)\.{4,}|…\.+|,\.(?!\d)"
    )
    yield from look_for(
        context, pattern, lambda m: (f"« {m.group()} »", ""), mends.write(_one_sign)
    )


def _one_sign(match: re.Match[str]) -> str:
    """The sign alone, where only it can be meant."""
    signs = set(match.group()) - {" ", "\n"}
    return match.group()[0] if len(signs) == 1 and signs <= set(",;:!?") else ""


@rule(
    "TYP025",
    "error",
    "Espace près d’une apostrophe",
    "Retirer l’espace : l’ESS.",
)
def space_by_apostrophe(context: Context) -> Iterator[Outcome]:
    """Why: l’article élidé se colle au mot qui suit ; une espace laisserait la ligne les séparer.

    Wrong: l’ ESS, d ’abord

    Right: l’ESS, d’abord
    """
    pattern = re.compile(
        rf"{_ELISION}(?:['’]{SPACE}+|{SPACE}+['’]{SPACE}*)(?=[^\W\d_])", re.IGNORECASE
    )
    yield from look_for(
        context, pattern, lambda m: (f"espace de trop dans « {m.group().strip()} »", ""),
        mends.write(mends.without_spaces),
    )  # fmt: skip


@rule(
    "TYP026",
    "error",
    "Abréviation collée à son nombre",
    "Ajouter une espace : p. 12, art. 5, § 3.",
)
def clinging_abbreviation(context: Context) -> Iterator[Outcome]:
    """Why: « p. 12 » se lit « page douze » : ce sont deux mots, que la composition tient ensemble.

    Wrong: p.12, art.5

    Right: p. 12, art. 5
    """
    pattern = re.compile(r"(?<![\w.])(?:(?:pp?|[Aa]rt|chap|fig|vol|éd|t)\.|§)(?=\d)")
    yield from look_for(
        context, pattern, lambda m: (f"espace manquante après « {m.group()} »", ""),
        mends.write(lambda m: f"{m.group()} "),
    )  # fmt: skip


RULES = (
    missing_space_before,
    missing_space_inside,
    missing_space_before_unit,
    space_before_comma,
    missing_space_after,
    doubled_space,
    doubled_punctuation,
    space_by_apostrophe,
    clinging_abbreviation,
)

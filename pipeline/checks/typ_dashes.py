"""TYP021 to TYP023: dashes and hyphens.

The pipeline makes an en dash of a hyphen, of two or three of them, and of an em dash between
spaces; what is left here is what it cannot tell apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import mends
from pipeline.checks.context import Context
from pipeline.checks.core import Outcome, Rule, rule
from pipeline.checks.matches import look_for
from pipeline.french.characters import SPACE

_YEAR = r"(?:1[5-9]|20)\d\d"
# Between two years, spaces too: « 2015 - 2018 » would be set with a dash.
_RANGE = re.compile(
    rf"(?<=\d)(?:[–—]|--+)(?=\d)"
    rf"|(?<![\d,.]){_YEAR}{SPACE}(?:[–—]|-+){SPACE}(?={_YEAR}(?!\d|{SPACE}?[–—-]))"
)


@rule(
    "TYP021",
    "error",
    "Tiret entre deux nombres",
    "Écrire un trait d’union, sans espace : 2015-2018, p. 12-15 ; ou « de 2 à 4 ».",
)
def dash_in_range(context: Context) -> Iterator[Outcome]:
    """Why: deux années ou deux pages se lient d’un trait d’union ; un tiret les séparerait.

    Wrong: le plan 2015–2018, le plan 2015 - 2018

    Right: le plan 2015-2018
    """
    yield from look_for(
        context, _RANGE, lambda m: (f"tiret dans « {_around(m)} »", ""),
        mends.write(lambda m: f"{m.group().rstrip(' –—-')}-"),
    )  # fmt: skip


def _around(match: re.Match[str]) -> str:
    before = re.search(r"\d*$", match.string[: match.start()])
    after = re.match(r"\d*", match.string[match.end() :])
    return (before.group() if before else "") + match.group() + (after.group() if after else "")


_LETTER, _WORD = r"[^\W\d_]", r"\b[^\W\d_]+"
_CLINGING = re.compile(
    rf"{_WORD}[»)]?[–—](?={SPACE})|(?<={SPACE})[–—](?={_LETTER}|[«(])|{_WORD}--+(?={_LETTER})"
)


@rule(
    "TYP022",
    "error",
    "Tiret collé à un mot",
    "Mettre une espace de chaque côté du tiret : les acteurs – publics et privés – de l’ESS.",
)
def clinging_dash(context: Context) -> Iterator[Outcome]:
    """Why: le tiret d’incise est entre deux espaces ; collé, il passe pour un trait d’union.

    Wrong: les acteurs –publics et privés– de l’ESS

    Right: les acteurs – publics et privés – de l’ESS
    """
    yield from look_for(
        context, _CLINGING, lambda m: (f"tiret collé dans « {_words_around(m)} »", ""),
        mends.write(_with_spaces),
    )  # fmt: skip


def _words_around(match: re.Match[str]) -> str:
    after = re.match(r"[^\W_]*", match.string[match.end() :])
    return match.group() + (after.group() if after else "")


def _with_spaces(match: re.Match[str]) -> str:
    word = match.group().rstrip("–—-")
    after = "" if match.string[match.end()].isspace() else " "
    return f"{word} –{after}" if word else f"–{after}"


# « pré- et post-apprentissage » is right; « -5 % » is a number.
_STRAY = re.compile(
    rf"{_WORD}-(?={SPACE}(?!et\b|ou\b|ni\b|puis\b|comme\b))|(?<={SPACE})-(?={_LETTER})"
    rf"|{_WORD}[–—](?={_LETTER})"
)


@rule(
    "TYP023",
    "error",
    "Trait d’union mal placé",
    "Dans un mot composé, un trait d’union sans espace ; pour une incise, un tiret entre deux "
    "espaces.",
)
def stray_hyphen(context: Context) -> Iterator[Outcome]:
    """Why: une espace près d’un trait d’union, ou un tiret dans un mot, coupe le mot en deux.

    Wrong: la co- construction, l’axe Nantes–Rennes

    Right: la co-construction, l’axe Nantes-Rennes
    """
    yield from look_for(
        context, _STRAY, lambda m: (f"trait d’union mal placé : « {_words_around(m)} »", "")
    )


RULES: tuple[Rule, ...] = (dash_in_range, clinging_dash, stray_hyphen)

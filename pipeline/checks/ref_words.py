"""REF008 to REF010 and REF015: how references are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.model.places import Place
from pipeline.model.tree import Link

_ADDRESS = re.compile(
    r"(?:https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?|mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)


@rule(
    "REF008",
    "error",
    "Adresse mal formée",
    "Écrire l’adresse en entier : https://www.exemple.fr/page",
)
def malformed_address(context: Context) -> Iterator[Outcome]:
    """Why: le lien ne s’ouvrirait pas.

    Wrong:
        [rtes.fr](htps://www.rtes.fr)

    Right:
        [rtes.fr](https://www.rtes.fr)
    """
    for passage in context.passages:
        for span in passage.spans:
            if isinstance(span.node, Link):
                if _ADDRESS.fullmatch(span.node.address):
                    yield Confirmed()
                else:
                    message = f"l’adresse « {span.node.address} » n’est pas bien formée"
                    yield Fault(span.node.place, message, key=span.node.address)


@rule(
    "REF009",
    "warning",
    "Deux renvois au même texte",
    "Garder le premier renvoi, écrire le second sans lien.",
)
def repeated_reference(context: Context) -> Iterator[Outcome]:
    """Why: dans un même texte, un second renvoi à la même page alourdit sans rien apprendre.

    Wrong: « (voir [](#sheet-nantes)) » deux fois dans le même chapitre.

    Right: « (voir [](#sheet-nantes)) » une fois, la première.
    """
    seen: dict[tuple[str, str], Place] = {}
    for use in context.book.references:
        key = (use.piece, use.name)
        if key in seen:
            message = f"« {use.name} » est déjà visé par ce texte (ligne {seen[key].line})"
            yield Fault(use.place, message, key=use.name)
        else:
            seen[key] = use.place
            yield Confirmed()


_WORDS = (
    ("zoom", r"\bzoom\b", "un zoom"),
    ("sheet", r"\bfiche\b", "une fiche"),
    ("tbl", r"\btableau\b", "un tableau"),
    ("fig", r"\b(?:figure|carte|graphique|schéma)\b", "une figure"),
    ("box", r"\bencadré\b", "un encadré"),
    ("quote", r"\btémoignage\b", "un témoignage"),
)


@rule(
    "REF010",
    "error",
    "Renvoi dont les mots nomment autre chose",
    "Corriger les mots du renvoi, ou son identifiant.",
)
def misnamed_reference(context: Context) -> Iterator[Outcome]:
    """Why: « voir le tableau » qui mène à un zoom fait douter de tous les renvois.

    Wrong:
        [le tableau des élus](#zoom-lille-evaluation)

    Right:
        [le tableau des élus](#tbl-elus-referents)
    """
    for use in context.book.references:
        target = context.book.targets.get(use.name)
        if target is None or not use.words:
            continue
        named = [
            (kind, noun) for kind, words, noun in _WORDS if re.search(words, use.words.lower())
        ]
        if named and target.kind not in [kind for kind, _ in named]:
            message = f"« {use.words} » annonce {named[0][1]}, mais le renvoi mène à « {use.name} »"
            yield Fault(use.place, message, key=use.name)
        else:
            yield Confirmed()


_BARE = re.compile(r"\(#[\w-]+\)?")


@rule(
    "REF015",
    "error",
    "Renvoi sans crochets",
    "Écrire les crochets, même vides, devant la parenthèse : [](#sheet-nantes).",
)
def bare_reference(context: Context) -> Iterator[Outcome]:
    """Why: sans ses crochets, le renvoi s’imprime tel qu’il est écrit.

    Wrong:
        (voir (#sheet-nantes))

    Right:
        (voir [](#sheet-nantes))
    """
    for passage in context.passages:
        match = _BARE.search(passage.text)
        if match is None:
            yield Confirmed()
        else:
            message = f"« {match.group()} » s’imprimerait tel quel"
            place = passage.place_at(match.start())
            yield Fault(place, message, key=f"{passage.piece}:{match.group()}")


RULES: tuple[Rule, ...] = (
    malformed_address,
    repeated_reference,
    misnamed_reference,
    bare_reference,
)

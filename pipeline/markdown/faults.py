"""What Markdown can hold that the publication does not set, in words for editors (SRC010)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.errors import Problem, nearest
from pipeline.model import tree as t
from pipeline.model.places import Place

_NAMES = {
    "RawInline": "du HTML",
    "RawBlock": "du HTML",
    "Image": "une image (les figures se placent avec « ::: {include=fig-…} »)",
    "Figure": "une image (les figures se placent avec « ::: {include=fig-…} »)",
    "Code": "du code",
    "CodeBlock": "un bloc de code (une ligne commence par quatre espaces ?)",
    "HorizontalRule": "un filet",
    "Strikeout": "du texte barré",
    "Underline": "du texte souligné",
}


def not_set(kind: str, place: Place) -> Problem:
    """Something that pandoc knows and the pages do not; `kind` is pandoc's name for it."""
    return Problem(
        "SRC010",
        place,
        f"la publication ne sait pas composer ceci : {_NAMES.get(kind, kind)}",
        "Écrire le passage en Markdown simple, ou le placer avec « ::: {include=…} ».",
        key=kind,
    )


def too_deep(place: Place) -> Problem:
    """A text whose lists, quotations or brackets are nested beyond sense."""
    return Problem(
        "SRC010",
        place,
        "trop de niveaux emboîtés (listes, citations, crochets…)",
        "Fermer ce qui est resté ouvert, ou écrire le passage plus simplement.",
    )


def open_include(place: Place, target: str) -> Problem:
    """A placement whose closing line is missing: it would swallow what follows."""
    return Problem(
        "SRC010",
        place,
        f"le placement de « {target} » n’est pas refermé : il avale le texte qui suit",
        "Ajouter une ligne « ::: » juste après.",
        key=target,
    )


def stray_braces(place: Place) -> Problem:
    """Attributes that follow a word instead of a closing bracket."""
    return Problem(
        "SRC010",
        place,
        "ces accolades ne suivent pas un crochet : elles ne portent sur rien",
        "Entourer les mots de crochets, sans espace avant les accolades : « [mots]{…} ».",
    )


def link_title(place: Place, title: str) -> Problem:
    """A link's title, which paper cannot show."""
    return Problem(
        "SRC010",
        place,
        f"le titre du lien, « {title} », ne serait pas imprimé",
        "Le retirer, ou l’écrire dans le texte.",
    )


def unknown_id(name: str, place: Place) -> Problem:
    """An id on something else than a heading."""
    return Problem(
        "SRC010",
        place,
        f"un identifiant ne se met que sur un intertitre : « #{name} »",
        "Le retirer, ou le mettre à la fin de la ligne de l’intertitre : « ## Titre {#sec-…} ».",
        key=name,
    )


def unknown_class(name: str, known: Sequence[str], place: Place) -> Problem:
    """A class that no style sheet knows."""
    return Problem(
        "SRC010", place, f"classe inconnue : « {name} »", _advise(name, known, "."), key=name
    )


def unknown_attribute(name: str, known: Sequence[str], place: Place) -> Problem:
    """A key in braces that nothing reads."""
    return Problem(
        "SRC010", place, f"attribut inconnu : « {name} »", _advise(name, known, ""), key=name
    )


def _advise(name: str, known: Sequence[str], mark: str) -> str:
    target = name.removeprefix("include=")
    if re.match(r"(zoom|box|quote|tbl|fig)-", target):
        return f"Pour placer un texte : « ::: {{include={target}}} », puis une ligne « ::: »."
    near = nearest(name, known)
    if near:
        return f"Vouliez-vous dire « {mark}{near} » ?"
    if known:
        return f"Sont connus ici : {', '.join(mark + word for word in known)}."
    return (
        "La retirer : rien n’en est fait ici." if mark else "Le retirer : rien n’en est fait ici."
    )


# What is still in the text after reading was meant as a mark, but is not written like one.
_LEFTOVERS = (
    (
        re.compile(r"[{}]"),
        "cette accolade paraîtrait telle quelle sur la page",
        "Coller les accolades au crochet fermant et vérifier leur contenu : « [mots]{fact=…} ».",
    ),
    (
        re.compile(r":::+"),
        "ces « ::: » paraîtraient tels quels sur la page",
        "Les mettre au début d’une ligne, avec une ligne vide avant et après.",
    ),
    (
        re.compile(r"\]\("),
        "ce lien n’en est pas un et paraîtrait tel quel sur la page",
        "Écrire « [mots](#identifiant) », sans espace dans l’adresse.",
    ),
    (
        re.compile(r"\*\*"),
        "ces « ** » paraîtraient tels quels sur la page",
        "Coller les astérisques aux mots : « **mots** ».",
    ),
)


def leftovers(nodes: Sequence[t.Node], lines: Sequence[str]) -> Iterator[Problem]:
    """Marks that were not read as such; what the author escaped with « \\ » is meant."""
    for node in nodes:
        if not isinstance(node, t.Text):
            continue
        for pattern, message, hint in _LEFTOVERS:
            match = pattern.search(node.text)
            if match is None:
                continue
            place = node.place.shifted(columns=match.start())
            line = lines[place.line - 1] if place.line <= len(lines) else ""
            if line[place.column - 1 : place.column] != "\\":
                yield Problem("SRC010", place, message, hint, key=match[0])

"""OUT1xx: the EPUB, as its proofs read it back."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Outcome, rule

_TOOL = "Relancer la fabrication ; si le constat revient, c’est un défaut de l’outil : le signaler."


@rule("OUT101", "error", "Archive du livre numérique mal faite", _TOOL, early=True)
def broken_archive(context: Context) -> Iterator[Outcome]:
    """Why: une liseuse refuse un EPUB dont l’archive ou la liste des fichiers est fausse.

    Wrong: un fichier listé dans le manifeste et absent de l’archive

    Right: chaque fichier listé, chaque fichier présent
    """
    yield from context.problems_of("OUT101")


@rule("OUT102", "error", "Section absente du livre numérique", _TOOL, early=True)
def missing_section(context: Context) -> Iterator[Outcome]:
    """Why: le livre numérique contient tout le livre, dans le même ordre.

    Wrong: une fiche identité imprimée, mais absente de l’EPUB

    Right: chaque section de l’ordre de lecture, à sa place
    """
    yield from context.problems_of("OUT102")


@rule("OUT103", "error", "Lien du livre numérique qui ne mène nulle part", _TOOL, early=True)
def dead_epub_link(context: Context) -> Iterator[Outcome]:
    """Why: le lecteur touche le renvoi et rien ne se passe.

    Wrong: un renvoi vers un identifiant que l’EPUB n’a pas

    Right: un renvoi qui ouvre le texte visé
    """
    yield from context.problems_of("OUT103")


@rule("OUT104", "error", "Image du livre numérique absente ou sans texte", _TOOL, early=True)
def missing_epub_picture(context: Context) -> Iterator[Outcome]:
    """Why: une figure du livre imprimé doit se voir, et se dire, dans l’EPUB.

    Wrong: une figure sans fichier dans l’archive, ou sans texte de remplacement

    Right: l’image et son texte
    """
    yield from context.problems_of("OUT104")


@rule("OUT105", "error", "Note du livre numérique perdue", _TOOL, early=True)
def lost_note(context: Context) -> Iterator[Outcome]:
    """Why: chaque appel ouvre sa note, et chaque note ramène à son appel.

    Wrong: un appel de note sans note

    Right: autant de notes que d’appels, liés dans les deux sens
    """
    yield from context.problems_of("OUT105")


@rule("OUT106", "error", "Sommaire du livre numérique faux", _TOOL, early=True)
def wrong_navigation(context: Context) -> Iterator[Outcome]:
    """Why: le sommaire est la première façon de circuler dans un EPUB.

    Wrong: une section que le sommaire ne nomme pas

    Right: les mêmes entrées, dans le même ordre que le livre
    """
    yield from context.problems_of("OUT106")


@rule("OUT107", "error", "Liste des pages du livre numérique fausse", _TOOL, early=True)
def wrong_page_list(context: Context) -> Iterator[Outcome]:
    """Why: « page 48 » doit désigner le même passage sur le papier et sur la liseuse.

    Wrong: une page imprimée que la liste de l’EPUB ignore

    Right: une entrée par page imprimée
    """
    yield from context.problems_of("OUT107")


@rule("OUT108", "error", "Texte absent du livre numérique", _TOOL, early=True)
def missing_text(context: Context) -> Iterator[Outcome]:
    """Why: rien de ce qui est écrit ne doit se perdre en chemin.

    Wrong: un paragraphe des sources que l’EPUB ne contient pas

    Right: chaque phrase des sources, lue dans l’EPUB
    """
    yield from context.problems_of("OUT108")


@rule("OUT109", "error", "Règle de l’EPUB non respectée (EPUBCheck)", _TOOL, early=True)
def invalid_epub(context: Context) -> Iterator[Outcome]:
    """Why: EPUBCheck est le juge des librairies : un EPUB refusé ne se vend ni ne se prête.

    Wrong: « ERROR(RSC-005) »

    Right: 0 erreur, 0 avertissement
    """
    yield from context.problems_of("OUT109")


@rule("OUT110", "error", "Texte que le livre numérique ne lit pas à sa place", _TOOL, early=True)
def misread_in_epub(context: Context) -> Iterator[Outcome]:
    """Why: le livre numérique se lit d’un fil : un texte déplacé y devient incompréhensible.

    Wrong: un encadré lu avant le paragraphe qui l’annonce

    Right: l’ordre des sources, encadrés à leur place
    """
    yield from context.problems_of("OUT110")


@rule("OUT111", "error", "Mots du livre numérique que les sources ne disent pas", _TOOL, early=True)
def added_to_epub(context: Context) -> Iterator[Outcome]:
    """Why: ce qui n’est dans aucune source n’a été relu par personne.

    Wrong: un exemple resté dans un gabarit

    Right: les mots des sources, et ceux que la fabrication ajoute : renvois, intitulés
    """
    yield from context.problems_of("OUT111")


@rule("OUT112", "error", "Défaut d’accessibilité du livre numérique (Ace)", _TOOL, early=True)
def ace_violation(context: Context) -> Iterator[Outcome]:
    """Why: Ace, du consortium DAISY, est le juge de l’accessibilité des livres numériques.

    Wrong: une image sans texte de remplacement

    Right: « 0 violation »
    """
    yield from context.problems_of("OUT112")


@rule(
    "OUT113",
    "error",
    "Police que le livre numérique n’a pas le droit de contenir",
    "Prendre pour styles/epub.css une police dont les droits permettent l’incorporation.",
    early=True,
)
def unembeddable_font(context: Context) -> Iterator[Outcome]:
    """Why: une police dit elle-même si un document peut la contenir, et réduite à ses signes.

    Wrong: une police « restricted » (fsType 2) dans styles/epub.css

    Right: une police sous licence libre, que rien n’interdit d’incorporer (fsType 0)
    """
    yield from context.problems_of("OUT113")


RULES = (
    broken_archive,
    missing_section,
    dead_epub_link,
    missing_epub_picture,
    lost_note,
    wrong_navigation,
    wrong_page_list,
    missing_text,
    invalid_epub,
    misread_in_epub,
    added_to_epub,
    ace_violation,
    unembeddable_font,
)

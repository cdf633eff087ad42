"""OUT: the screen edition, as the proofs read it back."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Outcome, rule

_TOOL = "Relancer la fabrication ; si le constat revient, c’est un défaut de l’outil : le signaler."


@rule("OUT001", "error", "Folio imprimé qui n’est pas celui de la page", _TOOL, early=True)
def wrong_folio(context: Context) -> Iterator[Outcome]:
    """Why: le lecteur qui cherche la page 48 d’après le sommaire doit l’y trouver.

    Wrong: « 47 » imprimé au pied de la page 48

    Right: « 48 »
    """
    yield from context.problems_of("OUT001")


@rule("OUT002", "error", "Lien du PDF qui ne mène nulle part", _TOOL, early=True)
def dead_link(context: Context) -> Iterator[Outcome]:
    """Why: à l’écran, le lecteur clique et rien ne se passe.

    Wrong: un renvoi dont la destination manque dans le fichier

    Right: un renvoi qui ouvre sa page
    """
    yield from context.problems_of("OUT002")


@rule("OUT003", "error", "Lien dont la page imprimée n’est pas la sienne", _TOOL, early=True)
def misprinted_link(context: Context) -> Iterator[Outcome]:
    """Why: sur le papier, le numéro imprimé est tout ce que le lecteur a.

    Wrong: « → p. 48 » qui mène, à l’écran, à la page 50

    Right: « → p. 50 »
    """
    yield from context.problems_of("OUT003")


@rule("OUT004", "error", "Folio du sommaire ou d’un renvoi qui est faux", _TOOL, early=True)
def wrong_reference(context: Context) -> Iterator[Outcome]:
    """Why: un sommaire faux rend tout le livre suspect.

    Wrong: « Conclusion … 50 », quand elle commence page 52

    Right: « Conclusion … 52 »
    """
    yield from context.problems_of("OUT004")


@rule("OUT005", "error", "Signets absents, ou signet qui ne mène nulle part", _TOOL, early=True)
def broken_outline(context: Context) -> Iterator[Outcome]:
    """Why: les signets sont le sommaire de qui lit à l’écran ou avec une synthèse vocale.

    Wrong: un PDF de soixante pages sans signets

    Right: un signet par section, et par intertitre principal
    """
    yield from context.problems_of("OUT005")


@rule(
    "OUT006",
    "error",
    "Fichier qui ne dit pas son titre, sa langue, ou n’est pas balisé",
    "Compléter title et language dans sources/publication.yaml.",
    early=True,
)
def unnamed_file(context: Context) -> Iterator[Outcome]:
    """Why: sans langue, la voix de synthèse lit le français avec un accent anglais.

    Wrong: un PDF dont le titre est « Sans titre »

    Right: le titre de la publication, la langue « fr-FR »
    """
    yield from context.problems_of("OUT006")


@rule(
    "OUT007",
    "error",
    "Niveau de titre sauté dans le PDF",
    "Voir les titres du texte imprimé à cette page : ## puis ###.",
    early=True,
)
def skipped_heading(context: Context) -> Iterator[Outcome]:
    """Why: qui navigue de titre en titre croit qu’un titre lui a échappé.

    Wrong: un titre de niveau 4 après un titre de niveau 2

    Right: un titre de niveau 3 entre les deux
    """
    yield from context.problems_of("OUT007")


@rule(
    "OUT008",
    "error",
    "Figure du PDF sans texte de remplacement",
    "Ajouter « alt: » à la figure imprimée à cette page.",
    early=True,
)
def unspoken_figure(context: Context) -> Iterator[Outcome]:
    """Why: qui lit avec une synthèse vocale n’a que ces mots pour connaître l’image.

    Wrong: une figure balisée sans texte

    Right: une figure et son texte, ou une image décorative hors du balisage
    """
    yield from context.problems_of("OUT008")


@rule(
    "OUT009", "error", "Règle de PDF/UA-1 ou de PDF/A-2a non respectée (veraPDF)", _TOOL, early=True
)
def not_accessible(context: Context) -> Iterator[Outcome]:
    """Why: un PDF lisible par toutes et tous (UA-1), et qui se conserve (A-2a) ; veraPDF en juge.

    Wrong: un élément de liste sans corps

    Right: « PASSED » de veraPDF
    """
    yield from context.problems_of("OUT009")


@rule("OUT010", "error", "Fichier produit qui ne se lit pas", _TOOL, early=True)
def unreadable_output(context: Context) -> Iterator[Outcome]:
    """Why: un fichier que PDFium ne lit pas, les lecteurs ne le liront pas non plus.

    Wrong: un PDF dont l’écriture a été interrompue

    Right: un PDF entier
    """
    yield from context.problems_of("OUT010")


@rule("OUT011", "error", "Avertissement de la composition", _TOOL, early=True)
def engine_warning(context: Context) -> Iterator[Outcome]:
    """Why: une lettre que la police n’a pas, une règle de style mal écrite : la page a un défaut.

    Wrong: « glyph missing » pour un signe que la police ne dessine pas

    Right: une composition sans avertissement
    """
    yield from context.problems_of("OUT011")


@rule("OUT012", "error", "Texte des sources que le PDF ne lit pas", _TOOL, early=True)
def lost_in_pdf(context: Context) -> Iterator[Outcome]:
    """Why: rien de ce qui est écrit ne doit se perdre en chemin, ni pour l’œil ni pour l’oreille.

    Wrong: un chapeau que la page d’ouverture n’imprime pas

    Right: chaque phrase, note, cellule et nombre des sources, lu dans le PDF balisé
    """
    yield from context.problems_of("OUT012")


@rule("OUT013", "error", "Texte que le PDF ne lit pas à sa place", _TOOL, early=True)
def misread_in_pdf(context: Context) -> Iterator[Outcome]:
    """Why: une voix de synthèse suit l’ordre du balisage, non celui que l’œil rétablit.

    Wrong: la seconde colonne lue avant la première

    Right: l’ordre des sources, encadrés à leur place
    """
    yield from context.problems_of("OUT013")


@rule("OUT014", "error", "Mots du PDF que les sources ne disent pas", _TOOL, early=True)
def added_to_pdf(context: Context) -> Iterator[Outcome]:
    """Why: ce qui n’est dans aucune source n’a été relu par personne.

    Wrong: un exemple resté dans un gabarit

    Right: les mots des sources, et ceux que la fabrication ajoute : folios, renvois, intitulés
    """
    yield from context.problems_of("OUT014")


@rule("OUT015", "error", "Point du protocole Matterhorn non respecté", _TOOL, early=True)
def not_matterhorn(context: Context) -> Iterator[Outcome]:
    """Why: le protocole Matterhorn dit, point par point, ce que PDF/UA-1 demande à un fichier.

    Wrong: un texte peint sur la page sans balise

    Right: tout ce qui est peint est balisé, ou déclaré artefact
    """
    yield from context.problems_of("OUT015")


RULES = (
    wrong_folio,
    dead_link,
    misprinted_link,
    wrong_reference,
    broken_outline,
    unnamed_file,
    skipped_heading,
    unspoken_figure,
    not_accessible,
    unreadable_output,
    engine_warning,
    lost_in_pdf,
    misread_in_pdf,
    added_to_pdf,
    not_matterhorn,
)

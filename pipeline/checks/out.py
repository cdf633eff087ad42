"""OUT: finished files, as the proofs read them back."""

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
)

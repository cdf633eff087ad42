"""OUT2xx: the press edition, as its proof reads it back."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Outcome, rule

_TOOL = "Relancer la fabrication ; si le constat revient, c’est un défaut de l’outil : le signaler."


@rule("OUT201", "error", "Couleur d’écran dans l’édition pour l’imprimeur", _TOOL, early=True)
def screen_colour(context: Context) -> Iterator[Outcome]:
    """Why: une presse n’a que quatre encres ; une couleur RVB y serait convertie au hasard.

    Wrong: une photographie laissée en RVB

    Right: du cyan, du magenta, du jaune, du noir, ou du gris
    """
    yield from context.problems_of("OUT201")


@rule("OUT202", "error", "Petit texte imprimé en plusieurs encres", _TOOL, early=True)
def mixed_small_text(context: Context) -> Iterator[Outcome]:
    """Why: quatre encres ne tombent jamais tout à fait au même endroit : les lettres bavent.

    Wrong: le texte courant en 100 68 20 77

    Right: le texte courant en noir seul, 0 0 0 100
    """
    yield from context.problems_of("OUT202")


@rule(
    "OUT203",
    "error",
    "Format, fond perdu ou repères de coupe manquants",
    "Vérifier --page-width, --page-height et --bleed (3mm au moins) dans styles/tokens.css.",
    early=True,
)
def wrong_sheet(context: Context) -> Iterator[Outcome]:
    """Why: l’imprimeur coupe d’après le rogné du fichier, et cale ses encres sur les repères.

    Wrong: un fond perdu de 1 mm

    Right: 3 mm de fond perdu, des traits de coupe et quatre repères
    """
    yield from context.problems_of("OUT203")


@rule(
    "OUT204",
    "error",
    "Fond ou image qui s’arrête au bord de la page",
    "Prolonger l’élément de 3 mm au-delà de la page (--bleed), ou l’éloigner du bord.",
    early=True,
)
def short_bleed(context: Context) -> Iterator[Outcome]:
    """Why: la coupe varie d’un millimètre : un fond qui s’arrête au bord laisse un filet blanc.

    Wrong: un onglet de couleur posé à 0 mm du bord

    Right: un onglet posé à -3 mm du bord
    """
    yield from context.problems_of("OUT204")


@rule(
    "OUT205",
    "error",
    "Trop d’encre pour le papier",
    "Alléger la couleur (-cmyk) dans styles/tokens.css : 300 % en tout, superpositions comprises.",
    early=True,
)
def too_much_ink(context: Context) -> Iterator[Outcome]:
    """Why: au-delà de 300 %, l’encre ne sèche pas et macule la page suivante.

    Wrong: un fond en 100 90 80 70, soit 340 %

    Right: un fond en 100 68 20 77, soit 265 %
    """
    yield from context.problems_of("OUT205")


@rule("OUT206", "error", "Fichier qui ne dit pas à quelle impression il est destiné", _TOOL,
      early=True)  # fmt: skip
def unclaimed_press(context: Context) -> Iterator[Outcome]:
    """Why: d’après cette mention, l’imprimeur sait pour quel papier les couleurs sont faites.

    Wrong: un fichier sans intention de sortie

    Right: « PDF/X-4 », FOGRA39, le profil incorporé
    """
    yield from context.problems_of("OUT206")


@rule("OUT207", "error", "Police absente de l’édition pour l’imprimeur", _TOOL, early=True)
def missing_font(context: Context) -> Iterator[Outcome]:
    """Why: l’imprimeur n’a pas nos polices : il en mettrait une autre.

    Wrong: une police nommée, mais pas incorporée

    Right: les signes utilisés de chaque police, dans le fichier
    """
    yield from context.problems_of("OUT207")


@rule("OUT208", "error", "Lien ou note dans l’édition pour l’imprimeur", _TOOL, early=True)
def press_annotation(context: Context) -> Iterator[Outcome]:
    """Why: PDF/X refuse tout ce qui, dans la page, ne s’imprime pas.

    Wrong: un lien vers un site, resté dans la page

    Right: des pages sans liens
    """
    yield from context.problems_of("OUT208")


@rule("OUT209", "error", "Pages qui ne sont pas celles de l’édition écran", _TOOL, early=True)
def other_pages(context: Context) -> Iterator[Outcome]:
    """Why: le papier et l’écran sont le même livre ; il se plie par cahiers de quatre pages.

    Wrong: un fichier de 110 pages, ou une page dont le texte diffère

    Right: 112 pages, les deux blanches avant la quatrième de couverture
    """
    yield from context.problems_of("OUT209")


@rule("OUT210", "error", "Règle de PDF/A-2b non respectée (veraPDF)", _TOOL, early=True)
def not_archivable(context: Context) -> Iterator[Outcome]:
    """Why: PDF/A-2b demande presque tout ce que PDF/X-4 demande, et veraPDF en juge.

    Wrong: une couleur que l’intention de sortie ne définit pas

    Right: « PASSED » de veraPDF, sur une copie dont seule l’étiquette change
    """
    yield from context.problems_of("OUT210")


@rule(
    "OUT211",
    "warning",
    "Couleur sans ses encres",
    "Prendre une couleur de styles/tokens.css, ou y ajouter « --nom » et « --nom-cmyk ».",
    early=True,
)
def unpaired_colour(context: Context) -> Iterator[Outcome]:
    """Why: sans encres déclarées, le profil convertit la couleur, et nul ne l’a regardée.

    Wrong: un filet #808080 que tokens.css ne connaît pas

    Right: « --filet: #C9BEA8; » et « --filet-cmyk: 18 19 32 10; »
    """
    yield from context.problems_of("OUT211")


@rule("OUT212", "error", "Édition pour l’imprimeur qui ne se lit pas", _TOOL, early=True)
def unreadable_press(context: Context) -> Iterator[Outcome]:
    """Why: un fichier que qpdf ou Ghostscript ne lit pas arrêtera aussi la presse.

    Wrong: un PDF dont l’écriture a été interrompue

    Right: un PDF entier
    """
    yield from context.problems_of("OUT212")


RULES = (
    screen_colour,
    mixed_small_text,
    wrong_sheet,
    short_bleed,
    too_much_ink,
    unclaimed_press,
    missing_font,
    press_annotation,
    other_pages,
    not_archivable,
    unpaired_colour,
    unreadable_press,
)

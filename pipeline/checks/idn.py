"""IDN: identity sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.french.numbers import format_number

# A population rounded to thousands moves the density by less than this.
_ROUNDING = 0.005


@rule(
    "IDN001",
    "error",
    "Densité qui n’est pas la population divisée par la superficie",
    "Vérifier les trois nombres de la carte d’identité.",
)
def wrong_density(context: Context) -> Iterator[Outcome]:
    """Why: la densité se recalcule : si elle ne tombe pas juste, l’un des trois nombres est faux.

    Wrong: 639 000 habitants, 523,36 km², et 1 521 hab./km²

    Right: 639 000 habitants, 523,36 km², et 1 221 hab./km² (à 0,5 % près, comme l’arrondi)
    """
    for sheet in context.publication.sheets.values():
        if not sheet.area.value:
            continue
        computed = sheet.population.value / sheet.area.value
        if abs(computed - sheet.density.value) <= max(0.5, _ROUNDING * computed):
            yield Confirmed()
        else:
            found = format_number(round(computed), "hab./km²")
            said = format_number(sheet.density.value, "hab./km²")
            message = f"densité de {said}, mais population et superficie donnent {found}"
            yield Fault(sheet.place_of("density"), message, key=sheet.id)


@rule(
    "IDN002",
    "error",
    "Adresse sans code postal ni ville",
    "Finir l’adresse par une ligne « 44923 Nantes Cedex 2 ».",
)
def incomplete_address(context: Context) -> Iterator[Outcome]:
    """Why: sans code postal, le courrier n’arrive pas.

    Wrong: [2 cours du Champ-de-Mars, Nantes]

    Right: [2 cours du Champ-de-Mars, 44923 Nantes Cedex 2]
    """
    for sheet in context.publication.sheets.values():
        if any(re.search(r"(?<!\d)\d{5} [A-ZÀ-Ý]", line) for line in sheet.address):
            yield Confirmed()
        else:
            message = f"l’adresse de « {sheet.id} » n’a pas de code postal suivi de la ville"
            yield Fault(sheet.place_of("address"), message, key=sheet.id)


@rule(
    "IDN003",
    "error",
    "Site internet mal écrit",
    "Écrire le nom du site seul : nantesmetropole.fr",
)
def wrong_website(context: Context) -> Iterator[Outcome]:
    """Why: la fiche montre le nom du site ; la composition en fait le lien.

    Wrong: [https://www.nantesmetropole.fr/]

    Right: [nantesmetropole.fr]
    """
    for sheet in context.publication.sheets.values():
        for rank, site in enumerate(sheet.websites):
            if re.fullmatch(r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w./-]*\w)?", site):
                yield Confirmed()
            else:
                message = f"site « {site} »"
                yield Fault(sheet.place_of("websites", rank), message, key=sheet.id)


@rule(
    "IDN004",
    "error",
    "Deux fiches pour la même métropole",
    "N’en garder qu’une.",
)
def two_sheets(context: Context) -> Iterator[Outcome]:
    """Why: les renvois à la métropole ne sauraient pas laquelle des fiches viser.

    Wrong: sheets/nantes.yaml et sheets/nantes-2.yaml, toutes deux « metropole: nantes ».

    Right: une fiche par métropole.
    """
    first: dict[str, str] = {}
    for sheet in context.publication.sheets.values():
        other = first.setdefault(sheet.metropole, sheet.id)
        if other == sheet.id:
            yield Confirmed()
        else:
            message = f"« {other} » est déjà la fiche de « {sheet.metropole} »"
            yield Fault(sheet.place_of("metropole"), message, key=sheet.id)


@rule(
    "IDN005",
    "error",
    "Numéro de téléphone mal écrit",
    "Écrire dix chiffres par paires : 02 40 99 48 48",
)
def wrong_phone(context: Context) -> Iterator[Outcome]:
    """Why: un chiffre de moins, et l’appel n’aboutit pas.

    Wrong: 02 40 99 48 4

    Right: 02 40 99 48 48
    """
    for sheet in context.publication.sheets.values():
        if not sheet.phone:
            continue
        if re.fullmatch(r"0[1-9](?: \d\d){4}", sheet.phone):
            yield Confirmed()
        else:
            message = f"numéro « {sheet.phone} »"
            yield Fault(sheet.place_of("phone"), message, key=sheet.id)


@rule(
    "IDN006",
    "error",
    "Valeur impossible sur la carte d’identité",
    "Corriger le nombre : positif, entier pour communes et habitants, 100 au plus pour une part.",
)
def impossible_value(context: Context) -> Iterator[Outcome]:
    """Why: une métropole n’a ni 24,5 communes ni 160 % d’emplois dans l’ESS.

    Wrong: « communes: {value: 24.5} »

    Right: « communes: {value: 24} »
    """
    for sheet in context.publication.sheets.values():
        share = sheet.ess_share.value if sheet.ess_share else 0
        tests = {
            "population": sheet.population.value > 0 and sheet.population.value % 1 == 0,
            "communes": sheet.communes.value > 0 and sheet.communes.value % 1 == 0,
            "area": sheet.area.value > 0,
            "density": sheet.density.value > 0,
            "ess_share": 0 <= share <= 100,
        }
        for key, right in tests.items():
            if right:
                yield Confirmed()
            else:
                value = getattr(sheet, key).value
                message = f"« {key} » ne peut pas valoir {format_number(value)}"
                yield Fault(sheet.place_of(key), message, key=f"{sheet.id}.{key}")


@rule(
    "IDN007",
    "error",
    "Rubrique vide",
    "Écrire la rubrique.",
)
def empty_field(context: Context) -> Iterator[Outcome]:
    """Why: la fiche imprimerait un intertitre sans texte.

    Wrong: « panorama: "" »

    Right: « panorama: | », puis le texte.
    """
    for sheet in context.publication.sheets.values():
        for key in ("panorama", "programme"):
            if getattr(sheet, key).text.strip():
                yield Confirmed()
            else:
                message = f"la rubrique « {key} » de « {sheet.id} » est vide"
                yield Fault(sheet.place_of(key), message, key=f"{sheet.id}.{key}")


@rule(
    "IDN008",
    "error",
    "Fiche qui ne peut partager sa page",
    "Retirer « shares_page », ou placer la fiche juste après celle dont elle partage la page.",
)
def lonely_sheet(context: Context) -> Iterator[Outcome]:
    """Why: deux fiches au plus partagent une page, et elles se suivent dans l’ordre de lecture.

    Wrong: « shares_page: true » dans la première fiche du livre, ou dans trois fiches de suite.

    Right: « shares_page: true » dans la seconde de deux fiches courtes.
    """
    for sheet in context.publication.sheets.values():
        section = context.book.section_of.get(sheet.id)
        if section is None or not sheet.shares_page:
            continue
        if section.shares_page:
            yield Confirmed()
        else:
            message = f"« {sheet.id} » ne suit aucune fiche dont elle puisse partager la page"
            yield Fault(sheet.place_of("shares_page"), message, key=sheet.id)


RULES = (
    wrong_density,
    incomplete_address,
    wrong_website,
    two_sheets,
    wrong_phone,
    impossible_value,
    empty_field,
    lonely_sheet,
)

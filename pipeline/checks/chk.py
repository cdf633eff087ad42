"""CHK: the checker itself; these rules run last and cannot be waived."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.src import advice
from pipeline.checks.waivers import NEVER_WAIVED
from pipeline.model.sources import Waiver


def _sound(context: Context, waiver: Waiver) -> bool:
    """Whether a waiver names a rule that ran and can be waived, and a file that was read."""
    return (
        waiver.rule in context.known_rules
        and not waiver.rule.startswith(NEVER_WAIVED)
        and waiver.file in _files(context)
        and waiver.rule[:3] in context.judged
    )


def _files(context: Context) -> list[str]:
    return [*context.publication.texts, *(finding.place.file for finding in context.findings)]


def _place_key(waiver: Waiver) -> str:
    return f"{waiver.rule}:{waiver.file}"


@rule(
    "CHK001",
    "error",
    "Dérogation qui n’excuse rien",
    "La retirer de sources/waivers.yaml, ou corriger sa ligne ou sa clé.",
)
def useless_waiver(context: Context) -> Iterator[Outcome]:
    """Why: une dérogation oubliée excuserait un jour une vraie faute.

    Wrong: une dérogation pour NUM009 à une ligne où plus rien n’est signalé.

    Right: la retirer dès que la faute est corrigée.
    """
    for rank, waiver in enumerate(context.publication.waivers.waivers):
        if context.waiver_uses.get(rank):
            yield Confirmed()
        elif _sound(context, waiver):
            message = f"la dérogation à {waiver.rule} pour {waiver.file} n’excuse aucun constat"
            yield Fault(waiver.place, message, key=_place_key(waiver))


@rule(
    "CHK002",
    "error",
    "Dérogation trop large",
    "Ajouter « line: » ou « key: » : une dérogation excuse un constat, pas tout un fichier.",
)
def wide_waiver(context: Context) -> Iterator[Outcome]:
    """Why: sans ligne ni clé, elle excuserait aussi les fautes à venir dans le fichier.

    Wrong: « {rule: NUM010, file: sources/zooms/x.md, reason: …} »

    Right: la même, avec « line: 12 »
    """
    for rank, waiver in enumerate(context.publication.waivers.waivers):
        if waiver.line is not None or waiver.key:
            yield Confirmed()
        elif context.waiver_uses.get(rank):
            message = f"la dérogation à {waiver.rule} vaut pour tout le fichier {waiver.file}"
            yield Fault(waiver.place, message, key=_place_key(waiver))


@rule(
    "CHK003",
    "error",
    "Dérogation à une règle qui n’existe pas",
    "Corriger l’identifiant de la règle (publication rules en donne la liste).",
)
def waiver_of_no_rule(context: Context) -> Iterator[Outcome]:
    """Why: mal nommée, la dérogation n’excuse rien, et l’on croit le contraire.

    Wrong: « rule: NUM099 »

    Right: « rule: NUM009 »
    """
    for waiver in context.publication.waivers.waivers:
        if waiver.rule in context.known_rules:
            yield Confirmed()
        else:
            hint = advice(waiver.rule, context.known_rules)
            message = f"la règle « {waiver.rule} » n’existe pas"
            yield Fault(waiver.place_of("rule"), message, hint, key=waiver.rule)


@rule(
    "CHK004",
    "error",
    "Dérogation pour un fichier qui n’existe pas",
    "Corriger le chemin du fichier, depuis la racine : sources/…",
)
def waiver_of_no_file(context: Context) -> Iterator[Outcome]:
    """Why: le fichier a été renommé ou retiré ; la dérogation n’excuse plus rien.

    Wrong: « file: zooms/lille.md »

    Right: « file: sources/zooms/lille-evaluation.md »
    """
    known = _files(context)
    for waiver in context.publication.waivers.waivers:
        if waiver.file in known or waiver.rule.startswith(("OUT", "LAY")):
            yield Confirmed()
        else:
            message = f"le fichier « {waiver.file} » n’existe pas"
            hint = advice(waiver.file, known)
            yield Fault(waiver.place_of("file"), message, hint, key=waiver.file)


@rule(
    "CHK005",
    "error",
    "Dérogation à une règle qui n’en admet pas",
    "Corriger ce qui est signalé : la dérogation, ou la date de revue (review) d’un fait.",
)
def waiver_of_waivers(context: Context) -> Iterator[Outcome]:
    """Why: si les règles sur les dérogations s’excusaient, plus rien ne serait sûr ; et un nombre à
    revoir s’excuse par sa date de revue, qui revient.

    Wrong: « rule: CHK001 »

    Right: retirer la dérogation inutile que CHK001 signale
    """
    for waiver in context.publication.waivers.waivers:
        if waiver.rule.startswith(NEVER_WAIVED) and waiver.rule in context.known_rules:
            message = f"{waiver.rule} ne peut pas être excusée"
            yield Fault(waiver.place_of("rule"), message, key=_place_key(waiver))
        else:
            yield Confirmed()


RULES = (useless_waiver, wide_waiver, waiver_of_no_rule, waiver_of_no_file, waiver_of_waivers)

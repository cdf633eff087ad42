"""REF011 to REF013: notes and their calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.checks.src import advice
from pipeline.model.places import Place

_NOTE = re.compile(r"\[\^([\w-]+)\](:?)")


@rule(
    "REF011",
    "error",
    "Appel d’une note qui n’est pas écrite",
    "Écrire la note à la fin du même fichier : [^nom]: texte.",
)
def undefined_note(context: Context) -> Iterator[Outcome]:
    """Why: sans sa note, l’appel s’imprimerait tel quel, crochets compris.

    Wrong: « … dans un guide[^guide]. » sans ligne [^guide]: …

    Right: « … dans un guide[^guide]. » puis, à la fin du fichier, [^guide]: Avise, 2018.
    """
    for calls, notes in _notes(context).values():
        for note, places in calls.items():
            if note in notes:
                yield Confirmed()
            else:
                near = advice(note, notes)
                yield Fault(places[0], f"la note « {note} » n’est pas écrite", near, key=note)


@rule(
    "REF012",
    "error",
    "Note que rien n’appelle",
    "Placer l’appel [^nom] dans le texte, ou retirer la note.",
)
def uncalled_note(context: Context) -> Iterator[Outcome]:
    """Why: une note sans appel n’est imprimée nulle part.

    Wrong: une ligne [^guide]: Avise, 2018. que le texte n’appelle pas.

    Right: « … dans un guide[^guide]. » et sa note.
    """
    for calls, notes in _notes(context).values():
        for note, places in notes.items():
            if note in calls:
                yield Confirmed()
            else:
                near = advice(note, calls)
                yield Fault(places[0], f"la note « {note} » n’est appelée nulle part", near, note)


@rule(
    "REF013",
    "error",
    "Note appelée ou écrite deux fois",
    "Donner un nom à chaque note, et l’appeler une fois.",
)
def repeated_note(context: Context) -> Iterator[Outcome]:
    """Why: en bas de page, la même note paraîtrait deux fois sous deux numéros.

    Wrong: [^guide] appelé dans deux paragraphes.

    Right: [^guide] appelé une fois ; ailleurs, « guide déjà cité ».
    """
    for calls, notes in _notes(context).values():
        for found in (calls, notes):
            for note, places in found.items():
                for place in places[1:]:
                    message = f"la note « {note} » est déjà là, ligne {places[0].line}"
                    yield Fault(place, message, key=note)


def _notes(
    context: Context,
) -> dict[str, tuple[dict[str, list[Place]], dict[str, list[Place]]]]:
    """Calls and notes of each Markdown file, by name, with their places."""
    found = {}
    for file, text in context.publication.texts.items():
        if not file.endswith((".md", ".yaml")):
            continue
        calls: dict[str, list[Place]] = {}
        notes: dict[str, list[Place]] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            for match in _NOTE.finditer(line):
                opens = match[2] and not line[: match.start()].strip()
                place = Place(file, number, match.start() + 1)
                (notes if opens else calls).setdefault(match[1], []).append(place)
        found[file] = (calls, notes)
    return found


RULES: tuple[Rule, ...] = (
    undefined_note,
    uncalled_note,
    repeated_note,
)

"""The notes of a text, found before pandoc reads it.

Pandoc's tree does not hold the names of notes: a call without a definition stays in the text as it
is, a definition without a call vanishes, and a note that calls itself makes pandoc run forever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import Problem, nearest
from pipeline.model.places import Place

# What may stand before a definition: indents and the marks of quotations and lists.
_DEFINITION = re.compile(r"(?P<lead>(?:[ \t>*+-]|\d{1,9}[.)])*)\[\^(?P<name>[^\[\]]+)\]:")
_CALL = re.compile(r"(?P<escape>\\*)\[\^(?P<name>[^\[\]]*)(?P<end>\])?")


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A call or a definition, at a line and column (from 1) of the text."""

    name: str
    line: int
    column: int
    inside_note: bool = False
    closed: bool = True

    @property
    def key(self) -> str:
        """The name as pandoc compares it."""
        return " ".join(self.name.split()).casefold()

    @property
    def place(self) -> Place:
        """The place in the text, without a file."""
        return Place("", self.line, self.column)


@dataclass(frozen=True, slots=True)
class Notes:
    """All calls and definitions of a text, in order."""

    calls: tuple[NoteMark, ...]
    definitions: tuple[NoteMark, ...]


def find_notes(text: str) -> Notes:
    """The calls and definitions of notes in a Markdown text."""
    calls: list[NoteMark] = []
    definitions: list[NoteMark] = []
    inside = blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        if "[^" not in line and not inside:
            continue
        start = 0
        definition = _DEFINITION.match(line)
        if definition:
            column = len(definition["lead"]) + 1
            definitions.append(NoteMark(definition["name"], number, column))
            inside, blank, start = True, False, definition.end()
        elif not line.strip(" \t>"):
            blank = True
        elif blank:
            # After a blank line only what is indented still belongs to the note.
            inside, blank = inside and line.lstrip(">").startswith((" ", "\t")), False
        calls.extend(_calls_in(line, start, number, inside))
    return Notes(tuple(calls), tuple(definitions))


def _calls_in(line: str, start: int, number: int, inside: bool) -> Iterator[NoteMark]:
    for match in _CALL.finditer(line, start):
        if len(match["escape"]) % 2 == 0:
            column = match.start() + len(match["escape"]) + 1
            yield NoteMark(match["name"], number, column, inside, closed=match["end"] is not None)


def note_problems(notes: Notes) -> Iterator[Problem]:
    """What is wrong with the notes of a text; places have no file."""
    defined = {mark.key: mark for mark in reversed(notes.definitions)}
    called = {mark.key for mark in notes.calls}
    for mark in notes.calls:
        if mark.inside_note:
            yield Problem(
                "SRC010",
                mark.place,
                f"une note ne peut pas en appeler une autre : « [^{mark.name}] »",
                "Écrire les deux notes en une seule, ou appeler la seconde dans le texte.",
                key=mark.name,
            )
        elif not mark.closed:
            yield Problem(
                "SRC010",
                mark.place,
                "un appel de note n’est pas fermé sur sa ligne",
                "Écrire « [^nom] » d’un seul tenant, sans passer à la ligne.",
                key=mark.name,
            )
        elif mark.key not in defined:
            near = nearest(mark.name, [other.name for other in notes.definitions])
            yield Problem(
                "SRC016",
                mark.place,
                f"la note « {mark.name} » est appelée mais n’est pas définie",
                f"Vouliez-vous dire « [^{near}] » ?"
                if near
                else f"L’écrire à la fin du texte : « [^{mark.name}]: … ».",
                key=mark.name,
            )
    for mark in notes.definitions:
        if defined[mark.key] is not mark:
            yield Problem(
                "SRC018",
                mark.place,
                f"la note « {mark.name} » est déjà définie plus haut",
                "N’en garder qu’une : seule la première serait imprimée.",
                key=mark.name,
            )
        elif mark.key not in called:
            near = nearest(mark.name, [call.name for call in notes.calls])
            yield Problem(
                "SRC017",
                mark.place,
                f"la note « {mark.name} » est définie mais n’est appelée nulle part",
                f"Le texte appelle « [^{near}] » : est-ce la même ?"
                if near
                else f"L’appeler dans le texte par « [^{mark.name}] », ou la retirer.",
                key=mark.name,
            )


def defuse(text: str, notes: Notes) -> str:
    """The text with the calls that pandoc must not see made harmless; no column moves."""
    marks = [mark for mark in notes.calls if mark.inside_note or not mark.closed]
    if not marks:
        return text
    lines = text.split("\n")
    for mark in marks:
        line = lines[mark.line - 1]
        lines[mark.line - 1] = f"{line[: mark.column - 1]}--{line[mark.column + 1 :]}"
    return "\n".join(lines)

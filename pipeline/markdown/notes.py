"""Calls of notes that pandoc must not see: a note that calls itself makes it run forever.

Calls without a note and notes without a call are for the rules on references (REF).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import Problem
from pipeline.model.places import Place

# What may stand before a note: indents and the marks of quotations and lists.
_NOTE = re.compile(r"(?:[ \t>*+-]|\d{1,9}[.)])*\[\^[^\[\]]+\]:")
_CALL = re.compile(r"(?P<escape>\\*)\[\^(?P<name>[^\[\]]*)(?P<end>\])?")


@dataclass(frozen=True, slots=True)
class BadCall:
    """A call inside a note, or one that its line does not close; line and column from 1."""

    name: str
    line: int
    column: int
    inside_note: bool


def find_bad_calls(text: str) -> tuple[BadCall, ...]:
    """The calls of a Markdown text that cannot be set, in order."""
    found: list[BadCall] = []
    inside = blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        start = 0
        note = _NOTE.match(line)
        if note:
            inside, blank, start = True, False, note.end()
        elif not line.strip(" \t>"):
            blank = True
        elif blank:
            # After a blank line only what is indented still belongs to the note.
            inside, blank = inside and line.lstrip(">").startswith((" ", "\t")), False
        if "[^" in line:
            found.extend(_bad_calls_in(line, start, number, inside))
    return tuple(found)


def _bad_calls_in(line: str, start: int, number: int, inside: bool) -> Iterator[BadCall]:
    for match in _CALL.finditer(line, start):
        escaped = len(match["escape"]) % 2
        if not escaped and (inside or match["end"] is None):
            column = match.start() + len(match["escape"]) + 1
            yield BadCall(match["name"], number, column, inside)


def call_problems(calls: Sequence[BadCall]) -> Iterator[Problem]:
    """What to tell the editor of such calls; places have no file."""
    for call in calls:
        if call.inside_note:
            message = f"une note ne peut pas en appeler une autre : « [^{call.name}] »"
            hint = "Écrire les deux notes en une seule, ou appeler la seconde dans le texte."
        else:
            message = "un appel de note n’est pas fermé sur sa ligne"
            hint = "Écrire « [^nom] » d’un seul tenant, sans passer à la ligne."
        yield Problem("SRC010", Place("", call.line, call.column), message, hint, key=call.name)


def defuse(text: str, calls: Sequence[BadCall]) -> str:
    """The text with these calls made harmless; no column moves."""
    lines = text.split("\n")
    for call in calls:
        line = lines[call.line - 1]
        lines[call.line - 1] = f"{line[: call.column - 1]}--{line[call.column + 1 :]}"
    return "\n".join(lines)

"""Scalars of YAML: what a plain word means, and where each character of a text stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.places import Place

# YAML 1.2's core schema, so that « no », « 0123 » and « 12:30 » are the words they look like.
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_FLAGS = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,30})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.?[0-9]+([eE][-+]?[0-9]+)?|[-+]?(0|[1-9][0-9]*)\.")
_ESCAPE_LENGTHS = {"x": 2, "u": 4, "U": 8}


def resolve_plain(word: str) -> str | int | float | bool | None:
    """The value of a word without quotation marks."""
    if word in _NULL:
        return None
    if word in _FLAGS:
        return _FLAGS[word]
    if word[0] in "-+.0123456789":
        if _INTEGER.fullmatch(word):
            return int(word)
        if ("." in word or "e" in word or "E" in word) and _DECIMAL.fullmatch(word):
            return float(word)
    return word


def literal_indent(value: str, lines: Sequence[str]) -> int:
    """The indent of a literal block: its first line that is not blank, less that of its value."""
    for written, line in zip(lines, value.split("\n"), strict=False):
        if line.strip():
            return len(written) - len(line)
    return 0


def find_jumps(
    value: str, lines: Sequence[str], start: Place, style: str
) -> list[tuple[int, Place]]:
    """Where a scalar's characters stand, when lines were joined or characters escaped.

    `lines` are those of the file from that of `start`, which is the first character after a
    quotation mark or on the line after a block's header; `style` is YAML's (`"`, `'`, `>` or
    nothing). Gives the offset and place of each character from which places run on.
    """
    jumps: list[tuple[int, Place]] = []
    written = _written(lines, start, style)
    character, place, length = next(written, ("", start, 1))
    expected = Place("", 0, 0)
    for offset, wanted in enumerate(value):
        if not wanted.isspace():
            while character.isspace():
                character, place, length = next(written, ("", place, 1))
        matches = character == wanted or (wanted.isspace() and character.isspace())
        if not jumps or (matches and place != expected):
            jumps.append((offset, place))
        if matches:
            expected = place.shifted(columns=1)
            if length > 1:
                expected = Place("", 0, 0)
            character, place, length = next(written, ("", place, 1))
    return jumps


def _written(lines: Sequence[str], start: Place, style: str) -> Iterator[tuple[str, Place, int]]:
    """The characters of a scalar as they are written: each with its place and length there."""
    for number, line in enumerate(lines):
        column = start.column - 1 if number == 0 else 0
        while column < len(line):
            place = Place(start.file, start.line + number, column + 1)
            character, length = line[column], 1
            if style == '"' and character == "\\":
                character, length = _escaped(line, column)
            elif style == "'" and line.startswith("''", column):
                length = 2
            yield character, place, length
            column += length
        yield "\n", Place(start.file, start.line + number, len(line) + 1), 1


def _escaped(line: str, column: int) -> tuple[str, int]:
    mark = line[column + 1 : column + 2]
    if mark in _ESCAPE_LENGTHS:
        length = 2 + _ESCAPE_LENGTHS[mark]
        return chr(int(line[column + 2 : column + length], 16)), length
    simple = {"n": "\n", "t": "\t", "_": "\xa0", "": " ", "N": "\x85", "L": "\u2028", "P": "\u2029"}
    return simple.get(mark, mark), 2

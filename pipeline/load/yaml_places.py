"""YAML read with the place of every key and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from pipeline.errors import Problem
from pipeline.load.scalars import find_jumps, literal_indent, resolve_plain
from pipeline.load.yaml_words import is_about_its_start, syntax_words
from pipeline.markdown import MarkdownText
from pipeline.model.places import Place

Path = tuple[str | int, ...]

# Characters that are no text: they cannot be seen, and some count as line ends in some programs.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd-\uffff]")
# What may stand before a value: « &name », « !tag ».
_PROPERTIES = re.compile(r"(?:[&!]\S*\s*)*")
# Levels of lists and keys that any source needs: a few.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Scalar:
    """What is needed to find the characters of a scalar again; lines from 0 in the YAML text."""

    style: str
    line: int
    column: int
    end_line: int


@dataclass(slots=True)
class LocatedYaml:
    """Plain data of a YAML text, and where each path of it stands.

    `values` gives the place of a value, `keys` that of its key.
    """

    name: str
    lines: list[str]
    first_line: int
    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    scalars: dict[Path, _Scalar] = field(default_factory=dict)

    def nearest_place(self, path: Path) -> Place:
        """The place of a value, or that of what holds it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.name, self.first_line))

    def markdown(self, path: Path) -> MarkdownText:
        """The string at a path as a Markdown text that knows where its characters stand."""
        value: Any = self.data
        for key in path:
            value = value[key]
        scalar = self.scalars[path]
        if scalar.style == "|":
            lines = self.lines[scalar.line + 1 : scalar.end_line + 1]
            indent = literal_indent(value, lines)
            return MarkdownText(value, self._place(scalar.line + 1, indent), indent)
        quoted = scalar.style in ("'", '"')
        start = self._place(scalar.line, scalar.column + quoted)
        if scalar.style == ">":
            start = self._place(scalar.line + 1, 0)
        lines = self.lines[start.line - self.first_line : scalar.end_line + 1]
        single = scalar.line == scalar.end_line
        if single and (not quoted or ("\\" not in lines[0] and "''" not in lines[0])):
            return MarkdownText(value, start)
        return MarkdownText(
            value, start, jumps=tuple(find_jumps(value, lines, start, scalar.style))
        )

    def _place(self, line: int, column: int) -> Place:
        return Place(self.name, line + self.first_line, column + 1)


def read_yaml(
    name: str, text: str, problems: list[Problem], first_line: int = 1
) -> LocatedYaml | None:
    """The data of a YAML text whose first line is `first_line` of file `name`.

    Words are read as YAML 1.2 does; dates stay strings, as written. What YAML has beyond keys,
    lists and words (tags, several documents) is a problem (SRC003), a key given twice another
    (SRC008).
    """
    located = LocatedYaml(name, text.split("\n"), first_line)
    reader = _Reader(located, text, problems)
    try:
        return located if reader.read() else None
    except yaml.YAMLError as error:
        problems.append(_parser_problem(located, error))
        return None


class _Reader:
    """Builds data from the parser's events: its own builder overflows on deeply nested text."""

    def __init__(self, located: LocatedYaml, text: str, problems: list[Problem]) -> None:
        self._located = located
        self._problems = problems
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._anchors: dict[str, tuple[Any, _Scalar]] = {}
        self._depth = 0

    def read(self) -> bool:
        next(self._events)
        event = next(self._events)
        self._located.values[()] = Place(self._located.name, self._located.first_line)
        if isinstance(event, yaml.StreamEndEvent):
            return True
        try:
            self._located.data = self._value(next(self._events), ())
        except _TooDeepError as error:
            self._problems.append(_syntax_problem(error.place, "trop de niveaux emboîtés"))
            return False
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            place = self._place(event.start_mark)
            self._problems.append(
                _syntax_problem(place, "une ligne « --- » commence un second document")
            )
            return False
        return True

    def _value(self, event: Any, path: Path) -> Any:
        place = self._place(event.start_mark)
        self._located.values[path] = place
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), path, place)
        if event.tag is not None:
            what = "un « ! » au début d’une valeur doit être entre guillemets"
            self._problems.append(_syntax_problem(place, what))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError(place)
        mapping = isinstance(event, yaml.MappingStartEvent)
        made = self._mapping(path) if mapping else self._sequence(path)
        self._depth -= 1
        return made

    def _alias(self, name: str, path: Path, place: Place) -> Any:
        """A word that repeats another (`*name` for `&name word`); nothing else can be."""
        anchored = self._anchors.get(name)
        if anchored is None:
            what = f"« *{name} » ne reprend rien : un texte qui commence par « * » a des guillemets"
            self._problems.append(_syntax_problem(place, what))
            return f"*{name}"
        value, self._located.scalars[path] = anchored
        return value

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> Any:
        start: Any = event.start_mark
        end: Any = event.end_mark
        column = start.column
        if event.anchor or event.tag:
            line = self._located.lines[start.line]
            if properties := _PROPERTIES.match(line, column):
                column = properties.end()
            place = self._place(start).shifted(columns=column - start.column)
            self._located.values[path] = place
        scalar = _Scalar(event.style or "", start.line, column, end.line)
        self._located.scalars[path] = scalar
        value: Any = event.value if event.style else resolve_plain(event.value)
        if event.style == '"' and (found := UNPRINTABLE.search(value)):
            self._problems.append(unprintable_problem(self._located.values[path], found[0]))
        if event.anchor:
            self._anchors[event.anchor] = (value, scalar)
        return value

    def _sequence(self, path: Path) -> list[Any]:
        made: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            made.append(self._value(event, (*path, len(made))))
        return made

    def _mapping(self, path: Path) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = self._place(event.start_mark)
            if isinstance(event, yaml.ScalarEvent):
                key = event.value
            else:
                what = "une clé doit être un simple mot (des accolades de trop ?)"
                self._problems.append(_syntax_problem(place, what))
                key = "…"
                self._value(event, (*path, key))
            if key in made:
                self._problems.append(
                    Problem(
                        "SRC008",
                        place,
                        f"la clé « {key} » est donnée deux fois",
                        "N’en garder qu’une : seule la dernière serait lue.",
                        key=key,
                    )
                )
            self._located.keys[(*path, key)] = place
            made[key] = self._value(next(self._events), (*path, key))
        return made

    def _place(self, mark: Any) -> Place:
        return Place(self._located.name, mark.line + self._located.first_line, mark.column + 1)


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


def unprintable_problem(place: Place, character: str) -> Problem:
    """A character that cannot be seen and that no page can show (SRC002)."""
    return Problem(
        "SRC002",
        place,
        f"caractère invisible interdit ici (U+{ord(character):04X})",
        "Le supprimer : souvent, il vient d’un copier-coller.",
    )


def _parser_problem(located: LocatedYaml, error: yaml.YAMLError) -> Problem:
    """What the parser met: at its place, or where what it was reading began if that says more."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    rest = "\n".join(located.lines[line:])[column:]
    if context and (is_about_its_start(error) or not rest.strip()):
        line, column = context.line, context.column
    written = located.lines[line] if line < len(located.lines) else ""
    words = syntax_words(error, written[column : column + 1])
    return _syntax_problem(Place(located.name, line + located.first_line, column + 1), words)


def _syntax_problem(place: Place, what: str) -> Problem:
    return Problem(
        "SRC003",
        place,
        f"le YAML ne se lit pas : {what}",
        "Vérifier l’alignement des clés, les deux-points suivis d’une espace et les guillemets "
        "fermés ; un texte qui contient « : » se met entre guillemets.",
    )

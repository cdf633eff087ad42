"""YAML read with the place of every key and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from pipeline.errors import Problem
from pipeline.model.places import Place

Path = tuple[str | int, ...]


@dataclass(slots=True)
class LocatedYaml:
    """Plain data, and where each path of it stands.

    `values` gives the place of a value, `keys` that of its key, `texts` the place of the first
    character of a string that holds prose, with the indent of its further lines.
    """

    data: Any
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    texts: dict[Path, tuple[Place, int]] = field(default_factory=dict)


def read_yaml(
    name: str, text: str, problems: list[Problem], first_line: int = 1
) -> LocatedYaml | None:
    """The data of a YAML text whose first line is `first_line` of file `name`.

    Dates stay strings, as written. A key given twice is a problem (SRC008).
    """
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(name, error, first_line))
        return None
    located = LocatedYaml(data=None)
    if node is None:
        located.values[()] = Place(name, first_line)
        return located
    located.data = _Builder(name, text.split("\n"), first_line, located, problems).build(node, ())
    return located


class _Builder:
    def __init__(
        self,
        name: str,
        lines: list[str],
        first_line: int,
        located: LocatedYaml,
        problems: list[Problem],
    ) -> None:
        self._name = name
        self._lines = lines
        self._first_line = first_line
        self._located = located
        self._problems = problems
        self._constructor = yaml.constructor.SafeConstructor()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._located.values[path] = self._place(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, n)) for n, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        self._located.texts[path] = self._text_place(node)
        if node.tag in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:str"):
            return node.value
        return self._constructor.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            place = self._place(key_node.start_mark)
            if key in data:
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
            data[key] = self.build(value_node, (*path, key))
        return data

    def _place(self, mark: yaml.Mark) -> Place:
        return Place(self._name, mark.line + self._first_line, mark.column + 1)

    def _text_place(self, node: yaml.ScalarNode) -> tuple[Place, int]:
        mark = node.start_mark
        if node.style not in ("|", ">"):
            quoted = 1 if node.style in ("'", '"') else 0
            return self._place(mark).shifted(columns=quoted), mark.column + quoted
        line = mark.line + 1
        following = self._lines[line : node.end_mark.line + 1]
        indent = next((len(s) - len(s.lstrip(" ")) for s in following if s.strip()), 0)
        return Place(self._name, line + self._first_line, indent + 1), indent


def _syntax_problem(name: str, error: yaml.YAMLError, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = (
        Place(name, mark.line + first_line, mark.column + 1) if mark else Place(name, first_line)
    )
    what = getattr(error, "problem", None) or str(error)
    return Problem(
        "SRC003",
        place,
        f"le YAML ne se lit pas : {_FRENCH.get(what, what)}",
        "Vérifier l’alignement des clés, les deux-points suivis d’une espace et les guillemets "
        "fermés ; un texte qui contient « : » se met entre guillemets.",
    )


_FRENCH = {
    "mapping values are not allowed here": "un « : » est placé là où aucune clé n’est attendue",
    "mapping values are not allowed in this context": (
        "un « : » est placé là où aucune clé n’est attendue"
    ),
    "could not find expected ':'": "un « : » manque après une clé",
    "did not find expected key": "une clé était attendue ici (alignement ?)",
    "found character that cannot start any token": "caractère impossible ici (tabulation ?)",
    "did not find expected <document start>": "texte inattendu après la fin des données",
    "found unexpected end of stream": "des guillemets ne sont pas fermés",
    "did not find expected ',' or ']'": "une virgule ou un « ] » manque",
    "did not find expected ',' or '}'": "une virgule ou un « } » manque",
    "did not find expected '-' indicator": "un tiret de liste était attendu ici",
    "found undefined alias": "un « * » au début d’une valeur doit être entre guillemets",
}

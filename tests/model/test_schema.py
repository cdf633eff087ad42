"""Schemas for editors' completion, and the sources they are for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.errors import Problem
from pipeline.load.files import split_front_matter
from pipeline.load.yaml_places import read_yaml
from pipeline.model.kinds import KINDS, Kind
from pipeline.model.schema import export_schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = export_schemas()


def data_of(path: Path) -> Any:
    """The data of a YAML file or of a front matter, as an editor's plug-in sees it."""
    text = path.read_text("utf-8")
    problems: list[Problem] = []
    if path.suffix == ".md":
        halves = split_front_matter(path.name, text, problems)
        assert halves is not None
        text = halves.yaml
    located = read_yaml(path.name, text, problems)
    assert problems == []
    assert located is not None
    return located.data


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("folder", ["sources", "tests/specimen/sources"])
def test_the_sources_keep_their_schema(kind: Kind, folder: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind.name])
    paths = sorted((ROOT / folder).glob(kind.pattern))
    assert paths or kind.name == "waivers"
    for path in paths:
        if path.name != "README.md":
            errors = [
                f"{path.name}: {e.json_path}: {e.message}"
                for e in validator.iter_errors(data_of(path))
            ]
            assert errors == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("zoom", {"id": "zoom-a", "title": "A", "short": "A", "metropole": "a", "tittle": "B"}),
        ("zoom", {"id": "zoom-a", "title": "A", "short": "A"}),
        ("zoom", {"id": "box-a", "title": "A", "short": "A", "metropole": "a"}),
        ("zoom", {"id": "zoom-a", "title": "A", "short": "A", "metropole": "a", "body": "B"}),
        ("facts", {"facts": [{"id": "a.b", "value": "douze", "unit": "", "label": ""}]}),
        ("metropoles", {"id": "nantes"}),
        (
            "bibliography",
            {"entries": [{"id": "a", "type": "b", "title": "c", "author": [{"nom": "d"}]}]},
        ),
        (
            "table",
            {"id": "tbl-a", "title": "A", "columns": [], "rows": [{"a": True}], "source": "b"},
        ),
        ("waivers", {"waivers": [{"rule": "X", "file": "a", "reason": "parce que c'est ainsi"}]}),
    ],
)
def test_a_mistake_is_underlined(name: str, data: Any) -> None:
    assert list(jsonschema.Draft202012Validator(SCHEMAS[name]).iter_errors(data))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object with keys, wherever it stands."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_and_every_kind_titled_in_french(name: str) -> None:
    schema = SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    for made in objects(schema):
        for key, value in made["properties"].items():
            assert value.get("description"), key
            assert "title" not in value
        assert made["additionalProperties"] is False
        # Docstrings are for developers, and English.
        assert "description" not in made
    title = schema.get("items", schema)["title"]
    assert title.split()[0] in ("Un", "Une", "La", "Le", "Les", "Des")


def test_there_is_a_schema_for_each_kind_of_source() -> None:
    assert set(SCHEMAS) == {kind.name for kind in KINDS}
    assert SCHEMAS["zoom"]["$comment"] == "sources/zooms/*.md"
    assert json.loads(json.dumps(SCHEMAS)) == SCHEMAS


def test_a_fact_may_take_keys_from_its_file() -> None:
    required = SCHEMAS["facts"]["$defs"]["Fact"]["required"]
    assert "id" in required
    assert not {"scope", "source"} & set(required)

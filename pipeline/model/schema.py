"""JSON Schemas of the sources, for the completion and validation of an editor's YAML plug-in."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pipeline.model.kinds import KINDS, Kind

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schemas() -> dict[str, Json]:
    """The schema of each kind of source, by name; of Markdown files, that of their front matter."""
    return {kind.name: _schema_of(kind) for kind in KINDS}


def _schema_of(kind: Kind) -> Json:
    schema = kind.model.model_json_schema(by_alias=True, schema_generator=_Generator)
    if kind.shape == "piece":
        # The body follows the front matter: it is no key of it.
        del schema["properties"]["body"]
        schema["required"].remove("body")
    if kind.shape == "facts":
        # A fact takes from its file the keys that it does not give.
        fact = schema["$defs"]["Fact"]
        fact["required"] = [key for key in fact["required"] if key not in schema["properties"]]
    if kind.shape == "list":
        definitions = schema.pop("$defs", None)
        schema = {"type": "array", "items": schema}
        if definitions:
            schema["$defs"] = definitions
    glob = f"sources/{kind.pattern}"
    return {"$schema": DIALECT, "$comment": glob, **schema}


class _Generator(GenerateJsonSchema):
    """Objects are titled with their words for editors; keys keep only their description."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> Json:
        made = super().default_schema(schema)
        if not made.get("default") and not isinstance(made.get("default"), bool):
            # « nothing » is no completion worth offering.
            made.pop("default", None)
        return made

    def model_schema(self, schema: Any) -> Json:
        made = super().model_schema(schema)
        model = schema["cls"]
        made["title"] = model.words
        # The class's own docstring is for developers.
        made.pop("description", None)
        return made

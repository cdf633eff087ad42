"""What the source models share: places, Markdown fields, the forms of identifiers and dates.

Field descriptions are in French: editors read them in their editor's completion and in hints.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from pipeline.model.places import Place

IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# A letter first: « 1.5 » is a number of an expression.
FACT_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$"
UUID = r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
RULE_ID = r"^[A-Z]{3}\d{3}$"
_PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def prefixed(*kinds: str) -> str:
    """The pattern of ids that begin with one of these kinds: « zoom-grenoble-gaia »."""
    return rf"^({'|'.join(kinds)})(-[a-z0-9]+)+$"


_SMALL = "des minuscules sans accent, des chiffres et des traits d’union"
_FORMS = {
    IDENTIFIER: f"{_SMALL} (« nantes-ecossolies »)",
    FACT_ID: f"deux mots ou plus joints par des points, chacun fait de {_SMALL} "
    "(« nantes.ess.salaries »)",
    UUID: "« urn:uuid: » suivi d’un UUID en minuscules",
    RULE_ID: "trois capitales et trois chiffres (« REF001 »)",
}
_PREFIXED = re.compile(r"\^\((?P<kinds>[a-z|]+)\)")


def form_words(pattern: str) -> str:
    """What a pattern asks for, in plain French."""
    if pattern in _FORMS:
        return _FORMS[pattern]
    found = _PREFIXED.match(pattern)
    if found is None:
        return f"la forme {pattern}"
    kinds = " ou ".join(f"« {kind}- »" for kind in found["kinds"].split("|"))
    return f"{kinds}, puis {_SMALL}"


Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
FactId = Annotated[str, Field(pattern=FACT_ID)]
# Strict: « true » is no number, and a number between quotation marks is a text.
Number = (
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
)
Flag = Annotated[bool, Field(strict=True)]


def _check_date(value: str) -> str:
    full = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    try:
        if not re.match(_PARTIAL_DATE, value):
            raise ValueError(value)
        datetime.date.fromisoformat(full)
    except ValueError:
        raise PydanticCustomError("date_form", "not a date") from None
    return value


def _check_moment(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
            raise ValueError(value)
        datetime.datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("moment_form", "not a moment") from None
    return value


PartialDate = Annotated[
    str,
    AfterValidator(_check_date),
    WithJsonSchema({"type": "string", "pattern": _PARTIAL_DATE}),
]
"""An ISO date as precise as known: 2018, 2018-06 or 2018-06-30."""

Moment = Annotated[
    str,
    AfterValidator(_check_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}),
]
"""A point in time, UTC: 2019-07-01T00:00:00Z."""


def _check_cell(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]
    for item in items:
        if isinstance(item, bool) or not isinstance(item, (str, int, float, type(None))):
            raise PydanticCustomError("cell_type", "not a cell")
        if isinstance(item, float) and item in (float("inf"), float("-inf")):
            raise PydanticKnownError("finite_number")
    return value


_CELL = {"type": ["string", "number", "null"]}
Cell = Annotated[
    Any,
    AfterValidator(_check_cell),
    WithJsonSchema({"anyOf": [_CELL, {"type": "array", "items": _CELL}]}),
]
"""What a table's cell may hold: a text, a number, nothing, or a list of these."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Marks a plain dictionary of strings of which only these keys are known.

    `known` maps each key to its description.
    """

    known: Mapping[str, str]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        fields = {
            key: core_schema.typed_dict_field(
                core_schema.str_schema(),
                required=False,
                metadata={"pydantic_js_updates": {"description": words}},
            )
            for key, words in self.known.items()
        }
        return core_schema.typed_dict_schema(fields, extra_behavior="forbid")


class Source(BaseModel):
    """A frozen object read from a source file, every key of which has a place."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    words: ClassVar[str] = ""
    """What the object is, for editors."""

    _places: Mapping[tuple[str | int, ...], Place] = PrivateAttr(default_factory=dict)
    _path: tuple[str | int, ...] = PrivateAttr(default=())

    @property
    def place(self) -> Place:
        """Where the object begins."""
        return self.place_of()

    def place_of(self, *keys: str | int) -> Place:
        """Where a key of the object stands; the nearest known place above it otherwise."""
        path = (*self._path, *keys)
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(""))


class Markdown(Source):
    """A Markdown text, as written; its tree is in `Publication.trees`."""

    text: str

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        if isinstance(value, Markdown):
            return value
        if not isinstance(value, str):
            raise PydanticKnownError("string_type")
        return {"text": value}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string"}

"""From plain data to models, pydantic's errors turned into problems with a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import Problem, nearest
from pipeline.load.yaml_places import LocatedYaml, Path
from pipeline.model.places import Place
from pipeline.model.sources import Source

Model = TypeVar("Model", bound=Source)


def build_model(
    model: type[Model], located: LocatedYaml, problems: list[Problem], at: Path = ()
) -> Model | None:
    """The object of class `model` made from the data at path `at`; nothing if it has problems."""
    data: Any = located.data
    for key in at:
        data = data[key]
    try:
        made = model.model_validate(data)
    except ValidationError as error:
        problems.extend(_problems_of(model, error.errors(), located, at))
        return None
    attach_places(made, located.values, at)
    return made


def attach_places(made: Source, places: Mapping[Path, Place], path: Path) -> None:
    """Tell an object and all below it where they stand."""
    made._places = places
    made._path = path
    for name, field in type(made).model_fields.items():
        _attach(getattr(made, name), places, (*path, field.alias or name))


def _attach(value: Any, places: Mapping[Path, Place], path: Path) -> None:
    if isinstance(value, Source):
        attach_places(value, places, path)
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            _attach(item, places, (*path, number))


def _problems_of(
    model: type[Source], errors: Iterable[ErrorDetails], located: LocatedYaml, at: Path
) -> list[Problem]:
    made: dict[tuple[str, Path], Problem] = {}
    for error in errors:
        path = _known_path((*at, *error["loc"]), located)
        problem = _problem_of(model, error, path, located)
        # A value that fits no member of a union fails once per member: one problem is enough.
        made.setdefault(
            (problem.rule, path if error["type"] != "missing" else error["loc"]), problem
        )
    return list(made.values())


def _known_path(path: Path, located: LocatedYaml) -> Path:
    """The part of pydantic's path that names data, without the tags of unions."""
    known: Path = ()
    for key in path:
        if (*known, key) in located.values:
            known = (*known, key)
    return known


def _problem_of(
    model: type[Source], error: ErrorDetails, path: Path, located: LocatedYaml
) -> Problem:
    kind = error["type"]
    name = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "missing":
        return Problem(
            "SRC006",
            located.values.get(path, Place("")),
            f"il manque la clé « {name} »",
            _describe(model, error["loc"]) or f"Ajouter « {name}: … ».",
            key=name,
        )
    if kind == "extra_forbidden":
        known = _fields_of(model, error["loc"][:-1])
        near = nearest(name, known)
        return Problem(
            "SRC005",
            located.keys.get(path, located.values.get(path, Place(""))),
            f"clé inconnue : « {name} »",
            f"Vouliez-vous dire « {near} » ?" if near else f"Clés connues : {', '.join(known)}.",
            key=name,
        )
    shown = str(path[-1]) if path and isinstance(path[-1], str) else name
    return Problem(
        "SRC007",
        located.values.get(path, Place("")),
        f"valeur inattendue pour « {shown} » : {_say(error)}",
        _describe(model, error["loc"]),
        key=shown,
    )


def _say(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "literal_error":
        near = nearest(str(error["input"]), str(context["expected"]).replace("'", "").split(", "))
        advice = f" (« {near} » ?)" if near else ""
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return f"« {error['input']} » n’est pas un de : {expected}{advice}"
    if kind == "string_pattern_mismatch":
        return f"« {error['input']} » n’a pas la forme {context['pattern']}"
    return _MESSAGES.get(kind, error["msg"])


_MESSAGES = {
    "string_type": "un texte est attendu (le mettre entre guillemets ?)",
    "int_type": "un nombre est attendu",
    "float_type": "un nombre est attendu",
    "int_parsing": "un nombre est attendu, sans espace ni unité",
    "float_parsing": "un nombre est attendu, avec un point décimal",
    "bool_type": "true ou false est attendu",
    "bool_parsing": "true ou false est attendu",
    "list_type": "une liste est attendue",
    "dict_type": "des clés sont attendues",
    "model_type": "des clés sont attendues",
    "string_too_short": "le texte est trop court",
    "tuple_type": "un nombre ou une fourchette [bas, haut] est attendu",
    "union_tag_not_found": "« section: » ou « part: » est attendu",
}


def _models_along(model: type[Source], loc: Iterable[str | int]) -> type[BaseModel] | None:
    """The model that holds the last key of a pydantic location."""
    current: type[BaseModel] | None = model
    for key in loc:
        if current is None or isinstance(key, int):
            continue
        field = next((f for n, f in current.model_fields.items() if key in (n, f.alias)), None)
        if field is None:
            # A tag of a union: the name of the member's class.
            continue
        current = _model_in(field.annotation)
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _fields_of(model: type[Source], loc: Iterable[str | int]) -> list[str]:
    holder = _models_along(model, loc)
    if holder is None:
        return []
    return [field.alias or name for name, field in holder.model_fields.items() if name != "body"]


def _describe(model: type[Source], loc: tuple[str | int, ...]) -> str:
    """What the model says of a key, as a hint."""
    holder = _models_along(model, loc[:-1])
    if holder is None or not loc:
        return ""
    for name, field in holder.model_fields.items():
        if loc[-1] in (name, field.alias) and field.description:
            return f"« {loc[-1]} » : {field.description}"
    return ""

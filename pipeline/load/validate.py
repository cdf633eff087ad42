"""From plain data to models, pydantic's errors turned into problems with a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import Problem, nearest
from pipeline.load.shape import Path, Spot, find_spot, keys_of
from pipeline.load.value_words import value_words
from pipeline.load.yaml_places import LocatedYaml
from pipeline.model.places import Place
from pipeline.model.sources import Fact, Source

Model = TypeVar("Model", bound=Source)
Met = tuple[ErrorDetails, Spot]


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
        met = [(e, find_spot(model, e["loc"])) for e in error.errors(include_url=False)]
        problems.extend(_problems(_without_echoes(met), located, at))
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


# --- errors -----------------------------------------------------------------------

# Of the errors of a union's members at the same place, the one that says most.
_TELLING = {"too_long": 3, "missing": 3, "finite_number": 2, "tuple_type": 1}


def _without_echoes(met: Sequence[Met]) -> Iterator[Met]:
    """One error for each mistake.

    A value that fits no member of a union fails once for each of them, and a misspelt key is also
    a missing one.
    """
    unions: dict[Path, Met] = {}
    for error, spot in met:
        if spot.union is not None:
            held = unions.get(spot.union)
            if held is None or _weight(error, spot) > _weight(*held):
                unions[spot.union] = (error, spot)
    misspelt = {
        (*spot.path[:-1], near)
        for error, spot in met
        if error["type"] == "extra_forbidden" and (near := nearest(str(spot.path[-1]), spot.keys))
    }
    for error, spot in met:
        if spot.union is not None and unions[spot.union][0] is not error:
            continue
        if error["type"] == "missing" and spot.path in misspelt:
            continue
        yield error, spot


def _weight(error: ErrorDetails, spot: Spot) -> tuple[int, int]:
    return len(spot.path), _TELLING.get(error["type"], 0)


def _problems(met: Iterator[Met], located: LocatedYaml, at: Path) -> Iterator[Problem]:
    for error, spot in met:
        path = (*at, *spot.path)
        kind = error["type"]
        if kind in ("range_order", "fact_with_state"):
            path = (*path, "value" if kind == "range_order" else "state")
        name = str(path[-1]) if path else ""
        if kind == "missing" and isinstance(path[-1], str):
            yield _missing(name, spot, located.nearest_place(path[:-1]))
        elif kind == "fact_without_value":
            place = located.nearest_place(path)
            yield _missing("value", Spot((), keys_of(Fact)), place)
        elif kind == "extra_forbidden":
            place = located.keys.get(path, located.nearest_place(path))
            yield _unknown(name, list(spot.keys), place)
        else:
            shown = next((str(key) for key in reversed(path) if isinstance(key, str)), "")
            words = value_words(error)
            yield Problem(
                "SRC007",
                located.nearest_place(path),
                f"valeur inattendue pour « {shown} » : {words}" if shown else words,
                _described(shown, spot),
                key=shown,
            )


def _missing(name: str, spot: Spot, place: Place) -> Problem:
    hint = f"Ajouter « {name}: … »"
    words = spot.keys.get(name)
    hint += f" : {words}." if words else "."
    return Problem("SRC006", place, f"il manque la clé « {name} »", hint, key=name)


def _unknown(name: str, known: Sequence[str], place: Place) -> Problem:
    near = nearest(name, known)
    hint = f"Vouliez-vous dire « {near} » ?" if near else f"Clés connues : {', '.join(known)}."
    return Problem("SRC005", place, f"clé inconnue : « {name} »", hint, key=name)


def _described(name: str, spot: Spot) -> str:
    words = spot.keys.get(name)
    return f"« {name} » : {words}." if words else ""

"""Following pydantic's locations through the models, to the data they speak of."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from pipeline.model.base import Keys, Source

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """What a location speaks of.

    `path` leads to it in the data; `keys` are the keys, with their descriptions, of the object that
    holds it; `union` is the path of the value that fits no member of a union (tags do not count),
    if it is that value or stands below it.
    """

    path: Path
    keys: dict[str, str]
    union: Path | None = None


def find_spot(model: type[Source], location: Path) -> Spot:
    """The spot of a location in the data of `model`."""
    current: Any = model
    path: Path = ()
    keys: dict[str, str] = {}
    union: Path | None = None
    for key in location:
        members = _members(current)
        if len(members) > 1:
            # The location names the member of the union: the data has no such key.
            tagged, current = _member(members, key)
            if not tagged and union is None:
                union = path
            continue
        current = members[0]
        path = (*path, key)
        known = keys_of(current)
        if known and isinstance(key, str):
            keys = known
        current = _below(current, key)
    return Spot(path, keys, union)


def keys_of(annotation: Any) -> dict[str, str]:
    """The keys of a type of object, with their descriptions; none if it has no fixed keys."""
    marks = [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Keys)]
    if marks:
        return dict(marks[0].known)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {
            field.alias or name: field.description or ""
            for name, field in annotation.model_fields.items()
            if name != "body"
        }
    return {}


def _members(annotation: Any) -> list[Any]:
    """The members of a union; any other type alone. None never counts: it has no errors."""
    plain = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if get_origin(plain) not in (Union, types.UnionType):
        return [annotation]
    return [inner for part in get_args(plain) for inner in _flat(part) if inner is not type(None)]


def _flat(annotation: Any) -> Iterator[Any]:
    members = _members(annotation)
    if len(members) == 1:
        yield annotation
    else:
        yield from members


def _member(members: list[Any], name: str | int) -> tuple[bool, Any]:
    """The member of a union that a location names, and whether it is named by a tag."""
    for member in members:
        tags = [m.tag for m in getattr(member, "__metadata__", ()) if isinstance(m, Tag)]
        if name in tags:
            return True, get_args(member)[0]
    # A member without a tag is named by its type: « tuple[…] ».
    return False, next((m for m in members if str(name).startswith(_name(m))), Any)


def _name(annotation: Any) -> str:
    plain = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    return getattr(get_origin(plain) or plain, "__name__", "?")


def _below(annotation: Any, key: str | int) -> Any:
    """The type of what stands under a key of an object or an index of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return next((f.annotation for name, f in fields if key in (name, f.alias)), Any)
    plain = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    arguments = get_args(plain)
    if get_origin(plain) is dict:
        return arguments[1]
    return arguments[0] if arguments else Any

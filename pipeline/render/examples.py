"""The examples of components: `layouts/components/NAME.yaml`, as their macros take them.

One reading for the specimen and for the tests of layouts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from pipeline.errors import PipelineError
from pipeline.render.environment import find_folder
from pipeline.render.studio import Studio

# Where an example stands among the HTML of `around`.
PLACE = "<example/>"
DRAW, DECORATIVE = "draw", "decorative"


@dataclass(frozen=True, slots=True)
class Example:
    """One set of arguments for a component's macro; `name` is `vide`, `courant` or `trop long`."""

    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Component:
    """A component as its examples file tells it.

    `around` is HTML that it needs around it, with `<example/>` in its place; `page` the kind of
    section whose page it must stand on, alone, or empty.
    """

    name: str
    description: str
    parameters: Mapping[str, str]
    examples: tuple[Example, ...]
    around: str = PLACE
    page: str = ""


def component_names(root: Path) -> list[str]:
    """The components of a publication's layouts, from their macro files."""
    folder = find_folder(root, "layouts") / "components"
    return sorted(file.name.split(".")[0] for file in folder.glob("*.html.j2"))


def read_component(root: Path, name: str, studio: Studio) -> Component:
    """The component of that name; drawings its examples ask for (`draw: NAME`) are made.

    Raises PipelineError where the file lacks a key.
    """
    layouts = find_folder(root, "layouts")
    file = layouts / "components" / f"{name}.yaml"
    told = _read(file)
    shared = _read(layouts / "examples.yaml")["drawings"]
    try:
        return Component(
            name=name,
            description=told["description"],
            parameters=told["parameters"],
            examples=tuple(
                Example(example["name"], _ready(example["arguments"], studio, shared))
                for example in told["examples"]
            ),
            around=told.get("around", PLACE),
            page=told.get("page", ""),
        )
    except KeyError as missing:
        raise PipelineError(f"{file.name} has no key {missing}") from missing


def _read(file: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise PipelineError(f"{file.name} holds no keys")
    return loaded


def _ready(value: Any, studio: Studio, shared: Mapping[str, Any]) -> Any:
    """The value as rendering hands it to layouts: texts are HTML, drawings are made."""
    if isinstance(value, str):
        return Markup(value)
    if isinstance(value, list):
        return [_ready(item, studio, shared) for item in value]
    if not isinstance(value, dict):
        return value
    if DRAW not in value:
        return {key: _ready(item, studio, shared) for key, item in value.items()}
    name = value[DRAW]
    params = {k: v for k, v in value.items() if k not in (DRAW, DECORATIVE)}
    return studio.draw(
        name, decorative=value.get(DECORATIVE, False), **{**shared.get(name, {}), **params}
    )

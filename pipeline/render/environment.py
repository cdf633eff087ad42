"""Where layouts and styles are found, and the Jinja environment they run in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from pipeline.render.titles import EvenTitle, even_title, read_sizes

PROJECT = Path(__file__).resolve().parents[2]

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})\b")


def find_folder(root: Path, name: str) -> Path:
    """The publication's own `layouts/` or `styles/` folder, or else this project's."""
    own = root / name
    return own if own.is_dir() else PROJECT / name


@cache
def make_environment(root: Path) -> SandboxedEnvironment:
    """The environment of a publication's layouts; a misspelt name is an error.

    `title|even(("page", 178))` is a title in even lines (pipeline/render/titles.py).

    It is kept with the layouts it compiled; one that changes is compiled again.
    """
    folders = dict.fromkeys((root / "layouts", PROJECT / "layouts"))
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    tokens = find_folder(root, "styles") / "tokens.css"

    def even(title: str, *forms: tuple[str, float]) -> EvenTitle:
        return even_title(read_sizes(tokens.read_text(encoding="utf-8")), title, *forms)

    environment.filters["even"] = even
    return environment


class Components:
    """The macros of `layouts/components/`, called from Python: `components.note(html)`."""

    def __init__(self, environment: SandboxedEnvironment) -> None:
        self._environment = environment
        self._macros: dict[str, Any] = {}

    def call(self, name: str, *arguments: Any) -> Markup:
        """The HTML of a component, without the line ends around it."""
        if name not in self._macros:
            template = self._environment.get_template(f"components/{name}.html.j2")
            self._macros[name] = getattr(template.module, name)
        return Markup(str(self._macros[name](*arguments)).strip())


@cache
def read_palette(tokens: Path) -> dict[str, str]:
    """The colours of tokens.css: name without dashes to `#RRGGBB`."""
    return dict(_TOKEN.findall(tokens.read_text(encoding="utf-8")))

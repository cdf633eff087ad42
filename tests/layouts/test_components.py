"""Every component has a macro, a style and examples; every example is typeset without a word."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import nodes

from pipeline.render.environment import make_environment
from tests.layouts.typesetter import (
    LAYOUTS,
    MM,
    PROJECT,
    STYLES,
    arguments,
    boxes,
    boxes_in,
    component,
    components,
    lines,
    set_component,
    typeset,
)

VARIANTS = ["vide", "courant", "trop long"]
EXAMPLES = [
    pytest.param(name, number, id=f"{name}-{variant}")
    for name in components()
    for number, variant in enumerate(VARIANTS)
]


@pytest.mark.parametrize("name", components())
def test_has_style_and_examples(name: str) -> None:
    assert (STYLES / "components" / f"{name}.css").is_file()
    about = component(name)
    assert about.description.endswith(".")
    assert [example.name for example in about.examples] == VARIANTS


@pytest.mark.parametrize("name", components())
def test_parameters_are_those_of_the_macro(name: str) -> None:
    source = (LAYOUTS / "components" / f"{name}.html.j2").read_text(encoding="utf-8")
    tree = make_environment(PROJECT).parse(source)
    macro = next(m for m in tree.find_all(nodes.Macro) if m.name == name)
    assert [argument.name for argument in macro.args] == list(component(name).parameters)


def test_no_examples_without_component() -> None:
    described = {file.stem for file in (LAYOUTS / "components").glob("*.yaml")}
    styled = {file.stem for file in (STYLES / "components").glob("*.css")}
    assert described == styled == set(components())


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_example_is_typeset_without_a_word(name: str, example: int) -> None:
    document, said = typeset(set_component(name, arguments(name, example)))
    assert not said
    for page in document.pages:
        for line in lines(page):
            left, right = line.position_x, line.position_x + line.width
            assert left >= -0.5, text_of(line)
            assert right <= page.width + 0.5, text_of(line)
            assert line.position_y + line.height <= 297 * MM, text_of(line)
        for box in boxes(page):
            if type(box).__name__ in ("BlockReplacedBox", "InlineReplacedBox"):
                assert box.position_x + box.width <= 210 * MM
                assert box.position_y + box.height <= 297 * MM


def text_of(line: Any) -> str:
    """The words of a line, to say which one failed."""
    return "".join(getattr(box, "text", "") for box in boxes_in(line))

"""Examples of components are read once, for the specimen and for tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.render.document import make_studio
from pipeline.render.environment import PROJECT
from pipeline.render.examples import component_names, read_component
from pipeline.render.studio import Picture
from pipeline.render.tokens import read_colours, read_part_colours, read_types

TOKENS = PROJECT / "styles" / "tokens.css"


def test_texts_are_html_and_drawings_are_made(tmp_path: Path) -> None:
    box = read_component(PROJECT, "box", make_studio(PROJECT, tmp_path))
    view = box.examples[1].arguments["view"]
    assert view["html"].__html__() == view["html"]
    picture = view["share"]["drawing"]
    assert isinstance(picture, Picture)
    assert picture.width == 36
    assert picture.src.endswith(".svg")


def test_a_publication_may_have_layouts_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "layouts", tmp_path / "layouts")
    file = tmp_path / "layouts" / "components" / "standfirst.yaml"
    file.write_text(file.read_text("utf-8").replace("description:", "about:"), "utf-8")
    assert component_names(tmp_path) == component_names(PROJECT)
    with pytest.raises(PipelineError, match=r"standfirst.yaml has no key 'description'"):
        read_component(tmp_path, "standfirst", make_studio(PROJECT, tmp_path))


def test_tokens_are_read_as_they_stand() -> None:
    colours = {colour.name: colour for colour in read_colours(TOKENS)}
    assert colours["encre"].value == "#14263B"
    assert colours["encre"].inks == "100 68 20 77"
    assert colours["encre"].contrast == pytest.approx(14.5, abs=0.1)
    assert read_part_colours(TOKENS) == ["vermillon", "verdigris", "bronze"]
    types = read_types(TOKENS)
    assert [t.size for t in types] == sorted((t.size for t in types), reverse=True)
    assert len(types) == TOKENS.read_text("utf-8").count("\n  --type-")

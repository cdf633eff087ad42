"""The list of drawings and their cache; what holds for every drawing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.drawings import GENERATORS, Drawing, NoDrawing, core, draw
from pipeline.drawings.geometry import Site
from pipeline.drawings.svg import SMALLEST_TEXT
from pipeline.errors import PipelineError

from .samples import EXAMPLES, PALETTE, SITES, elements, overlaps, texts


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> dict[str, Drawing]:
    cache = tmp_path_factory.mktemp("drawings")
    return {name: draw(name, PALETTE, params, cache) for name, params in EXAMPLES.items()}


def test_every_drawing_has_an_example():
    assert set(EXAMPLES) == set(GENERATORS)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_drawing_is_well_formed_and_says_what_it_shows(drawn, name):
    drawing = drawn[name]
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("viewBox") == f"0 0 {drawing.width:g} {drawing.height:g}"
    assert root.get("role") == "img"
    assert [child.text for child in root[:2]] == [drawing.title, drawing.description]
    assert drawing.title
    assert len(drawing.description) > 10
    # Ordinary spaces before high punctuation or inside numbers would break at a line's end.
    assert not re.search(r" [:;%]|\d \d{3}", drawing.title + drawing.description)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_shape_says_its_fill_in_a_colour(drawn, name):
    drawing = drawn[name]
    for kind in ("path", "circle", "rect", "text"):
        for element in elements(drawing, kind):
            assert re.fullmatch(r"none|#[0-9A-F]{6}", element.attrib["fill"])
            assert re.fullmatch(r"#[0-9A-F]{6}", element.get("stroke", "#000000"))
    assert "style=" not in drawing.svg
    assert "nan" not in re.sub(r">[^<]*<", "", drawing.svg)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_text_can_be_read_and_does_not_collide(drawn, name):
    assert all(line.size >= SMALLEST_TEXT for line in texts(drawn[name]))
    assert overlaps(drawn[name]) == []


@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - {"map"}))
def test_text_stays_on_the_drawing(drawn, name):
    drawing = drawn[name]
    for line in texts(drawing):
        assert line.box.left > -0.5, line.words
        assert line.box.right < drawing.width + 0.5, line.words
        assert line.box.top > -0.5, line.words
        assert line.box.bottom < drawing.height + 0.7, line.words


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_drawing_is_small(drawn, name):
    limit = {"cover": 150, "seals": 100, "map": 90}.get(name, 60)
    assert len(drawn[name].svg) < limit * 1024


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_drawing_is_always_the_same(drawn, name):
    assert GENERATORS[name](PALETTE, **EXAMPLES[name]) == drawn[name]


def test_the_cache_is_used_and_a_broken_file_is_drawn_again(tmp_path, monkeypatch):
    calls = []

    def counting(palette, **params):
        calls.append(params)
        return core.rose(palette, **params)

    counting.__signature__ = core.inspect.signature(core.rose)
    monkeypatch.setitem(GENERATORS, "rose", counting)
    params = {"levers": [4, 5]}
    first = draw("rose", PALETTE, params, tmp_path)
    assert draw("rose", PALETTE, params, tmp_path) == first
    assert len(calls) == 1
    (file,) = tmp_path.iterdir()
    whole = file.read_text("utf8")
    for broken in (whole[:100], "", "[]", whole.replace("Rose de", "Rosa de")):
        file.write_text(broken, "utf8")
        assert draw("rose", PALETTE, params, tmp_path) == first
        assert file.read_text("utf8") == whole
    assert len(calls) == 5


def test_the_cache_knows_what_decides_the_drawing(tmp_path, monkeypatch):
    def files() -> int:
        return len(list(tmp_path.iterdir()))

    draw("rose", PALETTE, {"levers": [4, 5]}, tmp_path)
    draw("rose", PALETTE, {"levers": [4, 6]}, tmp_path)
    assert files() == 2
    draw("rose", {**PALETTE, "vermillon": "#000000"}, {"levers": [4, 5]}, tmp_path)
    assert files() == 3
    monkeypatch.setattr(core, "package_digest", lambda: "other code")
    draw("rose", PALETTE, {"levers": [4, 5]}, tmp_path)
    assert files() == 4
    assert not list(tmp_path.glob(".drawing-*"))


def test_sites_may_be_values_or_mappings(tmp_path):
    values = [Site(**site) for site in SITES]
    assert draw("locator", PALETTE, {"sites": values, "key": "nice"}, tmp_path) == draw(
        "locator", PALETTE, {"sites": SITES, "key": "nice"}, tmp_path
    )
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("roze", {}, "did you mean 'rose'"),
        ("rose", {"lever": [1]}, "did you mean 'levers'"),
        ("rose", {}, "needs levers"),
        ("rose", {"levers": [1], "colour": "vermilion"}, "did you mean 'vermillon'"),
        ("rose", {"levers": Path("x")}, "plain values"),
    ],
)
def test_wrong_names_are_answered_with_the_nearest(tmp_path, name, params, message):
    with pytest.raises(PipelineError, match=message):
        draw(name, PALETTE, params, tmp_path)


def test_nothing_is_cached_where_there_is_no_drawing(tmp_path):
    with pytest.raises(NoDrawing):
        draw("cover", PALETTE, {"sites": []}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_canonical_form_does_not_hang_on_order():
    assert core.canonical({"b": 1, "a": [1.5, "é"]}) == '{"a":[1.5,"é"],"b":1}'
    assert json.loads(core.canonical({"site": Site("a", "A", 1, 2)})) == {
        "site": {"id": "a", "label": "A", "lon": 1, "lat": 2}
    }

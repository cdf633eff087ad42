"""Numbers, paths, text, colours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.drawings import words
from pipeline.drawings.data.make_widths import FACES, widths
from pipeline.drawings.metrics import Box, text_width, wrap
from pipeline.drawings.svg import arc_path, line_path, mix, num, text, tone
from pipeline.errors import PipelineError

from .samples import PALETTE

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.001, "0"),
        (0.5, ".5"),
        (-0.25, "-.25"),
        (10, "10"),
        (1.005, "1"),
        (12.3456, "12.35"),
        (100, "100"),
        (10.5, "10.5"),
    ],
)
def test_numbers_are_short(value, written):
    assert num(value) == written


def test_lines_are_relative_and_rounding_never_adds_up():
    points = [(i * 0.333, 0.0) for i in range(10)]
    data = line_path(points)
    steps = data.split("l")[1].split(" ")[::2]
    assert sum(float(s) for s in steps) == pytest.approx(3.0)
    assert line_path([(1, 1), (1.001, 1)]) == ""
    assert line_path([(0, 0), (1, 0), (0, 0)], closed=True) == "M0 0l1 0z"


def test_arc_of_more_than_half_a_turn_is_a_large_one():
    assert arc_path((0, 0), 10, 0, 90) == "M0 -10A10 10 0 0 1 10 0"
    assert arc_path((0, 0), 10, 0, 270) == "M0 -10A10 10 0 1 1 -10 0"
    assert arc_path((0, 0), 10, 0, 360).count("A") == 2


def test_small_text_is_refused():
    with pytest.raises(ValueError, match="nothing below"):
        text((0, 0), "x", 2.4, "#000000")


def test_words_are_escaped_and_the_halo_is_below():
    drawn = text((1, 2), "R&D <x>", 3, "#000000", halo="#FFFFFF")
    assert drawn.count("R&amp;D &lt;x&gt;") == 2
    assert drawn.index("stroke") < drawn.index('fill="#000000"')


def test_colours():
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    with pytest.raises(PipelineError, match="did you mean 'vermillon'"):
        tone(PALETTE, "vermilon")


def test_widths_are_those_of_the_typefaces():
    table = json.loads((ROOT / "pipeline/drawings/data/widths.json").read_text("utf8"))
    assert table == {name: widths(ROOT / "styles/fonts" / file) for name, file in FACES.items()}


def test_lines_break_at_ordinary_spaces_only():
    assert text_width("mm", 10) == pytest.approx(2 * text_width("m", 10))
    lines = wrap("loi du 31 juillet 2014", 22, 3)
    assert " ".join(lines) == "loi du 31 juillet 2014"
    assert len(lines) == 2
    assert all(text_width(line, 3) <= 22 for line in lines)
    assert wrap("31\u00a0juillet\u00a02014", 5, 3) == ["31\u00a0juillet\u00a02014"]


def test_boxes():
    a, b = Box(0, 0, 2, 2), Box(2.5, 0, 3, 2)
    assert not a.overlaps(b)
    assert a.overlaps(b, 0.6)
    assert a.overlap_area(Box(1, 1, 3, 3)) == 1


def test_french_words():
    assert words.number(2930.4) == "2\u202f930"
    assert words.number(10.50, 2) == "10,5"
    assert words.number(-0.7, 1) == "−0,7"
    assert words.counted(1, "commune", "communes") == "1\u00a0commune"
    assert words.counted(24, "commune", "communes") == "24\u00a0communes"
    assert words.ordinal(1) == "1ᵉʳ"

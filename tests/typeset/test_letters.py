"""Letters of drawings that are known look as those the engine sets anew."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint.text import line_break

from pipeline.typeset import section
from pipeline.typeset.job import SectionJob
from pipeline.typeset.letters import known_letters
from tests.typeset.samples import BASE, page

WORDS = "Été à Évry, AVA fi 3\u202f000 \U0001f600 שלום"
SHAPES = (
    "",
    "font-weight='bold'",
    "font-family='Sans'",
    "font-style='italic'",
    "font-size='7'",
    "text-anchor='middle' opacity='.5'",
    "text-anchor='end' direction='rtl'",
    "transform='rotate(20)' letter-spacing='1'",
    "textLength='60' lengthAdjust='spacingAndGlyphs'",
    "rotate='10 20 30' dx='1 2 3'",
)
DRAWING = page(
    "<p style='width: 200pt'><svg width='200' height='300' font-family='Serif' font-size='9'>"
    + "".join(
        f"<text x='9' y='{20 * number}' fill='#000' {shape}>{WORDS}<tspan>{WORDS}</tspan></text>"
        for number, shape in enumerate(SHAPES, start=1)
    )
    + "</svg></p>"
)
JOB = SectionJob("a", DRAWING, BASE)


@pytest.mark.parametrize("also", ["", "runs_of_glyphs"], ids=["runs", "engine"])
def test_pages_are_the_same_to_the_last_byte(also: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if also:
        monkeypatch.setattr(section, also, nullcontext)
    ours = section.typeset_section(JOB)
    monkeypatch.setattr(section, "known_letters", nullcontext)
    engines = section.typeset_section(JOB)
    assert ours.pdf == engines.pdf
    assert set(ours.warnings) == set(engines.warnings)


def test_a_letter_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = line_break.split_first_line

    def split(text, style, *rest):
        said = (style["font_size"], style["font_weight"], style["font_style"], style["direction"])
        asked.append((text, *style["font_family"], *said))
        return real(text, style, *rest)

    monkeypatch.setattr(line_break, "split_first_line", split)
    section.typeset_section(JOB)
    assert asked
    assert len(asked) == len(set(asked))


def test_the_engine_is_left_as_it_was() -> None:
    before = line_break.split_first_line
    with known_letters():
        assert line_break.split_first_line != before
    assert line_break.split_first_line is before

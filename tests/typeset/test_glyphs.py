"""Lines written from runs of glyphs are those of the engine."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint.draw import text as engine

from pipeline.typeset import glyphs, section
from pipeline.typeset.glyphs import runs_of_glyphs
from pipeline.typeset.job import SectionJob
from tests.typeset.samples import BASE, TEXT, chapter, page

# Kerning, ligatures, spacing, several fonts in a line, marks, right to left, missing glyphs,
# letters raised, lines cut short, letters one by one in a drawing.
MIXED = page(
    f"<p>AVATAR, office <b>et <i>Tâche</i></b> {TEXT}</p><p class='j'>{TEXT}</p>"
    f"<p class='s'>{TEXT}</p><p class='e'>{TEXT}</p><p>שלום עולם, e\u0301 q\u0303\u0323 \U0001f600"
    "\uf8ff a\u200bb\u00adc 日本</p><p class='b'>1<sup>er</sup> ½ n<sup>o</sup></p><p class='l'>"
    f"{TEXT * 3}</p><svg width='90' height='20'><text x='2' y='9' font-size='9' fill='#000'>Été AVé"
    "</text><text x='50' y='9' font-size='9' fill='#000' text-anchor='middle' rotate='5'>Été</text>"
    "</svg>",
    ".j { text-align: justify } .s { letter-spacing: 1pt; word-spacing: 2pt; direction: rtl }"
    ".e { width: 60pt; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }"
    ".b { font-variant-caps: small-caps; font-variant-position: super; text-decoration: underline }"
    ".l { max-lines: 2; block-ellipsis: auto; continue: discard }",
)


@pytest.mark.parametrize("html", [MIXED, chapter("a", 6)], ids=["mixed", "chapter"])
def test_pages_are_the_same_to_the_last_byte(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    job = SectionJob("a", html, BASE)
    ours = section.typeset_section(job)
    monkeypatch.setattr(section, "runs_of_glyphs", nullcontext)
    engines = section.typeset_section(job)
    assert ours.pdf == engines.pdf
    assert ours.warnings == engines.warnings


def test_the_engine_is_left_what_is_rare(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    real = engine.draw_first_line

    def draw(stream, textbox, *rest):
        drawn.append(textbox.text)
        return real(stream, textbox, *rest)

    monkeypatch.setattr(engine, "draw_first_line", draw)
    section.typeset_section(SectionJob("a", chapter("a", 6), BASE))
    assert not [text for text in drawn if text.strip()]
    section.typeset_section(SectionJob("a", MIXED, BASE))
    assert any("שלום" in text for text in drawn)


def test_the_engine_is_left_as_it_was() -> None:
    before = engine.draw_first_line
    with runs_of_glyphs():
        assert engine.draw_first_line != before
    assert engine.draw_first_line is before
    assert glyphs._GLYPH.size == glyphs.ffi.sizeof("PangoGlyphInfo")

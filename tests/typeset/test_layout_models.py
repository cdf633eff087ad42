"""Copied layouts break, measure and draw text as those the engine makes."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint.text.line_break import Layout

from pipeline.typeset import section
from pipeline.typeset.job import SectionJob
from pipeline.typeset.layout_models import layout_models
from tests.typeset.samples import BASE, TEXT, chapter, page

# Everything that a layout is told by its style, and what drawing does to one.
STYLES = page(
    f"<p class='u'>{TEXT}</p><p class='f'>{TEXT}</p><p class='s'>{TEXT}</p><p class='e'>{TEXT}</p>"
    f"<p lang='en' class='w'>{TEXT} anticonstitutionnellement</p><pre>a\tb\n\tc</pre>"
    f"<p class='r'>{TEXT}</p><p class='j'>{TEXT}<b>{TEXT}</b></p>",
    ".u { text-decoration: underline line-through } .f { font-variant-caps: small-caps;"
    "font-feature-settings: 'onum', 'zero'; font-kerning: none } .s { letter-spacing: 1pt;"
    "word-spacing: 2pt } .e { width: 60pt; overflow: hidden; white-space: nowrap;"
    "text-overflow: ellipsis } .w { width: 40pt; overflow-wrap: anywhere; hyphens: none }"
    "pre { tab-size: 6 } .r { direction: rtl; font-language-override: 'ROM' }"
    ".j { text-align: justify }",
)


@pytest.mark.parametrize("html", [STYLES, chapter("a", 6)], ids=["styles", "chapter"])
def test_pages_are_the_same_to_the_last_byte(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    job = SectionJob("a", html, BASE)
    ours = section.typeset_section(job)
    monkeypatch.setattr(section, "layout_models", nullcontext)
    engines = section.typeset_section(job)
    assert ours.pdf == engines.pdf
    assert ours.record == engines.record


def test_each_style_is_set_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    styles = []
    real = Layout.setup
    monkeypatch.setattr(
        Layout, "setup", lambda layout, style: (styles.append(style), real(layout, style))[1]
    )
    section.typeset_section(SectionJob("a", chapter("a", 6), BASE))
    assert styles
    assert len(styles) == len({id(style) for style in styles})


def test_the_engine_is_left_as_it_was() -> None:
    before = Layout.setup
    with layout_models():
        assert Layout.setup is not before
    assert Layout.setup is before

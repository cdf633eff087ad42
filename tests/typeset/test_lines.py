"""Keeping the engine's answers changes how long a section takes, and nothing else."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint.layout import inline

from pipeline.typeset import section
from pipeline.typeset.job import SectionJob
from pipeline.typeset.lines import kept_lines
from tests.typeset.samples import BASE, TEXT, chapter, page

# Everything that can part two lines of the same words: styles, spacing, hyphens, widths.
MIXED = page(
    f'<div class="columns"><p>{TEXT}</p><p lang="en">{TEXT}</p><p class="t">{TEXT}</p></div>'
    f'<p class="c">{TEXT}</p><p class="s">{TEXT}</p><p class="j">{TEXT}</p><p class="n">{TEXT}</p>'
    f'<p class="e">{TEXT}</p><p class="e">{TEXT}</p>',
    ".t { letter-spacing: 1pt } .c { font-variant-caps: small-caps } .s { word-spacing: 3pt }"
    ".j { text-align: justify; text-decoration: underline } .n { hyphens: none; width: 60pt }"
    ".e { width: 90pt; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }",
)


@pytest.mark.parametrize("html", [MIXED, chapter("a")], ids=["mixed", "chapter"])
def test_pages_are_the_same_to_the_last_byte(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    job = SectionJob("a", html, BASE)
    kept = section.typeset_section(job)
    monkeypatch.setattr(section, "kept_lines", nullcontext)
    plain = section.typeset_section(job)
    assert kept.pdf == plain.pdf
    assert kept.record == plain.record


def test_the_engine_is_asked_less(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.typeset import lines

    asked = []
    real = lines.split_first_line
    monkeypatch.setattr(
        lines, "split_first_line", lambda *words: (asked.append(words), real(*words))[1]
    )
    section.typeset_section(SectionJob("a", MIXED, BASE))
    once = {(text, id(style), width) for text, style, _, width, *_ in asked}
    assert asked
    assert len(asked) <= len(once) * 1.1


def test_the_engine_is_left_as_it_was() -> None:
    before = inline.split_first_line
    with kept_lines():
        assert inline.split_first_line != before
    assert inline.split_first_line is before

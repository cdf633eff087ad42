"""Columns come out to the last bit as the engine balances them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from weasyprint import CSS, HTML, Document
from weasyprint.layout import block
from weasyprint.text.fonts import FontConfiguration

from pipeline.typeset.columns import kept_columns
from pipeline.typeset.styles import Styles, shared_styles
from typeset.samples import BASE, TEXT, chapter, page
from typeset.samples import CSS as SHEET

STYLES = """
@page { size: 400pt 1000pt }
h2 { font-size: 12pt; line-height: 13pt; margin: 13pt 0 6.5pt; break-after: avoid }
p + p { text-indent: 10pt }
ul { margin: 4pt 0 5pt; padding-left: 8pt; list-style: none }
li { position: relative; margin: 1.3pt 0 }
li::before { content: "–"; position: absolute; left: -8pt }
.ruled { border: .5pt solid; padding: 3.3pt 2pt; margin-top: -1.7pt }
.whole { break-inside: avoid }
.lifted { position: relative; top: -1.1pt }
.marked::first-line { font-weight: bold }
.running { position: running(aside) }
.out { position: absolute; left: -60pt; width: 50pt }
.tall { min-height: 47pt }
"""
LISTS = f"<ul><li>{TEXT}</li><li><p>Un point.</p><p>{TEXT}</p></li><li>Court</li></ul>"
MIXED = f"""<h2>Titre</h2><p>{TEXT * 3}</p>{LISTS}<p class="ruled">{TEXT}</p>
<div class="whole"><p>{TEXT}</p><p>{TEXT}</p></div><p class="marked">{TEXT}</p>
<h2>Autre titre</h2><p><span class="out">En marge</span>{TEXT * 2}</p><p class="lifted">{TEXT}</p>
<p>{TEXT}<span class="note">Une note. {TEXT}</span></p><p class="tall">Peu.</p>
<p><span style="float: left; width: 40pt">Lettrine</span>{TEXT * 2}</p><p>{TEXT}</p>
<table><tr><td><p>{TEXT}</p></td><td>Deux</td></tr></table>
<p><span class="running">Courant</span>{TEXT}</p><p>{TEXT * 4}</p>"""
NESTED = f'{LISTS}<div class="columns"><p>{TEXT * 2}</p>{LISTS}</div><p>{TEXT}</p>{LISTS}'


def columns(body: str, css: str = "") -> str:
    return page(f'<p>{TEXT}</p><div class="columns">{body}</div><p>{TEXT}</p>', STYLES + css)


def boxes(html: str, *, kept: bool) -> list[tuple[Any, ...]]:
    """Every box of every page, and exactly where it stands."""
    with kept_columns() if kept else nullcontext():
        return places(HTML(string=html, base_url=BASE).render())


def places(document: Document) -> list[tuple[Any, ...]]:
    return [
        (
            number, box.element_tag, getattr(box, "text", None),
            box.position_x, box.position_y, box.width, box.height, box.margin_top,
        )
        for number, each in enumerate(document.pages)
        for box in each._page_box.descendants(placeholders=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        chapter("a", 18, ("b",)),
        columns(MIXED),
        columns(MIXED * 2, "@page { size: 300pt 600pt } p { orphans: 3; widows: 3 }"),
        columns(MIXED, ".columns { columns: 3; margin-bottom: 7pt } p { margin-top: 3.1pt }"),
        columns(NESTED),
    ],
    ids=["chapter", "mixed", "two pages", "three columns", "nested"],
)
def test_pages_are_those_of_the_engine(html):
    assert boxes(html, kept=True) == boxes(html, kept=False)


@pytest.fixture
def made(monkeypatch) -> list[int]:
    """Takes a number for each block that the engine lays out."""
    made: list[int] = []
    engine = block.block_level_layout

    def count(*asked: Any, **named: Any) -> Any:
        made.append(1)
        return engine(*asked, **named)

    monkeypatch.setattr(block, "block_level_layout", count)
    return made


def test_paragraphs_are_laid_out_less_often(made):
    html = columns(f"<p>{TEXT}</p>" * 6 + LISTS * 2, ".columns { columns: 3 }")
    boxes(html, kept=False)
    without = len(made)
    made.clear()
    boxes(html, kept=True)
    assert len(made) < 0.8 * without


def test_paragraphs_are_known_in_the_next_layout(made):
    fonts = FontConfiguration()
    sheet = CSS(string=SHEET + STYLES, base_url=BASE, font_config=fonts)

    def versions() -> Iterator[list[tuple[Any, ...]]]:
        html = HTML(string=f'<div class="columns">{MIXED}</div>', base_url=BASE)
        words, framed, *_ = html.etree_element.iter("p")
        for text, name in ((TEXT, "plain"), (TEXT * 2, "plain"), (TEXT * 2, "ruled tall")):
            words.text = text
            framed.set("class", name)
            made.clear()
            yield places(html.render(stylesheets=[sheet], font_config=fonts))

    with shared_styles(Styles(), []):
        engine = list(versions())
        with kept_columns():
            kept = [(found, len(made)) for found in versions()]
    assert [found for found, _ in kept] == engine
    assert kept[1][1] < 0.9 * kept[0][1]

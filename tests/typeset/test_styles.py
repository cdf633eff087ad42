"""Styles that are kept say what the engine would have found."""

from __future__ import annotations

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline.typeset.messages import gathered_messages
from pipeline.typeset.styles import Styles, shared_styles
from typeset.samples import BASE, TEXT, page

SHEET = """
  :root { --ink: #14263b; --gap: 6pt }
  body { font: 10pt/13pt serif; color: var(--ink); text-decoration: none }
  p { margin: 0 5% var(--gap); padding: 1em 2% }
  p:first-child { width: 50vw; margin-left: calc(1em + 3pt) }
  p::before { content: counter(p) ". "; color: red; margin-right: 2% }
  p::after { content: " (" attr(id) ")" }
  .narrow p, .box > * { font-size: smaller; text-decoration: underline }
  .note { float: footnote }
  .row { display: flex; gap: 4pt } .grid { display: grid; grid-template-columns: 1fr 2fr }
  table { border-collapse: collapse; width: 100%; padding: 3pt } td { border: 1pt solid }
  h2 { page: wide } @page wide { margin: 10% }
"""
BODY = f"""<div><p id="a">{TEXT}<span class="note">{TEXT}</span></p><p>{TEXT}</p></div>
<div class="narrow"><p id="b">{TEXT}</p><p style="color: blue; margin: 1%">{TEXT}</p></div>
<ul class="box"><li>{TEXT}</li><li><b>{TEXT}</b></li></ul>
<div class="row"><p>{TEXT}</p><div>{TEXT}</div></div>
<div class="grid"><p>{TEXT}</p><div>{TEXT}</div></div>
<table><tr><th>{TEXT}</th><td><p>{TEXT}</p></td></tr></table>
<h2 id="c">{TEXT}</h2><p><a href="#a">{TEXT}</a> <a href="#b">{TEXT}</a></p>"""


FONTS = FontConfiguration()


def pdf(html: str, sheet: CSS) -> bytes:
    document = HTML(string=html, base_url=BASE)
    rendered = document.render(stylesheets=[sheet], font_config=FONTS)
    return rendered.write_pdf(pdf_identifier=b"1")


def test_pages_are_those_of_the_engine():
    sheet = CSS(string=SHEET)
    # The same elements elsewhere: on other pages, with other names, under another parent.
    documents = [
        page(BODY),
        page(BODY.replace('id="', 'id="x-').replace("#", "#x-"), "@page { size: A5 }"),
        page(f'<section style="color: green; font-size: 8pt">{BODY}</section>'),
    ]
    engine = [pdf(html, sheet) for html in documents]
    styles = Styles()
    for html, expected in zip(documents * 2, engine * 2, strict=True):
        with gathered_messages() as messages, shared_styles(styles, messages):
            assert pdf(html, sheet) == expected


def test_the_second_layout_finds_no_style_anew(monkeypatch):
    from weasyprint.css import ComputedStyle

    sheet = CSS(string=SHEET)
    styles = Styles()
    found = []
    engine = ComputedStyle.__missing__

    def count(style, key):
        found.append(key)
        return engine(style, key)

    monkeypatch.setattr(ComputedStyle, "__missing__", count)
    with shared_styles(styles, []):
        pdf(BODY, sheet)
        first = len(found)
        found.clear()
        pdf(BODY, sheet)
    assert len(found) < 0.1 * first


def test_what_the_engine_complains_of_is_said_of_each_document():
    sheet = CSS(string="p { width: calc(1em * 1em) }")
    styles = Styles()
    for _ in range(2):
        with gathered_messages() as messages, shared_styles(styles, messages):
            pdf(page(f"<p>{TEXT}</p>"), sheet)
        assert any("Invalid math function" in message for message in messages), messages


@pytest.mark.parametrize("height", ["auto", "120pt"])
def test_lengths_follow_the_containing_block(height):
    sheet = CSS(string="p { height: 50%; width: 50%; padding: 10% } .b { width: 60pt }")
    html = page(
        f'<div style="height: {height}"><p>A</p></div>'
        f'<div class="b" style="height: {height}"><p>A</p></div>'
    )
    with shared_styles(Styles(), []):
        shared = pdf(html, sheet)
    assert shared == pdf(html, sheet)

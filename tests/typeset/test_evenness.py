"""Paragraphs that end badly, set again in another way."""

from __future__ import annotations

from copy import copy
from typing import Any

from weasyprint import HTML, Document

from pipeline.checks.layout.lines import badly_ended
from pipeline.typeset.boxes import read_layout
from pipeline.typeset.evenness import WAYS, even_lines
from tests.typeset.samples import BASE, STYLES, TEXT, page

LADDER = (
    "Gouvernementalement, professionnalisation, institutionnalisation, contractualisation, "
    "internationalisation, départementalisation, responsabilisation, complémentairement."
)
CSS = """
body { width: 95pt }
.set-whole { hyphens: none }
"""


def settled(body: str, css: str = CSS) -> tuple[Document, frozenset[int], dict[str, str]]:
    """The document, its paragraphs that still end badly, the classes of its elements by id."""
    html = HTML(string=page(body, css), base_url=BASE)

    def lay_apart(root: Any) -> Document:
        other = copy(html)
        other.wrapper_element = type(html.wrapper_element).from_html_root(root)
        other.etree_element = root
        return other.render()

    document = even_lines(html.etree_element, html.render(), html.render, lay_apart)
    classes = {e.get("id"): e.get("class") or "" for e in html.etree_element.iter("p")}
    return document, badly_ended(read_layout(document, {}).record), classes


def test_a_ladder_of_hyphens_is_set_without_them() -> None:
    html = page(f'<p id="a">{LADDER}</p>', CSS)
    before = read_layout(HTML(string=html, base_url=BASE).render(), {}).record
    assert badly_ended(before)
    _, bad, classes = settled(f'<p id="a" class="own">{LADDER}</p><p id="b">{TEXT}</p>')
    assert not bad
    # The first ways change nothing under this sheet; the paragraph beside it is left alone.
    assert classes == {"a": "own set-whole", "b": ""}


def test_what_no_way_helps_keeps_its_plain_setting_and_is_told() -> None:
    _, bad, classes = settled(f'<p id="a">{LADDER}</p>', "body { width: 95pt }")
    assert len(bad) == 1
    assert classes == {"a": ""}


def test_another_number_of_pages_is_not_worth_it() -> None:
    longer = CSS + ".set-calm { hyphens: none; break-after: page }"
    document, bad, classes = settled(f'<p id="a">{LADDER}</p><p id="b">{TEXT}</p>', longer)
    assert len(document.pages) == 1
    assert bad
    assert classes == {"a": "", "b": ""}


def test_the_style_sheet_knows_every_way() -> None:
    sheet = (STYLES / "base.css").read_text(encoding="utf-8")
    assert [way for way in WAYS if f".{way} {{" not in sheet] == []

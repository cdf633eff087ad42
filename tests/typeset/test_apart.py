"""Paragraphs set apart break as they do on their page."""

from __future__ import annotations

from copy import copy
from typing import Any

from weasyprint import HTML, Document

from pipeline.typeset.apart import set_apart
from pipeline.typeset.boxes import Reading, read_layout
from typeset.samples import BASE, TEXT, page

CSS = """
.columns p + p { text-indent: 12pt }
li { padding-left: 10pt }
.close { letter-spacing: -0.2pt }
"""
BODY = f"""<div class="columns"><h2>Titre</h2><p id="a">{TEXT}</p><p id="b">{TEXT}</p>
<ul><li id="c">{TEXT}</li></ul></div>"""


def lines(reading: Reading, element: Any) -> list[str]:
    numbers = {one: number for number, one in reading.paragraphs.items()}
    found = reading.record.lines
    return [line.text for line in found if line.paragraph == numbers[element]]


def lay_apart(html: HTML, root: Any) -> Document:
    other = copy(html)
    other.wrapper_element = type(html.wrapper_element).from_html_root(root)
    other.etree_element = root
    return other.render()


def test_lines_are_those_of_the_page_in_each_way():
    html = HTML(string=page(BODY, CSS), base_url=BASE)
    root = html.etree_element
    wanted = [element for element in root.iter() if element.get("id") in ("a", "b", "c")]
    plain = read_layout(html.render(), {})
    measures = {
        plain.paragraphs[line.paragraph]: line.measure
        for line in plain.record.lines
        if plain.paragraphs[line.paragraph] in wanted
    }
    apart, copies = set_apart(root, measures, ("", "close"))
    reading = read_layout(lay_apart(html, apart), {})
    assert len(copies) == 6
    for element in wanted:
        element.set("class", "close")
    closer = read_layout(html.render(), {})
    for made, (element, way) in copies.items():
        on_page = closer if way else plain
        assert lines(reading, made) == lines(on_page, element), (element.get("id"), way)
    assert any(lines(plain, one) != lines(closer, one) for one in wanted)

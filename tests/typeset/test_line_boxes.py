"""Lines that are kept stand where the engine would have put them."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint import CSS as WeasySheet
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline.model.layout import LayoutRecord
from pipeline.typeset.boxes import read_layout
from pipeline.typeset.line_boxes import Kept, kept_line_boxes
from pipeline.typeset.styles import Styles, shared_styles
from typeset.samples import BASE, CSS, TEXT, chapter, page

FLOATS = f"""<div class="columns"><p>{TEXT * 4}</p>
<p><span style="float: left; width: 40pt">Lettrine</span>{TEXT * 3}</p>
<p><span style="position: absolute; left: -20pt">En marge</span>{TEXT * 3}</p>
<p>{TEXT}<span style="display: inline-block; width: 30pt">en ligne</span> {TEXT}</p>
<ul><li>{TEXT}</li><li><b>{TEXT}</b> <i>{TEXT}</i></li></ul></div>"""


def record(html: str, *, kept: bool) -> LayoutRecord:
    with kept_line_boxes({}) if kept else nullcontext():
        return read_layout(HTML(string=html, base_url=BASE).render(), {}).record


@pytest.mark.parametrize(
    "html",
    [
        chapter("a", 18, ("b",)),
        page(FLOATS),
        page(FLOATS, "p { text-align: justify; text-indent: 12pt } p::first-line { color: red }"),
    ],
    ids=["chapter", "floats", "justified"],
)
def test_pages_are_those_of_the_engine(html):
    assert record(html, kept=True) == record(html, kept=False)


def test_lines_are_kept(monkeypatch):
    from weasyprint.layout import inline

    made = []
    engine = inline.get_next_linebox

    def count(*asked):
        made.append(1)
        return engine(*asked)

    monkeypatch.setattr(inline, "get_next_linebox", count)
    record(chapter("a", 18), kept=False)
    without = len(made)
    made.clear()
    record(chapter("a", 18), kept=True)
    assert len(made) < 0.6 * without


def test_the_next_layout_knows_lines_again(monkeypatch):
    from weasyprint.layout import inline

    made = []
    engine = inline.get_next_linebox

    def count(*asked):
        made.append(1)
        return engine(*asked)

    monkeypatch.setattr(inline, "get_next_linebox", count)
    html = HTML(string=f'<body lang="fr">{FLOATS}')
    fonts = FontConfiguration()
    sheet = WeasySheet(string=CSS, base_url=BASE, font_config=fonts)
    sheets = {"stylesheets": [sheet], "font_config": fonts}
    lines: dict[object, Kept] = {}
    paragraph = next(html.etree_element.iter("p"))
    with shared_styles(Styles(), []):
        with kept_line_boxes(lines):
            first = read_layout(html.render(**sheets), {}).record
        before = len(made)
        paragraph.text = f"Un autre début. {paragraph.text}"
        made.clear()
        with kept_line_boxes(lines):
            second = read_layout(html.render(**sheets), {}).record
    assert len(made) < 0.8 * before
    assert second != first
    assert second == read_layout(html.render(**sheets), {}).record

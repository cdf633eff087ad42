"""Lines that are kept stand where the engine would have put them."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint import HTML

from pipeline.model.layout import LayoutRecord
from pipeline.typeset.boxes import read_layout
from pipeline.typeset.line_boxes import kept_line_boxes
from typeset.samples import BASE, TEXT, chapter, page

FLOATS = f"""<div class="columns"><p>{TEXT * 4}</p>
<p><span style="float: left; width: 40pt">Lettrine</span>{TEXT * 3}</p>
<p><span style="position: absolute; left: -20pt">En marge</span>{TEXT * 3}</p>
<p>{TEXT}<span style="display: inline-block; width: 30pt">en ligne</span> {TEXT}</p>
<ul><li>{TEXT}</li><li><b>{TEXT}</b> <i>{TEXT}</i></li></ul></div>"""


def record(html: str, *, kept: bool) -> LayoutRecord:
    with kept_line_boxes() if kept else nullcontext():
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

"""Short ways to an answer lead to that of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes as wp

from pipeline.typeset.flow import quick_flow
from pipeline.typeset.styles import Styles, shared_styles
from typeset.samples import BASE, TEXT, chapter, page

NAMED = f"""<p>{TEXT}</p><div><p class="wide">{TEXT}</p><p>{TEXT}</p></div>
<div class="wide"><table><tr><td class="plain">{TEXT}</td></tr></table></div>
<div class="wide"><p class="plain">{TEXT}</p><p><span class="out">Placé</span></p></div>
<p>{TEXT}</p><ul><li class="wide">{TEXT}</li></ul>"""
BESIDE = f"""<p><span class="left">Lettrine</span>{TEXT * 2}</p><p dir="rtl">{TEXT}</p>
<p class="shifted">{TEXT}<span class="inset">{TEXT}</span></p><p class="tall">{TEXT}</p>
<p class="out">{TEXT}</p><p>{TEXT}<span class="note">{TEXT}</span></p>"""
CSS = """
@page wide { size: 500pt 400pt }
.wide { page: wide } .plain { page: plain }
.left { float: left; width: 40pt } .out { position: absolute; left: -20pt }
.shifted { position: relative; top: 3pt; margin: 0 7pt 0 11pt; text-indent: -5pt }
.inset { display: inline-block; width: 90pt; margin: 1pt 2pt } .tall { line-height: 3vw }
[dir=rtl] { direction: rtl }
"""


def boxes(html: str, *, quick: bool) -> Iterator[tuple[Any, ...]]:
    """Every box of every page, and exactly where it stands."""
    with shared_styles(Styles(), []), quick_flow() if quick else nullcontext():
        document = HTML(string=html, base_url=BASE).render()
    for each in document.pages:
        page_box = each._page_box
        for box in page_box.descendants(placeholders=True):
            place = box.position_x, box.position_y, box.width, box.height
            yield page_box.page_type.name, box.element_tag, getattr(box, "text", None), *place


@pytest.mark.parametrize(
    "html",
    [chapter("a", 6), page(NAMED, CSS), page(BESIDE, CSS)],
    ids=["chapter", "named pages", "beside floats"],
)
def test_pages_are_those_of_the_engine(html):
    assert list(boxes(html, quick=True)) == list(boxes(html, quick=False))


def test_pages_that_boxes_name_are_those_of_the_engine():
    document = HTML(string=page(NAMED, CSS), base_url=BASE).render()
    found = [
        box
        for each in document.pages
        for box in each._page_box.descendants(placeholders=True)
        if isinstance(box, wp.ParentBox)
    ]
    engine = [(box.page_values(), box.is_in_normal_flow()) for box in found]
    with quick_flow():
        assert [(box.page_values(), box.is_in_normal_flow()) for box in found] == engine
    assert {name for values, _ in engine for name in values} >= {"wide", "plain", ""}

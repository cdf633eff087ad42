"""Pull quotes in the margin column: free of one another, of pieces and of the foot."""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from pipeline.typeset.boxtree import classes, walk
from pipeline.typeset.margins import LINE, settle_pulls

STYLE = """
@page { size: 100mm 390pt; margin: 0 }
body { margin: 0; font: 10pt/13pt monospace; position: relative }
p { margin: 0 0 0 42mm; height: 26pt }
.pull { position: absolute; left: 0; width: 36mm; line-height: 0 }
.pull-words { display: inline-block; width: 36mm; line-height: 13pt }
.panel { height: 65pt; background: navy; width: 100mm }
"""


def pull(lines: int = 3) -> str:
    words = "<br>".join(["Des mots"] * lines)
    return f'<span class="pull"><span class="pull-words">{words}</span></span>'


def spans(body: str) -> tuple[list[tuple[float, float]], weasyprint.Document]:
    """Top and bottom of each quote, in lines, after settling."""
    document = weasyprint.HTML(string=f"<style>{STYLE}</style><body>{body}").render()
    settle_pulls(document)
    found = []
    for page in document.pages:
        for box in walk(page._page_box):
            if "pull-words" in classes(box) and isinstance(box, boxes.InlineBlockBox):
                top = box.position_y / LINE
                found.append((top, top + box.margin_height() / LINE))
    return found, document


def paragraphs(count: int, **quotes: Any) -> str:
    return "".join(f"<p>{quotes.get(f'at{n}', '')}Texte</p>" for n in range(count))


def test_a_quote_with_room_stays_beside_its_paragraph() -> None:
    found, _ = spans(paragraphs(10, at4=pull()))
    assert [round(top) for top, _ in found] == [8]


def test_a_quote_does_not_run_past_the_foot() -> None:
    found, document = spans(paragraphs(15, at14=pull(6)))
    assert len(document.pages) == 1
    assert found[0][1] <= 30.01
    assert round(found[0][0]) == 24


def test_two_quotes_do_not_cover_each_other() -> None:
    found, _ = spans(paragraphs(12, at4=pull(4), at5=pull(4)))
    (_, end), (start, _) = sorted(found)
    assert start >= end + 0.99


def test_a_quote_keeps_off_a_panel() -> None:
    found, _ = spans(paragraphs(5, at4=pull(5)) + '<div class="panel"></div>' + paragraphs(4))
    assert found[0][1] <= 10 - 0.99


def test_a_quote_without_any_room_stays() -> None:
    found, _ = spans('<div class="panel" style="height: 380pt"></div>' + f"<p>{pull(3)}Texte</p>")
    assert len(found) == 1

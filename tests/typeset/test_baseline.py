"""Text below pieces of odd height comes back to the baseline grid."""

from __future__ import annotations

from functools import partial

import pytest
from weasyprint import HTML, Document

from pipeline.typeset.baseline import settle_baseline, stray_columns
from tests.typeset.samples import BASE, TEXT, page

COLUMNS = f'<div class="columns" style="margin-top: 13pt"><p>{TEXT}</p></div>'


def piece(height: float) -> str:
    return f'<div style="height: {height}pt"></div>'


def settled(body: str, css: str = "") -> tuple[Document, Document, int]:
    """The document before and after, and how many times it was laid out again."""
    html = HTML(string=page(body, css), base_url=BASE)
    layouts = []

    def lay_out() -> Document:
        layouts.append(html.render())
        return layouts[-1]

    before = html.render()
    return before, settle_baseline(before, lay_out), len(layouts)


def tops(document: Document) -> list[float]:
    """Where columns begin on the first page, in points from its first line."""
    box = document.pages[0]._page_box
    found = {
        round((column.position_y - box.content_box_y()) * 0.75, 1)
        for column in box.descendants()
        if getattr(column, "is_column", False)
    }
    return sorted(found)


@pytest.mark.parametrize(
    ("height", "top"),
    [
        # Down to the next line; up by a quarter of a line at most.
        (30, 52.0),
        (33, 52.0),
        (28, 39.0),
    ],
)
def test_columns_below_a_piece_go_to_a_line(height: float, top: float) -> None:
    before, after, layouts = settled(piece(height) + COLUMNS)
    assert tops(before) == [height + 13]
    assert (tops(after), layouts) == ([top], 1)


def test_pieces_that_follow_each_other_are_all_put_right_at_once() -> None:
    before, after, layouts = settled((piece(30) + COLUMNS) * 2 + piece(7.5) + COLUMNS)
    assert len(stray_columns(before)) == 3
    assert (stray_columns(after), layouts) == ([], 1)


def test_what_is_on_the_grid_is_not_laid_out_again() -> None:
    before, after, layouts = settled(piece(26) + COLUMNS)
    assert after is before
    assert layouts == 0


def test_columns_that_go_on_begin_at_the_head_of_the_next_page() -> None:
    long = f'<div class="columns">{f"<p>{TEXT}</p>" * 24}</div>'
    before, after, _ = settled(f"<section>{piece(30)}{long}</section>")
    assert len(after.pages) == len(before.pages) > 1
    assert stray_columns(after) == []
    second = after.pages[1]._page_box
    heads = [c for c in second.descendants() if getattr(c, "is_column", False)]
    assert {column.position_y for column in heads} == {second.content_box_y()}


def test_text_goes_to_the_nearer_line_where_a_page_would_be_added() -> None:
    """On 310 pt there is room for 4 pt less, not for 9 pt more."""
    end = '<div style="height: 210pt; break-inside: avoid"></div>'
    before, after, _ = settled(piece(30) + COLUMNS + end)
    assert (len(before.pages), len(after.pages)) == (1, 1)
    assert (tops(before), tops(after)) == ([43.0], [39.0])


def test_another_size_keeps_its_own_grid() -> None:
    small = COLUMNS.replace('margin-top: 13pt"', 'font-size: 8pt"')
    before, after, layouts = settled(piece(30) + small)
    assert after is before
    assert layouts == 0


def test_a_page_that_cannot_be_put_right_stays_as_it_was() -> None:
    html = HTML(
        string=page(piece(30) + COLUMNS, "div { margin-bottom: 0 !important }"), base_url=BASE
    )
    before = html.render()
    assert settle_baseline(before, partial(html.render)) is before
    assert "margin-bottom" not in str([e.get("style") for e in html.etree_element.iter()])


@pytest.mark.parametrize("leading", ["1.3", "130%", "1.3em"])
def test_the_leading_may_be_said_in_any_way(leading: str) -> None:
    _, after, _ = settled(piece(30) + COLUMNS, f"html {{ line-height: {leading} }}")
    assert tops(after) == [52.0]


def test_a_leading_that_the_typeface_decides_is_no_fault() -> None:
    _, after, _ = settled(piece(30) + COLUMNS, "html { line-height: normal }")
    assert not stray_columns(after)

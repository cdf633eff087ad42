"""The layout record: pages, columns, lines, boxes, pictures."""

from __future__ import annotations

import pytest
from PIL import Image

from pipeline.typeset import SectionJob, typeset_section
from typeset.samples import BASE, TEXT, page, paragraphs


def layout(body: str, css: str = "", base: str = BASE):
    return typeset_section(SectionJob("s", page(body, css), base)).record


def test_page_and_its_area():
    (sheet,) = layout("<p>Un</p>").pages
    assert (sheet.width, sheet.height) == (300, 400)
    assert sheet.content == (40, 40, 230, 310)


def test_anchor_stands_where_its_element_begins():
    record = layout(f"<p>{TEXT}</p><p id=b>Deux</p>")
    line = next(line for line in record.lines if line.text == "Deux")
    assert record.anchors["b"].page == 0
    assert record.anchors["b"].y < line.baseline < record.anchors["b"].y + 13


def test_lines_lie_on_the_baseline_grid_of_their_column():
    record = layout(f'<div class="columns">{paragraphs("a", 4)}</div>')
    columns = {line.column for line in record.lines}
    assert [record.columns[index].kind for index in sorted(columns)] == ["column", "column"]
    left, right = (record.columns[index] for index in sorted(columns))
    assert left.width == right.width == pytest.approx(110)
    assert right.x == pytest.approx(left.x + 120)
    for line in record.lines:
        column = record.columns[line.column]
        assert column.x - 0.01 <= line.x
        assert line.width <= line.measure + 0.01
        assert line.measure == pytest.approx(column.width)
        assert line.size == 10
    steps = {
        round(second.baseline - first.baseline, 1)
        for first, second in zip(record.lines, record.lines[1:], strict=False)
        if first.column == second.column
    }
    assert steps == {13.0}


def test_lines_of_a_paragraph_share_its_number_across_pages():
    record = layout(paragraphs("a", 10))
    assert len(record.pages) == 2
    broken = {line.paragraph for line in record.lines if line.page == 0} & {
        line.paragraph for line in record.lines if line.page == 1
    }
    assert len(broken) <= 1
    assert len({line.paragraph for line in record.lines}) == 10
    assert record.lines[0].source == "a.md:1"
    assert record.lines[0].tag == "p"


def test_hyphens_set_by_the_engine_are_told():
    record = layout(f'<div style="width: 60pt"><p>{TEXT}</p></div>')
    hyphenated = [line for line in record.lines if line.hyphenated]
    assert hyphenated
    assert all(line.text.endswith("\u2010") for line in hyphenated)


def test_notes_stand_in_the_footnote_area():
    record = layout(paragraphs("a", 1, note=True))
    (note,) = [line for line in record.lines if "Une note" in line.text]
    assert record.columns[note.column].kind == "footnotes"
    assert note.size == 7


def test_box_tells_how_far_its_content_goes_beyond():
    record = layout(
        f'<div data-src="a.md:3" style="height: 26pt"><p>{TEXT}{TEXT}</p></div>'
        '<div data-src="a.md:9"><p>court</p></div>'
    )
    first, second = record.boxes
    lines = [line for line in record.lines if line.source == "a.md:3"]
    assert (first.source, first.height) == ("a.md:3", 26)
    assert first.overflow == pytest.approx(13 * len(lines) - 26)
    assert (second.source, second.overflow) == ("a.md:9", 0)


def test_placed_block_is_a_column_of_its_own():
    record = layout('<div style="position: absolute; left: 10pt; width: 50pt"><p>Un</p></div>')
    (line,) = record.lines
    assert record.columns[line.column].kind == "placed"
    assert line.measure == 50


def test_pictures_and_their_resolution(tmp_path):
    Image.new("RGB", (100, 50), "red").save(tmp_path / "a.png")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "b.svg").write_text(svg, encoding="utf-8")
    record = layout(
        '<p data-src="a.md:1"><img src="a.png" alt="Carré" style="width: 72pt"></p>'
        '<div style="height: 30pt; background: url(a.png) no-repeat; background-size: 36pt"></div>'
        '<p><img src="b.svg" alt="Carré" style="width: 20pt; height: 20pt"></p>',
        base=tmp_path.as_uri() + "/",
    )
    found = [
        (image.address.rsplit("/", 1)[1], image.width, image.ppi, image.background, image.source)
        for image in record.images
    ]
    assert found == [
        ("a.png", 72, 100, False, "a.md:1"),
        ("a.png", 36, 200, True, ""),
        ("b.svg", 20, 0, False, ""),
    ]

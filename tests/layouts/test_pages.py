"""How pages are composed: baseline, columns, notes, grounds, sides, layer."""

from __future__ import annotations

from types import SimpleNamespace as View
from typing import Any

import pytest
import weasyprint
from markupsafe import Markup

from pipeline.render.environment import make_environment
from tests.layouts.typesetter import (
    LINE,
    MM,
    PROJECT,
    arguments,
    boxes,
    boxes_in,
    by_class,
    lines,
    typeset,
)

SENTENCE = (
    "Le plan d’action de la métropole réserve un axe aux dispositifs qui accueillent, orientent "
    "et accompagnent les porteurs de projet. "
)
BOOK = View(language="fr", title="Essai", short_title="Essai")


def paragraph(count: int = 3, extra: str = "") -> str:
    return f"<p>{SENTENCE * count}{extra}</p>"


def text_section(html: str, **values: Any) -> str:
    """A section of running text, as rendering gives it to the engine."""
    section = View(
        id="sec-essai",
        kind="text",
        src="x:1",
        title="Essai",
        short="Essai",
        label="",
        colour="verdigris",
        standfirst="",
        signatories=[],
        see_also=[],
        frame=None,
        runs=[View(form="text", html=Markup(html))],
    )
    section.__dict__.update(values)
    environment = make_environment(PROJECT)
    template = environment.get_template(f"sections/{section.kind}.html.j2")
    return template.render(book=BOOK, section=section, stylesheet="")


def set_text(html: str, **values: Any) -> weasyprint.Document:
    document, said = typeset(text_section(html, **values).replace(LINK, ""))
    assert not said
    return document


LINK = '<link rel="stylesheet" href="">\n'


def column_lines(page: weasyprint.Page) -> list[Any]:
    """The lines of the two columns, without those of the margin."""
    flow = by_class(page, "flow")
    found = [line for block in flow for line in lines_in(block)]
    return [line for line in found if line.position_x > 55 * MM]


def lines_in(block: Any) -> list[Any]:
    return [box for box in boxes_in(block) if type(box).__name__ == "LineBox" and box.children]


def words(line: Any) -> str:
    return "".join(getattr(box, "text", "") for box in boxes_in(line))


def quotes(page: weasyprint.Page) -> list[Any]:
    return [b for b in by_class(page, "pull-words") if type(b).__name__ == "InlineBlockBox"]


LONG = "".join(
    (f"<h2>Un sous-titre</h2>{paragraph(2)}" if i % 5 == 3 else "")
    + (f"<ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul>" if i % 7 == 2 else paragraph())
    for i in range(30)
)


def test_text_sits_on_the_baseline() -> None:
    document = set_text(LONG)
    assert len(document.pages) > 2
    for page in document.pages:
        column = [line for line in column_lines(page) if line.height == pytest.approx(LINE)]
        first = min(line.position_y for line in column)
        for line in column:
            rest = (line.position_y - first) / LINE
            assert rest == pytest.approx(round(rest), abs=0.01), words(line)


def test_columns_fill_pages_and_balance_at_the_end() -> None:
    document = set_text(LONG)
    *full, last = document.pages
    for page in full:
        bottom = max(line.position_y + line.height for line in column_lines(page))
        assert bottom > (297 - 24.35) * MM - 2.5 * LINE
    feet: dict[bool, float] = {}
    for line in column_lines(last):
        side = line.position_x > 105 * MM
        feet[side] = max(feet.get(side, 0), line.position_y)
    assert abs(feet[True] - feet[False]) <= 4 * LINE


def test_a_full_last_page_is_balanced_too() -> None:
    """A page is as high as its lines and a little: else what just fits would not be balanced."""
    document = set_text("".join(paragraph(2) for _ in range(41)))
    for page in document.pages[1:-1]:
        heights: dict[bool, float] = {}
        for line in column_lines(page):
            side = line.position_x > 105 * MM
            heights[side] = max(heights.get(side, 0), line.position_y)
        assert abs(heights[True] - heights[False]) <= 2 * LINE


def test_a_note_stands_on_the_page_of_its_call() -> None:
    note = '<span class="note">Une note du bas de la page.</span>'
    document = set_text("".join(paragraph(3, note if i == 6 else "") for i in range(24)))
    pages = [
        number
        for number, page in enumerate(document.pages)
        if any("Une note du bas" in words(line) for line in lines(page))
    ]
    calls = [
        number
        for number, page in enumerate(document.pages)
        if any(
            type(b).__name__ == "InlineBox" and b.element_tag.endswith("::footnote-call")
            for b in boxes(page)
        )
    ]
    assert pages == calls
    assert len(pages) == 1


@pytest.mark.parametrize(("side", "left"), [("recto", 18), ("verso", 14)])
def test_both_sides_have_their_margins(side: str, left: float) -> None:
    html = text_section(LONG).replace(LINK, "")
    html = html.replace("<html ", f'<html style="break-before: {side}" ', 1)
    document, said = typeset(html)
    assert not said
    first, second = document.pages[:2]
    start = min(line.position_x for line in column_lines(first))
    assert start == pytest.approx((left + 42) * MM, abs=0.1)
    other = min(line.position_x for line in column_lines(second))
    assert other == pytest.approx((32 - left + 42) * MM, abs=0.1)


def test_pull_quotes_stand_in_the_margin_whole_and_none_is_lost() -> None:
    pull: Any = make_environment(PROJECT).get_template("components/pull.html.j2").module
    html = "".join(
        f"<p>{pull.pull(f'Citation {i} : les collectivités recourent à des réseaux.')}"
        f"{SENTENCE * 3}</p>"
        for i in range(12)
    )
    document = set_text(html)
    found = [box for page in document.pages for box in quotes(page)]
    assert len(found) == 12
    for page in document.pages:
        for box in quotes(page):
            assert box.position_x + box.width < 56.5 * MM
            assert len(lines_in(box)) >= 2


def test_zoom_pages_have_their_ground_then_paper_comes_back() -> None:
    view = arguments("zoom", 2)["view"]
    zoom: Any = make_environment(PROJECT).get_template("components/zoom.html.j2").module
    html = paragraph() + str(zoom.zoom(view)) + paragraph()
    document, said = typeset(html)
    assert not said
    names = [page._page_box.page_type.name for page in document.pages]
    assert names[0] != "zoom"
    assert names[-1] != "zoom"
    assert set(names[1:-1]) == {"zoom"}
    assert len(names) >= 5
    heads = [bool(by_class(page, "zoom-running")) for page in document.pages[1:-1]]
    assert heads == [False] + [True] * (len(heads) - 1)


def sheet_section(words: str, **values: Any) -> str:
    """An identity sheet with a text, as rendering gives it to the engine."""
    sheet = View(
        **arguments("sheet_card", 1)["sheet"],
        id="sheet-essai",
        kind="sheet",
        src="x:1",
        short="",
        colour="bronze",
        frame=None,
        highlight=None,
        diagram=None,
        ranks=None,
        ranks_wide=None,
        maps=[],
        see_also=[],
        fields=[View(id="sheet-essai-panorama", src="x:2", title="Panorama", html=Markup(words))],
    )
    sheet.__dict__.update(values)
    template = make_environment(PROJECT).get_template("sections/sheet.html.j2")
    return template.render(book=BOOK, section=sheet, stylesheet="").replace(LINK, "")


def test_a_sheet_of_one_page_may_end_with_a_flat_map_below_its_text() -> None:
    drawn = arguments("sheet_card", 1)["sheet"]["locator"]
    maps = [View(src=drawn.src, width=136, height=height, alt="Carte") for height in (43, 64, 96)]
    html = sheet_section(paragraph(8), maps=maps)
    assert "filled:" in html
    assert "@1 " in html
    document, said = typeset(html.replace("<main", '<main class="fit-filled"', 1))
    assert not said
    assert len(document.pages) == 1
    shown = by_class(document.pages[0], "sheet-map")
    assert len(shown) == 1
    last = max(line.position_y for line in column_lines(document.pages[0]))
    assert last < shown[0].position_y


def test_band_of_a_sheet_is_on_its_first_page_only() -> None:
    document, said = typeset(sheet_section(LONG))
    assert not said
    images = [
        any(layer.image is not None for layer in page._page_box.background.layers)
        for page in document.pages
    ]
    assert len(images) >= 3
    assert images == [True] + [False] * (len(images) - 1)
    assert min(line.position_y for line in column_lines(document.pages[0])) == pytest.approx(
        25 * MM + 20 * LINE, abs=1
    )


def test_the_layer_has_a_page_for_each_page() -> None:
    pages = [
        View(
            folio=str(n),
            side="right" if n % 2 else "left",
            head=Markup("Champ d’action 1"),
            colour="vermillon",
            tab=View(label="1", step=13),
            blank=n == 2,
        )
        for n in range(1, 6)
    ]
    template = make_environment(PROJECT).get_template("layer.html.j2")
    html = template.render(book=BOOK, pages=pages, stylesheet="").replace(LINK, "")
    document, said = typeset(html, "layer.css")
    assert not said
    assert len(document.pages) == 5
    assert not lines(document.pages[1])
    folio = by_class(document.pages[2], "folio")[0]
    assert folio.position_x + folio.width == pytest.approx((210 - 14) * MM, abs=1)
    tab = by_class(document.pages[4], "tab")[0]
    assert tab.position_x + tab.border_width() == pytest.approx(213 * MM, abs=0.5)
    assert tab.position_y + tab.height < (297 - 24) * MM

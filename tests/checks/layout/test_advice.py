"""What findings say: where, how much to cut, in which text; and what waivers do to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checks import Context, check_book, check_layout
from pipeline.checks.layout.legibility import contrast
from pipeline.checks.layout.pages import LaidSection, Layout, Paragraph
from pipeline.checks.layout.words import about, count_words, plain, quote, quote_end, rounded
from pipeline.errors import PipelineError
from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.model.layout import (
    ColumnRecord,
    ImageRecord,
    LayoutRecord,
    LineRecord,
    PageRecord,
)
from pipeline.model.places import Place
from pipeline.resolve import resolve_book
from tests.checks.layout import examples
from tests.checks.layout.typeset import FILE, block, columns, confirmed, faults, laid

PAGE = PageRecord(595, 842, "verso", "", False, (40, 70, 505, 702))
FLOW = ColumnRecord(0, "flow", 40, 70, 505, 702)


def line(baseline: float, text: str, paragraph: int = 0, **values: object) -> LineRecord:
    known = {
        "page": 0, "column": 0, "tag": "p", "x": 40.0, "width": 300.0, "measure": 505.0,
        "size": 9.4, "smallest": 9.4, "hyphenated": False, "source": f"{FILE}:7",
    }  # fmt: skip
    known.update(values)
    return LineRecord(paragraph=paragraph, baseline=baseline, text=text, **known)  # type: ignore[arg-type]


def test_counts_of_words_are_rounded_up() -> None:
    assert [rounded(n) for n in (0, 0.2, 6, 6.1, 20, 20.5, 31)] == [1, 1, 6, 7, 20, 25, 35]
    assert (about(1), about(11.2)) == ("environ 1 mot", "environ 12 mots")
    assert count_words("« L’ESS » : 2 300 emplois, dont 12 %") == 6


def test_quotes_are_short_and_keys_are_typed_signs() -> None:
    assert quote("Un deux trois quatre cinq six") == "« Un deux trois quatre cinq… »"
    assert quote_end("Un deux trois quatre cinq") == "« …deux trois quatre cinq »"
    assert plain("l’ESS\u00a0: métro\u2010") == "l'ESS : métro-"


def test_a_paragraph_is_put_together_again() -> None:
    lines = (line(80, "Les métro\u2010", hyphenated=True), line(93, "poles agissent."))
    paragraph = Paragraph(lines)
    assert paragraph.text == "Les métropoles agissent."
    assert paragraph.leading == 13
    assert paragraph.words_per_line == 1.5
    assert len(paragraph.segments) == 1


def test_a_pull_quote_is_found_where_its_words_stand() -> None:
    (fault,) = faults(examples.pull(10, times=8))["LAY001"]
    assert fault.place == Place(FILE, 20)
    assert "de la citation" in fault.hint
    assert "par le bas (p. 11, recto)" in fault.message


def test_text_off_the_page_says_how_many_words_to_cut() -> None:
    (fault,) = faults(examples.third_column(55))["LAY001"]
    (page,) = examples.third_column(55).pages
    lost = [entry for entry in page.lines if entry.x > page.right]
    words = sum(count_words(entry.text) for entry in lost)
    assert f"{len(lost)} lignes" in fault.message
    assert f"environ {rounded(words)} mots" in fault.hint


def test_a_long_sheet_names_its_longest_field() -> None:
    (fault,) = faults(examples.sheet(180))["LAY005"]
    assert "4 pages" in fault.message
    assert "« examples »" in fault.hint
    assert fault.place == Place(FILE, 20)
    assert fault.page == 12


def test_a_full_sheet_made_a_third_longer_or_shorter() -> None:
    """On two pages: more stays there or is told; less leaves a page for a few lines."""
    assert faults(examples.sheet(60)) == {}
    assert list(faults(examples.sheet(150))) == ["LAY005"]
    assert list(faults(examples.sheet(14))) == ["LAY012"]


def test_a_nearly_empty_page_says_what_takes_it_away() -> None:
    (fault,) = faults(examples.lines_over(3))["LAY012"]
    assert fault.place == Place(FILE, 9)
    assert fault.page == 12
    assert "13 mots seulement" in fault.message
    assert "Couper environ 13 mots" in fault.hint


def test_the_last_page_of_a_part_may_hold_little_but_not_two_lines() -> None:
    assert faults(laid(block(54 + 6, 9), closes_part=True)) == {}
    assert list(faults(laid(block(54 + 3, 9), closes_part=True))) == ["LAY012"]


def test_openers_covers_and_plates_may_be_empty() -> None:
    for kind in ("cover", "opener", "back"):
        assert faults(laid(f'<p data-src="{FILE}:9">Un titre</p>', kind=kind)) == {}
    assert faults(laid(f'<p data-src="{FILE}:9">Un titre</p>', kind="plate")) == {}


def test_a_heading_beside_its_text_is_not_stranded() -> None:
    row = (
        f'<section data-src="{FILE}:9" style="display: grid; grid-template-columns: 50mm 60mm">'
        f"<h2>Un titre</h2><ul><li>Un levier</li><li>Un autre</li></ul></section>"
    )
    assert faults(laid(columns(block(40, 3)) + row)) == {}


def test_the_head_of_a_table_comes_back_on_the_next_page() -> None:
    cells = "".join(f"<tr><td>Métropole {n}</td><td>Oui</td></tr>" for n in range(70))
    table = (
        f"<table><thead><tr><th>Nom</th><th>Élue</th></tr></thead><tbody>{cells}</tbody></table>"
    )
    assert faults(laid(f'<section class="table" data-src="{FILE}:9">{table}</section>')) == {}


def test_a_picture_outside_the_page_is_found() -> None:
    def layout(x: float, y: float, background: bool = False) -> Layout:
        image = ImageRecord(0, "a/photo.jpg", x, y, 200, 200, 300, background, f"{FILE}:9")
        lines = tuple(line(80 + 13 * n, "Les mots du texte") for n in range(20))
        record = LayoutRecord((PAGE,), {}, columns=(FLOW,), lines=lines, images=(image,))
        return Layout((LaidSection("sec-essai", "text", 1, record),), examples.TOKENS)

    assert faults(layout(40, 500)) == {}
    assert list(faults(layout(400, 500))) == ["LAY004"]
    assert list(faults(layout(40, 700))) == ["LAY004"]
    assert faults(layout(400, 500, background=True)) == {}


def test_notes_and_superiors_are_small_by_nature() -> None:
    def layout(size: float, smallest: float) -> Layout:
        lines = tuple(
            line(80 + 13 * n, "Les mots du texte", size=size, smallest=smallest) for n in range(20)
        )
        record = LayoutRecord((PAGE,), {}, columns=(FLOW,), lines=lines)
        return Layout((LaidSection("sec-essai", "text", 1, record),), examples.TOKENS)

    assert faults(layout(9.4, 5.83)) == {}
    assert faults(layout(7.6, 5.9)) == {}
    assert list(faults(layout(9.4, 4.2))) == ["LAY017"]
    assert list(faults(layout(6.9, 6.9))) == ["LAY017"]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#14263B", "#FBF8F2") == contrast("#FBF8F2", "#14263B")


def test_every_pair_of_colours_is_looked_at() -> None:
    assert confirmed(laid(columns(examples.FILLED)), "LAY018") >= 25


# --- with a publication ------------------------------------------------------------


@pytest.fixture
def book(specimen: Path, tree_cache: Path) -> Book:
    """The specimen with two waivers: for a widow, and for another one that is not there."""
    (specimen / "sources/waivers.yaml").write_text(
        f"""waivers:
  - {{rule: LAY006, file: {FILE}, key: "sec-essai:la fin de ce paragraphe.", reason: Admise ici.}}
  - {{rule: LAY006, file: {FILE}, line: 99, reason: N'est plus utile.}}
""",
        "utf-8",
    )
    loaded = load_publication(specimen, tree_cache)
    assert loaded.publication is not None
    return resolve_book(loaded.publication)


def test_waivers_of_layout_are_judged_with_the_layout_only(book: Book) -> None:
    before = check_book(Context(book))
    assert not [f for f in before.findings if "LAY006" in f.message + f.rule]
    after = check_layout(Context(book, laid=examples.widow(11)))
    assert [(f.rule, f.waived) for f in after.findings if f.rule == "LAY006"] == [("LAY006", True)]
    # The second one names a file that the specimen does not have, but that has a finding.
    (useless,) = [f for f in after.findings if f.rule == "CHK001"]
    assert useless.place.line == 3


def test_without_a_layout_no_layout_rule_runs(book: Book) -> None:
    assert "LAY" not in check_book(Context(book)).confirmed
    with pytest.raises(PipelineError, match="nothing was typeset"):
        _ = Context(book).layout

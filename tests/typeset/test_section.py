"""One section: bytes, references, sides, warnings."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from pipeline.typeset import (
    LayoutRecord,
    SectionCache,
    SectionJob,
    typeset_layer,
    typeset_section,
)
from pipeline.typeset.page_references import ReferenceFormError
from pipeline.typeset.references import targets, used_folios
from typeset.samples import BASE, chapter, layer, page, paragraphs, reference


def job(html: str, **others: object) -> SectionJob:
    return SectionJob("sec-a", html, BASE, **others)  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)


def test_same_job_same_bytes_and_no_warning():
    first = typeset_section(job(chapter("sec-a")))
    typeset_section(job(page("<p>Autre chose.</p>", "p { color: red }")))
    second = typeset_section(job(chapter("sec-a")))
    assert first.warnings == ()
    assert first.pdf == second.pdf
    assert first.record == second.record


def test_record_survives_json():
    record = typeset_section(job(chapter("sec-a"))).record
    again = LayoutRecord.from_json(record.to_json())
    assert again == record
    assert again.to_json() == record.to_json()


def test_references_show_folios_and_give_way_on_the_page_of_their_target():
    body = f"<p>{reference('sec-b')}</p><p>{reference('a-p0')} {reference('a-p40')}</p>"
    html = page(body + paragraphs("a", 41))
    result = typeset_section(job(html, folios={"sec-b": "48", "a-p0": "1", "a-p40": "9"}))
    text = text_of(result.pdf)
    assert "→ p. 48" in text
    assert "→ p. 9" in text
    assert text.count("→") == 2
    shown = {item.key: (item.shown, item.page) for item in result.record.references}
    assert shown == {"sec-b#0": (True, 0), "a-p0#0": (False, 0), "a-p40#0": (True, 0)}


def test_reference_without_folio_keeps_its_digits():
    result = typeset_section(job(page(f"<p>{reference('sec-b')}</p>")))
    assert "→ p. 00" in text_of(result.pdf)


def test_reference_without_digits_is_an_error():
    html = page('<p><span data-target="sec-b">plus loin</span></p>')
    with pytest.raises(ReferenceFormError, match="sec-b"):
        typeset_section(job(html, folios={"sec-b": "4"}))


def test_references_are_found_without_parsing():
    html = page(reference("a") + reference("b") + reference("a"))
    assert targets(html) == ["a", "b", "a"]
    assert used_folios(html, {"a": "1", "c": "3"}) == {"a": "1"}


@pytest.mark.parametrize(("side", "left"), [("recto", 40), ("verso", 30), ("any", 40)])
def test_side_of_the_first_page(side, left):
    record = typeset_section(job(page(paragraphs("sec-a", 30)), side=side)).record
    assert len(record.pages) > 1
    assert record.pages[0].side == ("recto" if side == "any" else side)
    assert record.pages[0].content[0] == pytest.approx(left)
    assert not any(sheet.blank for sheet in record.pages)


def test_first_folio_numbers_the_sections_own_counters():
    html = page("<p>Un</p>", "@page { @bottom-center { content: 'folio ' counter(page) } }")
    assert "folio 17" in text_of(typeset_section(job(html, first_folio=17)).pdf)


@pytest.mark.parametrize(
    ("body", "css", "said"),
    [
        ('<img src="fonts/none.png" alt="x">', "", "Failed to load image"),
        ("<p>x</p>", "p { colour: red }", "unknown property"),
        ("<p>Un 漢 sans dessin</p>", "html { font-family: Serif }", "notdef"),
        ('<p><a href="#nulle-part">x</a></p>', "", "No anchor #nulle-part"),
        ('<p><img src="https://example.org/a.png" alt="x"></p>', "", "disallowed protocol"),
    ],
)
def test_complaints_of_the_engine_become_warnings(body, css, said, monkeypatch):
    if said == "notdef":
        # A private-use character: no typeface of any machine has it.
        body = body.replace("漢", "\U0010abcd")
    messages = [warning.message for warning in typeset_section(job(page(body, css))).warnings]
    assert any(said in message for message in messages), messages


def test_missing_alternative_text_is_a_warning(tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "a.svg").write_text(svg, encoding="utf-8")
    html = page(f'<p><img src="{(tmp_path / "a.svg").as_uri()}"></p>')
    (warning,) = typeset_section(job(html)).warnings
    assert warning.section == "sec-a"
    assert "no required alt" in warning.message


def test_files_reached_are_told(tmp_path):
    (tmp_path / "print.css").write_text("@import 'more.css'; p { color: red }", encoding="utf-8")
    html = page('<link rel="stylesheet" href="print.css"><p>Un</p>', "@font-face{src:url(x)}")
    result = typeset_section(SectionJob("sec-a", html, tmp_path.as_uri() + "/"))
    reached = {path.rsplit("/", 1)[1]: digest for path, digest in result.resources.items()}
    assert len(reached["print.css"]) == 64
    assert reached["more.css"] == ""
    assert any("more.css" in warning.message for warning in result.warnings)


def test_linked_sheet_is_read_again_when_it_changes(tmp_path):
    sheet = tmp_path / "print.css"
    html = page('<link rel="stylesheet" href="print.css"><p>Un</p>')
    pages = []
    for width in (200, 2000):
        sheet.write_text(f"@page {{ size: {width}pt 300pt !important }}", encoding="utf-8")
        section = SectionJob("sec-a", html, tmp_path.as_uri() + "/")
        pages.append(typeset_section(section).record.pages[0].width)
    assert pages == [200, 2000]


def test_typefaces_of_one_document_are_not_there_for_the_next(tmp_path):
    html = page("<p>Un</p><p>Deux</p>")
    first = typeset_section(job(html)).record
    # Nowhere near the typefaces: what stands in for them has another height.
    other = typeset_section(SectionJob("s", html, tmp_path.as_uri() + "/"))
    assert any("cannot be loaded" in warning.message for warning in other.warnings)
    assert typeset_section(job(html)).record == first


def test_pictures_are_named_after_their_content(tmp_path):
    from PIL import Image

    pdfs = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        Image.new("RGB", (4, 4), "red").save(folder / "a.png")
        html = page('<p><img src="a.png" alt="Un carré"></p>')
        pdfs.append(typeset_section(SectionJob("s", html, folder.as_uri() + "/")).pdf)
    assert pdfs[0] == pdfs[1]


def test_layer_is_not_tagged_and_has_its_pages():
    result = typeset_layer(layer(3), BASE)
    assert len(result.record.pages) == 3
    assert b"StructTreeRoot" not in result.pdf


def test_layer_is_found_in_a_cache(tmp_path):
    cache = SectionCache(tmp_path)
    result = typeset_layer(layer(2), BASE, cache)
    job = SectionJob("layer", layer(2), BASE, decoration=True)
    assert cache.get(job) == result
    assert cache.get(SectionJob("layer", layer(2), BASE)) is None
    assert typeset_layer(layer(2), BASE, SectionCache(tmp_path)) == result

"""Folios written over noughts: the page is as if typeset with them."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from pipeline.typeset import SectionJob, SectionResult, typeset_section
from pipeline.typeset.place import SectionSource
from pipeline.typeset.schedule import typeset_book
from pipeline.typeset.workers import Workers
from typeset.samples import BASE, TEXT, page, paragraphs, reference


def section(folio: str, css: str = "") -> SectionResult:
    html = page(f"<p>{TEXT} {reference('b')}, {TEXT} {reference('b')}</p>", css)
    return typeset_section(SectionJob("a", html, BASE, folios={"b": folio}))


def stamped(result: SectionResult, folio: str) -> bytes:
    pdf = bytearray(result.pdf)
    for stamp in result.stamps.values():
        stamp.write(pdf, folio)
    return bytes(pdf)


def look(pdf: bytes) -> tuple[str, bytes]:
    with pdfium.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_bounded()
        return text, document[0].render(scale=3).to_pil().tobytes()


@pytest.mark.parametrize("folio", ["7", "48", "71", "136"])
@pytest.mark.parametrize(
    "css", ["", "b { font-family: Sans; font-weight: normal }", "p { letter-spacing: -0.02em }"]
)
def test_stamped_page_is_that_of_the_folio(folio, css):
    with_noughts = section("0" * len(folio), css)
    assert set(with_noughts.stamps) == {"b#0", "b#1"}
    assert look(stamped(with_noughts, folio)) == look(section(folio, css).pdf)
    assert f"→ p. {folio}" in look(stamped(with_noughts, folio))[0]


def test_folio_of_other_length_does_not_fit():
    with pytest.raises(ValueError, match="argument"):
        stamped(section("00"), "100")


def test_figures_of_several_widths_are_not_stamped():
    assert section("00", "b { font-feature-settings: 'pnum' }").stamps == {}


@pytest.mark.parametrize(
    "css",
    [
        "b { font-feature-settings: 'pnum' }",
        "b { opacity: 0.5; display: inline-block }",
        "span { display: inline-block; transform: rotate(9deg) }",
        "b { letter-spacing: 0.3pt }",
        "b { font-variant-numeric: oldstyle-nums }",
        "aside { position: static }",
    ],
)
def test_book_shows_its_folios_whatever_the_style(css):
    body = f"<p>{reference('b')}</p><aside>En marge {reference('b')}</aside>"
    sources = [
        SectionSource("a", page(body + paragraphs("a", 16), css), BASE),
        SectionSource("b", page('<h1 id="b">b</h1>'), BASE),
    ]
    with Workers() as workers:
        built = typeset_book(sources, workers)
    folio = str(built.sections[1].first_page + 1)
    with pdfium.PdfDocument(built.sections[0].result.pdf) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert text.split().count(folio) == 2
    assert not {"0", "00"} & set(text.split())

"""The smaller tools: links, XHTML, styles, letters of drawings."""

from __future__ import annotations

import pytest

from package.samples import text_file
from pipeline.errors import PipelineError
from pipeline.package.links import address_of
from pipeline.package.outlines import letters_fit, outline_text, words_width
from pipeline.package.style import split_media
from pipeline.package.xhtml import parse_xhtml, write_xhtml
from pipeline.render.environment import PROJECT

STYLES = PROJECT / "styles"
HOMES = {"sec-a": "text/sec-a.xhtml", "zoom-b": "text/sec-b.xhtml", "toc": "nav.xhtml"}


@pytest.mark.parametrize(
    ("id_", "name", "address"),
    [
        ("sec-a", "text/sec-a.xhtml", "#sec-a"),
        ("zoom-b", "text/sec-a.xhtml", "sec-b.xhtml#zoom-b"),
        ("zoom-b", "nav.xhtml", "text/sec-b.xhtml#zoom-b"),
        ("toc", "text/sec-a.xhtml", "../nav.xhtml#toc"),
    ],
)
def test_addresses_are_seen_from_the_file(id_: str, name: str, address: str) -> None:
    assert address_of(id_, name, HOMES) == address


def test_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(PipelineError, match="did you mean 'zoom-b'"):
        address_of("zooom-b", "text/sec-a.xhtml", HOMES)


def test_void_elements_are_closed_and_empty_ones_keep_their_end_tag() -> None:
    root = parse_xhtml(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>a<br>b</p><span></span></body></html>',
        "page",
    )
    assert b"<p>a<br/>b</p><span></span>" in write_xhtml(root)


def test_faulty_xhtml_is_told_with_its_place() -> None:
    with pytest.raises(PipelineError, match=r"page\.xhtml is not well-formed.*<b>"):
        parse_xhtml("<p>un <b>mot</p>", "page.xhtml")


def test_media_blocks_go_to_a_sheet_of_their_own() -> None:
    plain, media = split_media("p { a: b }\n@media (x) { q { c: d } }\nr { e: f }\n")
    assert "".join(plain.split()) == "p{a:b}r{e:f}"
    assert media == "@media (x) { q { c: d } }"


def test_the_sheet_for_old_readers_is_plain() -> None:
    sheet = text_file("styles/epub.css")
    for modern in ("@media", "@supports", "var(", "calc(", "grid", "flex", "gradient"):
        assert modern not in sheet, modern


def test_sizes_follow_the_readers_own() -> None:
    sheets = [text_file(f"styles/{name}") for name in ("epub.css", "epub-media.css")]
    for sheet in sheets:
        assert "pt;" not in sheet
        assert sheet.replace("1px", "").count("px") == 0


LABEL = (
    '<svg><text x="{x}" y="5" font-family="Source Sans 3" font-size="4" font-weight="600" '
    'text-anchor="{anchor}" fill="#14263B">Nantes</text></svg>'
)


def test_letters_become_a_path_of_the_same_fill() -> None:
    svg = outline_text(LABEL.format(x=10, anchor="start"), STYLES / "fonts")
    assert "<text" not in svg
    assert 'fill="#14263B"' in svg
    assert svg.startswith('<svg><path d="M')


def test_letter_without_glyph_is_an_error() -> None:
    with pytest.raises(PipelineError, match="lacks '漢'"):
        outline_text(LABEL.format(x=1, anchor="start").replace("Nantes", "漢"), STYLES / "fonts")


def test_words_must_stand_within_the_drawing() -> None:
    fonts = STYLES / "fonts"
    width = words_width("Nantes", fonts / "SourceSans3-Semibold.ttf", 4)
    assert 10 < width < 16
    fits = LABEL.format(x=0, anchor="start")
    assert letters_fit(fits, fonts, width)
    assert not letters_fit(fits, fonts, width - 1)
    assert not letters_fit(LABEL.format(x=0, anchor="middle"), fonts, width)

"""Fonts shared between sections: once in the book, every glyph there, no larger than it must be."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from typeset.samples import BASE, STYLES, page

from pipeline.bind import BookInfo, BoundSection, bind
from pipeline.bind.truetype import are_compatible, join_subsets, parse_subset
from pipeline.typeset import SectionJob, typeset_section

WORDS = ("Évaluée à Nîmes", "Forêt où naît l’été", "Çà et là, œuvre", "ÀÉÈÊË zyx 0123")


def section(name: str, body: str) -> bytes:
    return typeset_section(SectionJob(name, page(body), BASE)).pdf


def programs(pdf: bytes) -> list[bytes]:
    with pikepdf.open(BytesIO(pdf)) as book:
        return [
            item.read_bytes()
            for item in book.objects
            if isinstance(item, pikepdf.Stream) and "/Length1" in item
        ]


def fonts(pdf: bytes) -> dict[str, pikepdf.Object]:
    with pikepdf.open(BytesIO(pdf)) as book:
        return {
            str(font.BaseFont): len(font.DescendantFonts[0].W)
            for sheet in book.pages
            for font in sheet.obj.Resources.Font.values()
        }


def bound() -> bytes:
    bodies = [f"<p id=s{index}>{words} <b>{words}</b></p>" for index, words in enumerate(WORDS)]
    sections = [
        BoundSection(f"s{index}", (section(f"s{index}", body),))
        for index, body in enumerate(bodies)
    ]
    return bind(sections, b"", BookInfo("x"), ())


def test_each_face_stands_once_and_texts_are_whole():
    pdf = bound()
    assert len(programs(pdf)) == len(fonts(pdf)) == 2
    with pdfium.PdfDocument(pdf) as document:
        for index, words in enumerate(WORDS):
            text = document[index].get_textpage().get_text_bounded()
            assert text.split() == f"{words} {words}".split()


def test_joined_program_has_the_outlines_and_widths_of_the_typeface():
    whole = TTFont(STYLES / "fonts/SourceSerif4SmText-Regular.ttf")
    order = whole.getGlyphOrder()
    cmap = whole.getBestCmap()
    used = {cmap[ord(letter)] for words in WORDS for letter in words}
    candidates = [TTFont(BytesIO(data)) for data in programs(bound())]
    matches = []
    for font in candidates:
        glyphs, originals = font.getGlyphSet(), whole.getGlyphSet()
        same = True
        for name in used:
            number = order.index(name)
            pens = DecomposingRecordingPen(glyphs), DecomposingRecordingPen(originals)
            glyphs[font.getGlyphOrder()[number]].draw(pens[0])
            originals[name].draw(pens[1])
            advance = font["hmtx"].metrics[font.getGlyphOrder()[number]][0]
            same &= pens[0].value == pens[1].value
            same &= advance == whole["hmtx"].metrics[name][0]
        matches.append(same)
    assert sorted(matches) == [False, True]


def test_subsets_that_differ_are_not_joined():
    one, other = (
        parse_subset((STYLES / f"fonts/SourceSerif4SmText-{face}.ttf").read_bytes(), range(20, 90))
        for face in ("Regular", "Bold")
    )
    assert one is not None
    assert other is not None
    assert are_compatible(one, one)
    assert not are_compatible(one, other)


def test_parts_of_composites_are_numbered_anew():
    font = TTFont(STYLES / "fonts/SourceSans3-Regular.ttf")
    glyf = font["glyf"]
    composite = next(
        index for index, name in enumerate(font.getGlyphOrder()) if glyf[name].isComposite()
    )
    data = (STYLES / "fonts/SourceSans3-Regular.ttf").read_bytes()
    subset = parse_subset(data, [composite])
    assert subset is not None
    joined = TTFont(BytesIO(join_subsets([subset])))
    assert joined["maxp"].numGlyphs > composite + 1
    pens = []
    for source in (joined, font):
        pen = DecomposingRecordingPen(source.getGlyphSet())
        source.getGlyphSet()[source.getGlyphOrder()[composite]].draw(pen)
        pens.append(pen.value)
    assert pens[0] == pens[1] != []


@pytest.mark.parametrize("data", [b"OTTO" + bytes(20), b"\0\1\0\0\0\0" + bytes(6)])
def test_other_kinds_of_fonts_are_left_alone(data):
    assert parse_subset(data, [1]) is None


def test_book_is_hardly_larger_than_one_piece():
    bodies = [f"<p id=p{index}>{words} <b>{words}</b></p>" * 9 for index, words in enumerate(WORDS)]
    whole = section("all", "".join(f"<div style='break-before: page'>{b}</div>" for b in bodies))
    assert len(bound()) <= 1.15 * len(whole)

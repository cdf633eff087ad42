"""The press edition: inks, small text, boxes, blanks, what is left out."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from bind.press_samples import GOLD, INFO, INK, PAIRS, STRANGE, press, profile, screen, setting
from pipeline.bind import BindError
from pipeline.bind.press import bind_press
from pipeline.bind.press_content import is_content, read_instructions
from pipeline.bind.press_inks import choose_inks
from pipeline.bind.press_pictures import resources_of
from pipeline.bind.press_sheets import MM, add_blanks, finish_sheets

SCREEN_OPERATORS = {"rg", "RG", "cs", "CS", "sc", "SC"}


def grey(_: object) -> tuple[float, float, float, float]:
    return (0, 0, 0, 50)


@pytest.fixture
def book():
    with pikepdf.open(BytesIO(press().pdf)) as opened:
        yield opened


# --- inks --------------------------------------------------------------------------


def test_declared_colours_have_their_inks_and_mixes_are_mixed():
    half = (130, 112, 75)
    quarter = tuple(round(a + (b - a) / 2) for a, b in zip(half, GOLD, strict=True))
    inks = choose_inks([INK, half, quarter], PAIRS, grey)
    assert inks.unpaired == ()
    assert inks[INK] == PAIRS[INK]
    assert inks[half] == pytest.approx((52.5, 49, 47, 39.5), abs=0.5)
    # A mix of a mix: three quarters gold.
    assert inks[quarter] == pytest.approx((28.75, 39.5, 60.5, 20.75), abs=0.5)


def test_strange_colours_are_converted_and_named():
    inks = choose_inks([(64, 192, 255), (0, 0, 0), (255, 255, 255)], PAIRS, grey)
    assert inks.unpaired == ((64, 192, 255),)
    assert inks[(64, 192, 255)] == (0, 0, 0, 50)
    assert inks[(0, 0, 0)] == (0, 0, 0, 100)
    assert inks[(255, 255, 255)] == (0, 0, 0, 0)


def test_the_profile_keeps_within_its_total_ink():
    most = max(
        sum(profile().convert((r, g, b)))
        for r in (0, 60, 255) for g in (0, 60, 255) for b in (0, 60, 255)
    )  # fmt: skip
    assert 200 < most <= 300
    cyan, magenta, _, _ = profile().convert((255, 0, 0))
    assert cyan < 5
    assert magenta > 80


# --- contents ----------------------------------------------------------------------


def contents(book):
    """The instructions of every page, form and tile."""
    for sheet in book.pages:
        yield read_instructions(sheet.obj)
    for item in book.objects:
        if is_content(item):
            yield read_instructions(item)


def test_no_colour_of_the_screen_is_left(book):
    names = {str(operator) for content in contents(book) for _, operator in content}
    # A tile is chosen with `cs /Pattern`; that is no colour.
    spaces = {
        str(operands[0])
        for content in contents(book)
        for operands, operator in content
        if str(operator) in ("cs", "CS")
    }
    assert not names & (SCREEN_OPERATORS - {"cs", "CS"})
    assert spaces <= {"/Pattern"}
    assert {"k", "TJ", "f"} <= names
    assert press().unpaired == ()


def test_the_sample_has_what_it_should(book):
    kinds = [item for item in book.objects if isinstance(item, pikepdf.Stream)]
    assert any(item.get("/PatternType") == 1 for item in kinds)
    assert any(item.get("/Subtype") == "/Image" for item in kinds)
    assert any("/Group" in item for item in kinds)


def fills_of_text(book, index):
    """Text sizes in points, rounded, with the inks they are shown in and whether over others."""
    found, stack, scale, size, fill, over = [], [], 1.0, 0.0, None, False
    for operands, operator in read_instructions(book.pages[index].obj):
        match str(operator):
            case "q":
                stack.append((scale, size, fill, over))
            case "Q":
                scale, size, fill, over = stack.pop()
            case "cm":
                scale *= abs(float(operands[0]))
            case "Tf":
                size = float(operands[1])
            case "k":
                fill = tuple(float(value) for value in operands)
            case "gs" if str(operands[0]).startswith("/Press"):
                over = str(operands[0]) == "/PressOver"
            case "TJ":
                found.append((round(size * scale, 1), fill, over))
    return found


def test_small_running_text_is_black_alone_over_its_ground(book):
    black, ink = (0, 0, 0, 1), tuple(value / 100 for value in PAIRS[INK])
    texts = fills_of_text(book, 1)
    assert (10.0, black, True) in texts
    assert (12.0, ink, False) in texts
    assert (20.0, ink, False) in texts
    for size, fill, over in texts:
        assert (fill == black) == over
        assert fill != ink or size >= 12
    # Text in another colour keeps its inks, whatever its size.
    assert any(size == 10.0 and fill not in (black, ink) for size, fill, _ in texts)


def test_gradients_and_groups_are_cmyk(book):
    shadings = [
        shading
        for resources in resources_of(book)
        for _, shading in resources.get("/Shading", {}).items()
    ]
    assert shadings
    for shading in shadings:
        assert shading.ColorSpace == "/DeviceCMYK"
    stops = [float(value) for value in shadings[0].Function.Functions[0].C0]
    assert stops == [0, 0.68, 0.2, 0.77] or stops == [1, 0.68, 0.2, 0.77]
    groups = [i.Group for i in book.objects if isinstance(i, pikepdf.Stream) and "/Group" in i]
    assert groups
    assert {str(group.CS) for group in groups} == {"/DeviceCMYK"}


def test_pictures_are_cmyk_and_keep_their_colours(book):
    (image,) = (
        item
        for item in book.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    )
    assert image.ColorSpace == "/DeviceCMYK"
    assert image.Filter == "/DCTDecode"
    with Image.open(BytesIO(image.read_raw_bytes())) as picture:
        assert picture.mode == "CMYK"
        cyan, magenta, _, black = picture.getpixel((5, 10))
        assert magenta > 200 > black
        assert cyan < 60
        assert picture.getpixel((35, 10))[3] > 150


def test_a_strange_colour_is_converted_and_named():
    made = press(f'<p style="color: {STRANGE}">Étrange.</p>')
    assert made.unpaired == ((64, 192, 255),)


# --- sheets ------------------------------------------------------------------------


def test_pages_are_a_multiple_of_four_and_the_back_comes_last(book):
    assert len(book.pages) == 4
    assert press().blanks == range(2, 3)
    blank = b"".join(read.read_bytes() for read in book.pages[2].obj.Contents)
    assert b"TJ" not in blank
    assert len(fills_of_text(book, 3)) == 1


@pytest.mark.parametrize(("pages", "closing", "blanks"), [(8, 1, 0), (7, 1, 1), (6, 2, 2)])
def test_blanks_stand_before_the_back(pages, closing, blanks):
    with pikepdf.new() as book:
        for number in range(pages):
            book.add_blank_page(page_size=(300 + number, 400))
            for box in ("/TrimBox", "/BleedBox"):
                book.pages[-1].obj[box] = book.pages[-1].MediaBox
        assert add_blanks(book, closing) == range(pages - closing, pages - closing + blanks)
        assert len(book.pages) == 8
        last = [float(page.obj.MediaBox[2]) for page in book.pages][-closing:]
        assert last == [300 + pages - closing + n for n in range(closing)]


def test_boxes_lie_in_each_other(book):
    for sheet in book.pages:
        media, bleed, trim = (
            [float(value) for value in sheet.obj[name]]
            for name in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        assert trim == pytest.approx([0, 0, 300, 400], abs=0.01)
        assert bleed == pytest.approx([-3 * MM, -3 * MM, 300 + 3 * MM, 400 + 3 * MM], abs=0.01)
        assert media == pytest.approx([-12 * MM, -12 * MM, 300 + 12 * MM, 400 + 12 * MM], abs=0.01)


def test_the_layer_reaches_the_bleed():
    with pikepdf.open(BytesIO(screen())) as book:
        for sheet in book.pages:
            layer = sheet.obj.Resources.XObject["/Layer"]
            assert [float(v) for v in layer.BBox] == [float(v) for v in sheet.obj.BleedBox]


@pytest.mark.parametrize("harm", ["no bleed", "two sizes", "no trim"])
def test_pages_without_bleed_or_of_two_sizes_are_refused(harm):
    with pikepdf.open(BytesIO(screen())) as book:
        page = book.pages[1].obj
        if harm == "no bleed":
            for sheet in book.pages:
                sheet.obj.BleedBox = sheet.obj.TrimBox
        elif harm == "two sizes":
            page.TrimBox = pikepdf.Array([0, 0, 200, 400])
        else:
            del page["/TrimBox"]
        with pytest.raises(BindError):
            finish_sheets(book)


# --- the file ----------------------------------------------------------------------


def test_nothing_of_reading_on_screen_is_left(book):
    for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/PageLabels"):
        assert key not in book.Root
    for sheet in book.pages:
        assert "/Annots" not in sheet.obj
        assert "/StructParents" not in sheet.obj


def test_same_input_same_bytes():
    assert bind_press(screen(), INFO, setting()).pdf == press().pdf


def test_the_intent_holds_the_profile(book):
    (intent,) = book.Root.OutputIntents
    assert intent.S == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert intent.DestOutputProfile.read_bytes() == profile().data
    assert "Essai &amp; presse" in book.Root.Metadata.read_bytes().decode()
    assert book.pdf_version == "1.6"

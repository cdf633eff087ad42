"""The proof of the press edition: silent on a good file, one rule for each harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from bind.press_samples import INK, PAIRS, press, profile, screen
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.proof import press_file, press_ink, verapdf
from pipeline.proof.press import UNCERTIFIED, PressExpectation, proof_press
from pipeline.proof.press_colours import instructions
from pipeline.proof.press_ink import Sheet, measure_plates

NAME = "output/publication-press.pdf"

pytestmark = pytest.mark.skipif(
    shutil.which("qpdf") is None or shutil.which("gs") is None,
    reason="qpdf or Ghostscript is missing",
)


def expected() -> PressExpectation:
    return PressExpectation(screen(), press().blanks, PAIRS[INK])


def rules(path: Path, *, engine: bool = False) -> set[str]:
    proved = proof_press(path, NAME, expected(), engine=engine)
    assert all(problem.place.file == NAME and problem.message for problem in proved.problems)
    return {problem.rule for problem in proved.problems}


def harmed(folder: Path, harm: Callable[[Pdf], None]) -> Path:
    with pikepdf.open(BytesIO(press().pdf)) as pdf:
        harm(pdf)
        pdf.save(folder / "harmed.pdf")
    return folder / "harmed.pdf"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "good.pdf").write_bytes(press().pdf)
    return tmp_path / "good.pdf"


def test_a_good_file_is_confirmed_and_called_uncertified(path):
    proved = proof_press(path, NAME, expected(), engine=False)
    assert proved.problems == ()
    assert proved.confirmed > 40
    assert proved.untestable == (UNCERTIFIED,)
    assert "structurally checked" in UNCERTIFIED
    assert [str(verdict) for verdict in proved.verdicts] == [
        "PDF/X-4: structurally checked, not certified",
        "Ghostscript, plaques: 265 % of ink at most",
    ]


def add(content: bytes, index: int = 1) -> Callable[[Pdf], None]:
    """A harm: more content on a page, over all of it."""
    return lambda pdf: pdf.pages[index].contents_add(b"q " + content + b" Q", prepend=False)


def _screen_picture(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image:
            item.write(b"\0" * 3)
            item.ColorSpace, item.Width, item.Height = Name.DeviceRGB, 1, 1
            del item["/Decode"]


def _screen_group(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        sheet.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def _text_in_inks(pdf: Pdf) -> None:
    sheet = pdf.pages[1]
    data = b"".join(part.read_bytes() for part in sheet.obj.Contents)
    assert b"\n0 0 0 1 k" in data
    sheet.obj.Contents = pdf.make_stream(data.replace(b"\n0 0 0 1 k", b"\n1 .68 .2 .77 k"))


def _less_bleed(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        sheet.obj.BleedBox = Array([-5, -5, 305, 405])


def _no_trim(pdf: Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]


def _no_marks(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        del sheet.obj.Resources.XObject["/Marks"]


def _no_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _other_claim(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata
    packet.write(packet.read_bytes().replace(b">PDF/X-4<", b">PDF/X-3<"))


def _trapped(pdf: Pdf) -> None:
    pdf.docinfo["/Trapped"] = Name("/True")


def _lost_font(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def _link(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 60]), Border=Array([0, 0, 0])
    )
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(link)])


def _lost_page(pdf: Pdf) -> None:
    del pdf.pages[2]


def _swapped(pdf: Pdf) -> None:
    pages = list(pdf.pages)
    pdf.pages[0], pdf.pages[1] = pages[1], pages[0]


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (add(b"1 0 0 rg 60 60 20 20 re f"), "OUT201"),
        (add(b"/DeviceRGB CS 1 0 0 SC 60 60 m 80 80 l S"), "OUT201"),
        (_screen_picture, "OUT201"),
        (_screen_group, "OUT201"),
        (_text_in_inks, "OUT202"),
        (_less_bleed, "OUT203"),
        (_no_trim, "OUT203"),
        (_no_marks, "OUT203"),
        # A bar along the left edge that stops at the trim, and one that stops in the bleed.
        (add(b"0 0 0 1 k 0 100 20 200 re f"), "OUT204"),
        (add(b"0 0 0 1 k 100 -4 100 20 re f"), "OUT204"),
        (add(b"1 .8 .8 .5 k 60 60 9 9 re f"), "OUT205"),
        (_no_intent, "OUT206"),
        (_other_claim, "OUT206"),
        (_trapped, "OUT206"),
        (_lost_font, "OUT207"),
        (_link, "OUT208"),
        (_lost_page, "OUT209"),
        (_swapped, "OUT209"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_harm_is_found(tmp_path, harm, found):
    assert rules(harmed(tmp_path, harm)) == {found}


def test_a_bar_that_fills_the_bleed_is_right(tmp_path):
    bar = add(b"0 0 0 1 k -9 100 20 200 re f .5 0 0 0 K 3 w 100 -9 m 110 40 l S")
    assert rules(harmed(tmp_path, bar)) == set()


def test_a_file_that_is_no_pdf_is_found(tmp_path):
    (tmp_path / "broken.pdf").write_bytes(press().pdf[:2000])
    assert rules(tmp_path / "broken.pdf") == {"OUT212"}


def test_plates_are_measured(path):
    sheet = Sheet((-34.0157, -34.0157, 334.0157, 434.0157), (-8.5, -8.5, 308.5, 408.5),
                  (0, 0, 300, 400))  # fmt: skip
    plates = measure_plates(path, [sheet] * 4)
    assert plates is not None
    assert plates[0].ink == pytest.approx(sum(PAIRS[INK]), abs=1)
    assert plates[2].ink == 0
    assert [plate.missing_marks for plate in plates] == [0] * 4
    assert [plate.short_edges for plate in plates] == [()] * 4


def test_strings_in_contents_are_no_operators():
    content = rb"(a \) rg (1) k) Tj <</A (rg)>> BDC /rg gs [(x) 2 <00>] TJ 0 0 0 1 k"
    assert [operator for operator, _ in instructions(content)] == [
        b"Tj", b"BDC", b"gs", b"TJ", b"k",
    ]  # fmt: skip


@pytest.mark.parametrize("missing", ["qpdf", "gs"])
def test_a_missing_tool_is_untestable_not_passed(path, missing, monkeypatch):
    module = press_file if missing == "qpdf" else press_ink
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == missing else name)
    proved = proof_press(path, NAME, expected(), engine=False)
    assert proved.problems == ()
    assert any("absent" in words for words in proved.untestable)
    assert {verdict.outcome for verdict in proved.verdicts} == {"untestable"}


needs_engine = pytest.mark.skipif(
    shutil.which("java") is None or verapdf.find_jar() is None, reason="java or veraPDF is missing"
)


@needs_engine
def test_verapdf_passes_the_relabelled_copy(path):
    proved = proof_press(path, NAME, expected())
    assert proved.problems == ()
    read = proof_press(path, NAME, expected(), engine=False)
    assert proved.confirmed - read.confirmed > 100


@needs_engine
def test_verapdf_finds_colours_that_the_intent_does_not_define(tmp_path):
    strange = harmed(tmp_path, add(b"1 0 0 rg 60 60 20 20 re f"))
    assert rules(strange, engine=True) == {"OUT201", "OUT210"}


def test_the_profile_of_the_sample_is_the_projects():
    assert profile().data[36:40] == b"acsp"

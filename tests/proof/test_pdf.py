"""The proof of the PDF: silent on a good file, one rule for each harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from typeset.samples import BASE, chapter, layer, page, paragraphs

from pipeline.bind import BookInfo, BoundSection, OutlineItem, bind
from pipeline.proof import verapdf
from pipeline.proof.pdf import proof_pdf
from pipeline.proof.pdf_links import PrintedReference
from pipeline.proof.pdf_look import PdfExpectation
from pipeline.proof.pdf_reader import read_pdf
from pipeline.typeset import typeset_layer
from pipeline.typeset.place import SectionSource
from pipeline.typeset.schedule import TypesetBook, typeset_book
from pipeline.typeset.workers import Workers

NAME = "output/publication.pdf"
SVG = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
    "<path d='M0 0h9v9z'/></svg>"
)


@cache
def book() -> TypesetBook:
    contents = "".join(
        f'<p><a href="pub:{name}"><b data-target="{name}">000</b> {name}</a></p>'
        for name in ("one", "two")
    )
    link = '<a href="pub:one">un <b>lien</b><span data-target="one"> →&nbsp;p.&nbsp;000</span></a>'
    picture = f'<p><img src="{SVG}" alt="Carré"></p>'
    sources = [
        SectionSource("contents", page(f'<h1 id="contents">Table</h1>{contents}'), BASE),
        SectionSource("one", chapter("one", refer_to=("two",)), BASE, "recto"),
        SectionSource(
            "two",
            page(
                f'<h1 id="two">Deux</h1><p>{link}</p><h2>Suite</h2>{picture}<h3>Fin</h3>'
                + paragraphs("two", 3)
            ),
            BASE,
        ),
    ]
    with Workers() as workers:
        return typeset_book(sources, workers)


@cache
def good() -> bytes:
    made = book()
    assert not [item for section in made.sections for item in section.result.warnings]
    sections = [
        BoundSection(item.id, item.result.pdfs, item.blanks_before) for item in made.sections
    ]
    info = BookInfo("Essai", modified="2019-07-02T10:20:30Z")
    outline = [OutlineItem("Un", "one"), OutlineItem("Deux", "two")]
    return bind(sections, typeset_layer(layer(made.page_count), BASE).pdf, info, outline)


@cache
def expected() -> PdfExpectation:
    references = [
        PrintedReference(
            section.first_page + item.page, (item.x, item.y, item.width, item.height), item.target
        )
        for section in book().sections
        for item in section.result.record.references
        if item.shown
    ]
    folios = {index: str(index + 1) for index in range(book().page_count)}
    return PdfExpectation(folios, references)


def rules(path: Path, *, engine: bool = False) -> list[str]:
    return [problem.rule for problem in proof_pdf(path, NAME, expected(), engine=engine).problems]


def harmed(path: Path, harm: Callable[[Pdf], None]) -> Path:
    with pikepdf.open(BytesIO(good())) as pdf:
        harm(pdf)
        pdf.save(path / "harmed.pdf")
    return path / "harmed.pdf"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "good.pdf").write_bytes(good())
    return tmp_path / "good.pdf"


def test_good_file_is_confirmed(path):
    proved = proof_pdf(path, NAME, expected(), engine=False)
    assert proved.problems == ()
    assert len(expected().references) == 4
    assert proved.confirmed > book().page_count + len(expected().references)


def test_links_say_where_they_lead(path):
    with read_pdf(path) as reader:
        pages = {link.text.split()[-1]: link.page for link in reader.links(0)}
        first = {section.id: section.first_page for section in book().sections}
        assert pages == {"one": first["one"], "two": first["two"]}


def _lose_destination(pdf: Pdf) -> None:
    flat = list(pdf.Root.Names.Dests.Names)
    index = [str(item) for item in flat[::2]].index("two")
    pdf.Root.Names.Dests.Names = Array(flat[: 2 * index] + flat[2 * index + 2 :])


def _move_destination(pdf: Pdf) -> None:
    flat = pdf.Root.Names.Dests.Names
    index = [str(flat[i]) for i in range(0, len(flat), 2)].index("one")
    flat[2 * index + 1][0] = pdf.pages[0].obj


def _first_of(pdf: Pdf, kind: str) -> pikepdf.Object:
    return next(
        item
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/S") == Name(f"/{kind}") and "/P" in item
    )


def _skip_level(pdf: Pdf) -> None:
    _first_of(pdf, "H2").S = Name.H4


def _lose_alternative(pdf: Pdf) -> None:
    del _first_of(pdf, "Figure")["/Alt"]


def _lose_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def _lose_title(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


def _lose_outline(pdf: Pdf) -> None:
    del pdf.Root["/Outlines"]


def _shift_labels(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=2)]))


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        # A place that is lost: the contents' link and folio, a reference, its folio, a bookmark.
        (_lose_destination, {"OUT002", "OUT004", "OUT005"}),
        (_move_destination, {"OUT003", "OUT004"}),
        (_shift_labels, {"OUT001", "OUT003", "OUT004"}),
        (_lose_outline, {"OUT005"}),
        (_lose_language, {"OUT006"}),
        (_lose_title, {"OUT006"}),
        (_skip_level, {"OUT007"}),
        (_lose_alternative, {"OUT008"}),
    ],
)
def test_harm_is_found(tmp_path, harm, found):
    assert set(rules(harmed(tmp_path, harm))) == found


def test_layer_out_of_step_is_found(tmp_path):
    def shift(pdf: Pdf) -> None:
        layers = [sheet.obj.Resources.XObject["/Layer"] for sheet in pdf.pages]
        for sheet, form in zip(pdf.pages, [*layers[2:], *layers[:2]], strict=True):
            sheet.obj.Resources.XObject["/Layer"] = form

    problems = proof_pdf(harmed(tmp_path, shift), NAME, expected(), engine=False).problems
    assert {item.rule for item in problems} == {"OUT001"}
    assert len(problems) == book().page_count
    assert "Page 1 : le folio imprimé est « 3 », on attend « 1 »." in problems[0].message


def test_pages_without_folio_are_passed_over(path):
    expectation = PdfExpectation({index: str(index + 1) for index in range(1, 3)})
    proved = proof_pdf(path, NAME, expectation, engine=False)
    assert proved.problems == ()
    assert proved.confirmed < proof_pdf(path, NAME, PdfExpectation(), engine=False).confirmed


def test_missing_layer_is_found(tmp_path):
    def remove(pdf: Pdf) -> None:
        for sheet in pdf.pages:
            del sheet.obj.Resources.XObject["/Layer"]

    assert set(rules(harmed(tmp_path, remove))) == {"OUT001"}


def test_wrong_folio_in_the_contents_is_found(tmp_path):
    path = tmp_path / "wrong.pdf"
    path.write_bytes(good())
    lost = PrintedReference(0, expected().references[1].box, "one")
    (problem,) = proof_pdf(path, NAME, PdfExpectation(references=[lost]), engine=False).problems
    assert problem.rule == "OUT004"
    assert "« one »" in problem.message


def test_file_that_is_no_pdf_is_found(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(good()[:2000])
    assert rules(path) == ["OUT010"]


needs_engine = pytest.mark.skipif(
    shutil.which("java") is None or verapdf.find_jar() is None, reason="java or veraPDF is missing"
)


@needs_engine
def test_verapdf_passes_the_book_and_names_broken_rules(path, tmp_path):
    bad = harmed(tmp_path, _lose_alternative)
    first, second = verapdf.judge([path, bad])
    assert first.compliant, first.failures
    assert first.rules == 106
    assert not second.compliant
    (failure,) = second.failures
    assert failure.rule.startswith("7.3")
    assert failure.count == 1


def _lose_intent(pdf):
    del pdf.Root.OutputIntents


@needs_engine
def test_verapdf_passes_the_book_for_archives(path, tmp_path):
    first, second = verapdf.judge([path, harmed(tmp_path, _lose_intent)], "2a")
    assert first.compliant, first.failures
    assert "6.2.4.3-2" in {failure.rule for failure in second.failures}


@needs_engine
def test_verdict_becomes_problems(tmp_path):
    found = rules(harmed(tmp_path, _lose_alternative), engine=True)
    assert found == ["OUT008", "OUT009"]


@needs_engine
def test_broken_file_makes_the_engine_fail(tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(verapdf.VerdictError):
        verapdf.judge([tmp_path / "broken.pdf"])


@pytest.mark.parametrize("missing", ["java", "jar"])
def test_missing_engine_is_untestable_not_passed(path, missing, monkeypatch):
    if missing == "java":
        monkeypatch.setattr(verapdf.shutil, "which", lambda name: None)
    else:
        monkeypatch.setattr(verapdf, "find_jar", lambda: None)
        monkeypatch.setattr(verapdf.shutil, "which", lambda name: "/usr/bin/java")
    proved = proof_pdf(path, NAME, expected())
    assert proved.problems == ()
    assert "veraPDF n’a pas pu être exécuté" in proved.untestable[0]


@pytest.mark.skipif(shutil.which("javac") is None, reason="needs a JDK to compile")
def test_kept_class_is_that_of_the_source(tmp_path):
    kept = (Path(verapdf.__file__).parent / "java/VeraVerdict.class").read_bytes()
    assert verapdf.compile_main(tmp_path).read_bytes() == kept

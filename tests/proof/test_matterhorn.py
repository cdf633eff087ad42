"""The own proof of PDF/UA: silent on a good file, the right condition for each harm."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.proof.matterhorn import CHECKPOINTS, CONDITIONS, prove_matterhorn
from pipeline.proof.pdf_tags import TaggedPdf
from proof.finished import saved, specimen_pdf

NAME = "output/publication.pdf"


@cache
def good() -> TaggedPdf:
    return TaggedPdf(specimen_pdf())


def test_a_good_file_keeps_every_condition():
    proved = prove_matterhorn(good(), NAME)
    assert [problem.message for problem in proved.problems] == []
    assert proved.confirmed == len(CONDITIONS)
    (verdict,) = proved.verdicts
    assert verdict.outcome == "passed"
    assert len(verdict.details) == len(CHECKPOINTS) == 31
    assert "14 titres : tenu" in verdict.details
    assert "03 clignotement : à voir par des yeux" in verdict.details
    (left,) = proved.untestable
    assert "03, 04" in left


def elements(pdf: Pdf, kind: str) -> list[Object]:
    """The structure elements of a kind, in reading order."""
    found: list[Object] = []

    def walk(element: Object) -> None:
        if element.get("/S") == f"/{kind}":
            found.append(element)
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, int) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def rename(kind: str, new: str, number: int = 0) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        elements(pdf, kind)[number].S = Name(f"/{new}")

    return harm


def forget(kind: str, key: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        del elements(pdf, kind)[0][key]

    return harm


def prepend(content: bytes) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        pdf.pages[3].contents_add(content, prepend=True)

    return harm


def drop_root(key: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        del pdf.Root[key]

    return harm


def annotations(pdf: Pdf) -> list[Object]:
    return [item for page in pdf.pages for item in page.obj.get("/Annots", ())]


def annotate(subtype: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([0, 0, 9, 9]))
        annotation = pdf.make_indirect(made)
        pdf.pages[0].obj.Annots = Array([annotation])
        pdf.pages[0].obj.Tabs = Name.S
        if subtype == "Widget":
            annotation.FT = Name.Tx
            annotation.T = String("champ")
            pdf.Root.AcroForm = Dictionary(Fields=Array([annotation]))

    return harm


def drop_title(pdf: Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    assert b"dc:title" in data
    pdf.Root.Metadata.write(data.replace(b"dc:title", b"dc:source"))


def add_headings(pdf: Pdf) -> None:
    paragraph = elements(pdf, "P")[0]
    for _ in range(2):
        heading = Dictionary(Type=Name.StructElem, S=Name.H, P=paragraph.P, K=Array())
        paragraph.P.K.append(pdf.make_indirect(heading))


def drop_words_of_link(pdf: Pdf) -> None:
    del annotations(pdf)[0]["/Contents"]


def drop_tab_order(pdf: Pdf) -> None:
    del next(page.obj for page in pdf.pages if "/Annots" in page.obj)["/Tabs"]


def other_tab_order(pdf: Pdf) -> None:
    next(page.obj for page in pdf.pages if "/Annots" in page.obj).Tabs = Name.R


def drop_from_tree(pdf: Pdf) -> None:
    paragraph = elements(pdf, "P")[4]
    paragraph.P.K = Array([kid for kid in paragraph.P.K if kid.objgen != paragraph.objgen])


def drop_claim(pdf: Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    assert b"pdfuaid:part" in data
    pdf.Root.Metadata.write(data.replace(b"pdfuaid:part", b"pdfuaid:none"))


def hide_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def loop_roles(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(A=Name.B, B=Name.A)


def remap(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Span=Name.P)


def doubt(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def drop_scope(pdf: Pdf) -> None:
    for cell in elements(pdf, "TH"):
        cell.A = Dictionary(O=Name.Table)
    for cell in elements(pdf, "TD"):
        cell.A = Dictionary(O=Name.Table)


def same_ids(pdf: Pdf) -> None:
    note = elements(pdf, "Note")[0]
    note.P.K.append(pdf.make_indirect(Dictionary(note)))


def strange_language(pdf: Pdf) -> None:
    elements(pdf, "P")[0].Lang = String("français")


def fonts(pdf: Pdf) -> list[Object]:
    return [o for o in pdf.objects if isinstance(o, Dictionary) and "/DescendantFonts" in o]


def drop_font_file(pdf: Pdf) -> None:
    descriptor = fonts(pdf)[0].DescendantFonts[0].FontDescriptor
    for key in {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
        del descriptor[key]


def drop_characters(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font["/ToUnicode"]


def forbid_character(pdf: Pdf) -> None:
    table = b"1 beginbfchar <0001> <FEFF> endbfchar"
    fonts(pdf)[0].ToUnicode = pdf.make_stream(fonts(pdf)[0].ToUnicode.read_bytes() + table)


def drop_glyph_map(pdf: Pdf) -> None:
    for font in fonts(pdf):
        part = font.DescendantFonts[0]
        part.Subtype = Name.CIDFontType2
        part.CIDToGIDMap = Name.Other


def attach(pdf: Pdf) -> None:
    file = Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=pdf.make_stream(b"a")))
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("a"), pdf.make_indirect(file)]))


def refer(pdf: Pdf) -> None:
    form = next(o for o in pdf.objects if getattr(o, "get", None) and o.get("/Subtype") == "/Form")
    form.Ref = Dictionary(Page=0)


def layers(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(XFA=String("x"), Fields=Array())


SPAN = b"/Span <</MCID 0>> BDC /Artifact BMC 0 0 1 1 re f EMC EMC "
ARTIFACT = b"/Artifact BMC /Span <</MCID 0>> BDC 0 0 1 1 re f EMC EMC "


@pytest.mark.parametrize(
    ("condition", "harm"),
    [
        ("01-003", prepend(SPAN)),
        ("01-004", prepend(ARTIFACT)),
        ("01-005", prepend(b"0 0 1 1 re f ")),
        ("01-005", drop_from_tree),
        ("01-007", doubt),
        ("02-001", rename("P", "Absatz")),
        ("02-003", loop_roles),
        ("02-004", remap),
        ("06-001", drop_root("/Metadata")),
        ("06-002", drop_claim),
        ("06-003", drop_title),
        ("07-001", drop_root("/ViewerPreferences")),
        ("07-002", hide_title),
        ("09-004", rename("TR", "P")),
        ("09-005", rename("LI", "P")),
        ("09-006", rename("P", "TOCI")),
        ("09-006", rename("Reference", "Span")),
        ("10-001", drop_characters),
        ("11-001", drop_root("/Lang")),
        ("11-002", strange_language),
        ("13-004", forget("Figure", "/Alt")),
        ("14-002", rename("H1", "H2")),
        ("14-003", rename("H2", "H4")),
        ("14-006", add_headings),
        ("14-007", rename("H2", "H")),
        ("15-003", drop_scope),
        ("17-002", rename("P", "Formula")),
        ("19-003", forget("Note", "/ID")),
        ("19-004", same_ids),
        ("20-001", layers),
        ("21-001", attach),
        ("25-001", xfa),
        ("28-002", annotate("Text")),
        ("28-004", annotate("Text")),
        ("28-007", annotate("TrapNet")),
        ("28-010", annotate("Widget")),
        ("28-008", drop_tab_order),
        ("28-009", other_tab_order),
        ("28-011", rename("Link", "Span")),
        ("28-012", drop_words_of_link),
        ("30-001", refer),
        ("31-006", drop_glyph_map),
        ("31-009", drop_font_file),
        ("31-027", drop_characters),
        ("31-028", forbid_character),
    ],
)
def test_harm_breaks_its_condition(condition, harm):
    with Pdf.open(BytesIO(specimen_pdf())) as pdf:
        harm(pdf)
        proved = prove_matterhorn(TaggedPdf(saved(pdf)), NAME)
    broken = {problem.message.split()[1] for problem in proved.problems}
    assert condition in broken
    assert {problem.rule for problem in proved.problems} == {"OUT015"}
    assert proved.verdicts[0].outcome == "failed"
    point = next(line for line in proved.verdicts[0].details if line[:2] == condition[:2])
    assert point.endswith("enfreint")


def test_many_breaches_of_one_condition_are_told_in_part():
    with Pdf.open(BytesIO(specimen_pdf())) as pdf:
        pdf.pages[3].contents_add(b"0 0 1 1 re f " * 50, prepend=True)
        proved = prove_matterhorn(TaggedPdf(saved(pdf)), NAME)
    assert len(proved.problems) == 5

"""Reading the objects of a PDF: values, cross references, streams."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, ObjectStreamMode, Pdf, String

from pipeline.proof.pdf_content import UNKNOWN, read_page
from pipeline.proof.pdf_objects import (
    Name,
    PdfFile,
    PdfReadError,
    Ref,
    Stream,
    read_value,
    text_of_string,
)
from proof.finished import specimen_pdf


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"12 ", 12),
        (b" -0.5]", -0.5),
        (b"%rem\n.5", 0.5),
        (b"/A#20b", Name("A b")),
        (b"(a(b)\\)\\101\\n)", b"a(b))A\n"),
        (b"(a\\\nb)", b"ab"),
        (b"<48 65 6C6C6F7>", b"Hellop"),
        (b"[1 2 R 3 0 R[/x null]true]", [Ref(1), Ref(3), [Name("x"), None], True]),
        (b"[1 2 3 Tj]", [1, 2, 3, Name("!Tj")]),
        (b"<</A<</B[1]>>/C(x)>>", {"A": {"B": [1]}, "C": b"x"}),
        (b"12 0 Rg", 12),
    ],
)
def test_values(written, value):
    assert read_value(written, 0)[0] == value


@pytest.mark.parametrize("written", [b"[1 2", b"<</A 1", b"(abc", b"", b")"])
def test_what_does_not_end_is_refused(written):
    with pytest.raises(PdfReadError):
        read_value(written, 0)


@pytest.mark.parametrize(
    ("string", "text"),
    [
        (b"\xfe\xff\x00\xe9\x20\x19", "é’"),
        (b"\xef\xbb\xbf\xc3\xa9", "é"),
        (b"caf\xe9", "café"),
        (None, ""),
    ],
)
def test_text_strings(string, text):
    assert text_of_string(string) == text


@pytest.mark.parametrize("mode", list(ObjectStreamMode))
def test_a_file_is_read_however_it_was_written(mode):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 200))
        page.obj.Contents = pdf.make_stream(b"q Q " * 300)
        pdf.Root.Extra = pdf.make_indirect(Dictionary(Words=String("été"), List=Array([1, 2.5])))
        target = BytesIO()
        pdf.save(target, object_stream_mode=mode)
    file = PdfFile(target.getvalue())
    assert text_of_string(file.item(file.catalog, "Extra", "Words")) == "été"
    assert [float(n) for n in file.item(file.catalog, "Extra", "List")] == [1.0, 2.5]
    ((reference, entries),) = file.pages
    assert isinstance(reference, Ref)
    assert entries["MediaBox"] == [0, 0, 100, 200]
    contents = file.get(entries["Contents"])
    assert isinstance(contents, Stream)
    assert contents.data == b"q Q " * 300
    assert file.item(file.catalog, "Nothing", "Words") is None


def test_a_file_changed_after_it_was_written_is_read_as_it_is_now():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        target = BytesIO()
        pdf.save(target, object_stream_mode=ObjectStreamMode.disable)
    old = target.getvalue()
    number = int(old.split(b"/Root ")[1].split()[0])
    body = old.split(b"startxref")
    place = int(body[1].split()[0])
    new = f"{number} 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(fr)>>\nendobj\n".encode()
    table = f"xref\n{number} 1\n{len(old):010} 00000 n \n".encode()
    root = f"trailer\n<</Root {number} 0 R/Size 9/Prev {place}>>\n".encode()
    end = f"startxref\n{len(old) + len(new)}\n%%EOF\n".encode()
    assert PdfFile(old + new + table + root + end).catalog["Lang"] == b"fr"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nstartxref\n5\n%%EOF", b"<html>"])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(PdfReadError):
        PdfFile(data)


def test_unknown_filters_are_refused():
    with pytest.raises(PdfReadError, match="LZWDecode"):
        _ = Stream({"Filter": Name("LZWDecode")}, b"").data


def test_every_object_is_read_as_another_library_reads_it():
    file = PdfFile(specimen_pdf())
    with Pdf.open(BytesIO(specimen_pdf())) as pdf:
        assert len(file.pages) == len(pdf.pages)
        for (_, entries), page in zip(file.pages, pdf.pages, strict=True):
            contents = file.get(entries["Contents"])
            streams = contents if isinstance(contents, list) else [contents]
            own = b"\n".join(file.get(stream).data for stream in streams)
            page.contents_coalesce()
            assert own.split() == page.Contents.read_bytes().split()


@pytest.mark.parametrize(
    ("strings", "codes"),
    [(b"<48656C>3<6C>", 4), (b"<48 65> -3 <6C6C6F7>", 6), (b"<>-1.5<4>", 1), (b"<48\n65>", 2)],
)
def test_text_is_read_however_its_codes_are_written(strings, codes):
    written = b"/S <</MCID 3>> BDC BT /gs0 gs 1 0 0 1 5 7 Tm 2 Tc [" + strings + b"] TJ ET EMC "
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b"q 0 0 m 3 4 l S Q " + written)
        target = BytesIO()
        pdf.save(target)
    file = PdfFile(target.getvalue())
    path, text = read_page(file, file.pages[0][1])
    assert (path.kind, path.mcid) == ("path", -1)
    assert (text.kind, text.mcid, text.tags, text.text) == ("text", 3, ("S",), UNKNOWN * codes)

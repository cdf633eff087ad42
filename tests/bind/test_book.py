"""The bound book, read back with pikepdf and pypdfium2."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from typeset.samples import BASE, TEXT, chapter, layer, page, reference

from pipeline.bind import (
    AmbiguousTargetError,
    BindError,
    BookInfo,
    BoundSection,
    OutlineItem,
    UnknownTargetError,
    bind,
)
from pipeline.typeset import SectionJob, typeset_layer, typeset_section

INFO = BookInfo(
    title="Métropoles & innovation",
    authors=("Avise", "RTES"),
    description="Un essai",
    subjects=("ESS", "villes"),
    created="2019-07-01T00:00:00Z",
    modified="2019-07-02T10:20:30Z",
    labels={0: "Couverture"},
)
OUTLINE = (
    OutlineItem("Un", "one", (OutlineItem("Le tableau", "one-table"),), opened=True),
    OutlineItem("Deux", "two", (OutlineItem("Un alinéa", "two-p1"),)),
)


@cache
def section(name: str) -> bytes:
    other = {"one": "two", "two": "one"}[name]
    html = chapter(name, refer_to=(other, f"{other}-p5"))
    result = typeset_section(SectionJob(name, html, BASE, folios={"one": "1", "two": "6"}))
    assert result.warnings == ()
    return result.pdf


@cache
def bound() -> bytes:
    sections = [
        BoundSection("one", (section("one"),), title="Section un"),
        BoundSection("two", (section("two"),), blanks_before=2, tag="Part"),
    ]
    count = sum(len(pikepdf.open(BytesIO(item.pdfs[0])).pages) for item in sections) + 2
    return bind(sections, typeset_layer(layer(count), BASE).pdf, INFO, OUTLINE)


@pytest.fixture
def book():
    with pikepdf.open(BytesIO(bound())) as opened:
        yield opened


def elements(element):
    """An element and all elements below it, in reading order."""
    yield element
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def _marks(item, number, page):
    """Whether an element holds marked content of a page, its own or another."""
    return any(
        (item.Pg if isinstance(kid, int) else kid.Pg).objgen == page.objgen
        for kid in item.K
        if kid == number or (not isinstance(kid, int) and kid.get("/MCID") == number)
    )


def _holds(kid, annotation) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Obj") == annotation


def places(book) -> dict[str, pikepdf.Array]:
    flat = book.Root.Names.Dests.Names
    return {str(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}


def page_index(book, destination) -> int:
    return [item.obj.objgen for item in book.pages].index(destination[0].objgen)


def test_same_input_same_bytes():
    first = bound()
    bound.cache_clear()
    assert bound() == first


def test_structure_has_one_element_per_section(book):
    (document,) = book.Root.StructTreeRoot.K
    assert document.S == "/Document"
    assert [kid.S for kid in document.K] == ["/Sect", "/Part"]
    assert str(document.K[0].T) == "Section un"
    for wrapper in document.K:
        assert all(wrapper == kid.P for kid in wrapper.K)


def test_every_mark_of_every_page_has_its_element(book):
    nums = book.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    assert sorted(tree) == list(range(len(tree)))
    assert int(book.Root.StructTreeRoot.ParentTreeNextKey) == len(tree)
    linked = {item.objgen for item in elements(book.Root.StructTreeRoot.K[0])}
    for sheet in book.pages:
        if "/StructParents" not in sheet.obj:
            continue
        marked = tree[int(sheet.obj.StructParents)]
        for number, item in enumerate(marked):
            if item is None:
                # An artifact.
                continue
            assert item.objgen in linked
            assert _marks(item, number, sheet.obj)
        for annotation in sheet.obj.get("/Annots", ()):
            element = tree[int(annotation.StructParent)]
            assert element.S == "/Link"
            assert element.objgen in linked
            assert any(_holds(kid, annotation) for kid in element.K)


def test_items_hold_labels_and_bodies_only(book):
    items = [item for item in elements(book.Root.StructTreeRoot.K[0]) if item.S == "/LI"]
    assert len(items) >= 10
    for item in items:
        assert {str(kid.S) for kid in item.K} <= {"/Lbl", "/LBody"}


def test_ids_of_heads_are_unique_and_cells_name_them(book):
    all_elements = list(elements(book.Root.StructTreeRoot.K[0]))
    ids = [bytes(item.ID) for item in all_elements if "/ID" in item]
    assert len(ids) == len(set(ids)) > 80
    flat = book.Root.StructTreeRoot.IDTree.Names
    assert [bytes(flat[i]) for i in range(0, len(flat), 2)] == sorted(ids)
    named = {
        bytes(head)
        for item in all_elements
        if item.S == "/TD"
        for head in item.A.get("/Headers", ())
    }
    assert named <= set(ids)
    assert named


def test_links_across_sections_land_on_their_target(book):
    found = places(book)
    targets = []
    for index, sheet in enumerate(book.pages):
        for annotation in sheet.obj.get("/Annots", ()):
            assert annotation.A.S == "/GoTo"
            targets.append((index, str(annotation.A.D)))
            assert re.search("voir|lien", str(annotation.Contents))
    first_of_two = page_index(book, found["two"])
    assert (0, "two") in targets
    assert (first_of_two, "one") in targets
    assert page_index(book, found["one"]) == 0
    with pdfium.PdfDocument(bound()) as document:
        assert "Section two" in document[first_of_two].get_textpage().get_text_bounded()


def test_ids_of_several_sections_are_kept_apart():
    html = page('<p id="note-1"><a href="#note-1">ici</a></p>')
    sections = [
        BoundSection(name, (typeset_section(SectionJob(name, html, BASE)).pdf,))
        for name in ("one", "two")
    ]
    with pikepdf.open(BytesIO(bind(sections, b"", INFO, ()))) as book:
        assert sorted(places(book)) == ["one:note-1", "two:note-1"]
        for index, sheet in enumerate(book.pages):
            (annotation,) = sheet.obj.Annots
            assert page_index(book, places(book)[str(annotation.A.D)]) == index
    html = page(f"<p>{reference('note-1')}</p>")
    three = BoundSection("three", (typeset_section(SectionJob("three", html, BASE)).pdf,))
    with pytest.raises(AmbiguousTargetError, match="'note-1', named by section three"):
        bind([*sections, three], b"", INFO, ())


def test_link_that_leads_nowhere_is_named():
    with pytest.raises(UnknownTargetError) as error:
        bind([BoundSection("one", (section("one"),))], b"", INFO, ())
    assert (error.value.target, error.value.section) == ("two", "section one")


def test_outline_that_leads_nowhere_is_named():
    sections = [BoundSection(name, (section(name),)) for name in ("one", "two")]
    with pytest.raises(UnknownTargetError, match="'nulle-part', named by the outline, at 'Trois'"):
        bind(sections, b"", INFO, [OutlineItem("Trois", "nulle-part")])


def test_links_to_the_web_stay():
    html = page('<p id="a"><a href="https://www.rtes.fr/">rtes.fr</a></p>')
    sections = [BoundSection("one", (typeset_section(SectionJob("one", html, BASE)).pdf,))]
    with pikepdf.open(BytesIO(bind(sections, b"", INFO, ()))) as book:
        (annotation,) = book.pages[0].obj.Annots
        assert str(annotation.A.URI) == "https://www.rtes.fr/"
        assert str(annotation.Contents) == "rtes.fr"


def test_outline(book):
    with book.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Un", "Deux"]
        assert [child.title for child in outline.root[0].children] == ["Le tableau"]
    root = book.Root.Outlines
    assert int(root.Count) == 3
    assert (int(root.First.Count), int(root.Last.Count)) == (1, -1)
    assert str(root.First.First.Dest) == "one-table"
    assert root.Last.Prev == root.First


def test_page_labels():
    with pdfium.PdfDocument(bound()) as document:
        labels = [document.get_page_label(index) for index in range(len(document))]
    assert labels == ["Couverture", *map(str, range(2, len(labels) + 1))]


def test_label_beyond_the_book_is_an_error():
    sections = [BoundSection(name, (section(name),)) for name in ("one", "two")]
    with pytest.raises(BindError, match="index 99"):
        bind(sections, b"", BookInfo("x", labels={99: "Dos"}), ())


def test_layer_is_an_artifact_on_every_page(book):
    for sheet in book.pages:
        content = b"\n".join(stream.read_bytes() for stream in sheet.obj.Contents)
        assert content.endswith(b"Q /Artifact <</Type /Pagination>> BDC q /Layer Do Q EMC")
    with pdfium.PdfDocument(bound()) as document:
        for index in range(len(document)):
            text = document[index].get_textpage().get_text_bounded(0, 0, 300, 50)
            assert text.strip() == str(index + 1)


def test_blank_pages_show_the_layer_only(book):
    first = page_index(book, places(book)["two"])
    with pdfium.PdfDocument(bound()) as document:
        for index in (first - 2, first - 1):
            assert document[index].get_textpage().get_text_bounded().strip() == str(index + 1)
            assert document[index].get_size() == document[first].get_size()


@pytest.mark.parametrize("pages", [1, 40])
def test_layer_of_another_length_is_an_error(pages):
    sections = [BoundSection(name, (section(name),)) for name in ("one", "two")]
    with pytest.raises(BindError, match=f"the layer has {pages} pages"):
        bind(sections, typeset_layer(layer(pages), BASE).pdf, INFO, ())


def test_tagged_layer_is_an_error():
    sections = [BoundSection(name, (section(name),)) for name in ("one", "two")]
    with pytest.raises(BindError, match="tagged"):
        bind(sections, section("one"), INFO, ())


def test_section_without_tags_is_an_error():
    untagged = typeset_layer(layer(1), BASE).pdf
    with pytest.raises(BindError, match="section one"):
        bind([BoundSection("one", (untagged,))], b"", INFO, ())


def test_metadata(book):
    assert str(book.docinfo["/Title"]) == INFO.title
    assert str(book.docinfo["/Author"]) == "Avise, RTES"
    assert str(book.docinfo["/CreationDate"]) == "D:20190701000000Z"
    assert str(book.Root.Lang) == "fr-FR"
    assert bool(book.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(book.Root.MarkInfo.Marked)
    packet = book.open_metadata()
    assert packet["dc:title"] == INFO.title
    assert packet["dc:creator"] == ["Avise", "RTES"]
    assert packet["dc:language"] == {"fr-FR"}
    assert packet["pdfuaid:part"] == "1"
    assert packet.pdfa_status == "2A"
    assert packet["xmp:ModifyDate"] == "2019-07-02T10:20:30Z"


def test_wrong_date_is_an_error():
    with pytest.raises(BindError, match="juillet"):
        bind(
            [BoundSection("a", (typeset_section(SectionJob("a", page("<p>a"), BASE)).pdf,))],
            b"",
            BookInfo("x", created="juillet 2019"),
            (),
        )


def test_pages_look_and_read_as_typeset(book):
    first = page_index(book, places(book)["two"])
    with pdfium.PdfDocument(bound()) as whole, pdfium.PdfDocument(section("two")) as part:
        for index in range(len(part)):
            # Above the foot, where the layer has the folio.
            box = (0, 50, 300, 400)
            read, meant = (
                sheet.get_textpage().get_text_bounded(*box)
                for sheet in (whole[first + index], part[index])
            )
            assert read == meant
            images = [
                sheet.render(scale=2, crop=(0, 50, 0, 0)).to_pil().tobytes()
                for sheet in (whole[first + index], part[index])
            ]
            assert images[0] == images[1]
        assert TEXT.split()[0] in whole[0].get_textpage().get_text_bounded()

"""The structure tree of a section, read back as a screen reader walks it."""

from __future__ import annotations

import pytest

from pipeline.proof.pdf_reading import read_blocks
from pipeline.proof.pdf_tags import Content, Element, ObjectKid, TaggedPdf
from pipeline.typeset import SectionJob, typeset_section
from typeset.samples import BASE, TEXT, page


def tagged(body: str, css: str = "") -> TaggedPdf:
    result = typeset_section(SectionJob("sec-a", page(body, css), BASE))
    assert result.warnings == ()
    return TaggedPdf(result.pdf)


def elements(pdf: TaggedPdf, kind: str) -> list[Element]:
    return [element for root in pdf.roots for element in root.walk() if element.kind == kind]


def words(pdf: TaggedPdf, element: Element) -> str:
    return " ".join("".join(pdf.text(content) for content in element.contents()).split())


def read(pdf: TaggedPdf) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_blocks(pdf, pdf.roots[0])]


def test_paragraphs_over_columns_and_pages_are_one():
    pdf = tagged(f'<h1>A</h1><div class="columns"><p>{TEXT * 12}</p><p>{TEXT * 30}</p></div>')
    assert len(pdf.file.pages) > 1
    _, second = elements(pdf, "P")
    assert len({content.page for content in second.contents()}) > 1
    told = [text.strip() for _, text in read(pdf)]
    assert told == ["A", (TEXT * 12).strip(), (TEXT * 30).strip()]


def test_item_over_pages_is_one_with_one_body():
    pdf = tagged(f"<h1>A</h1><ul><li>Un</li><li>{TEXT * 30}</li></ul>")
    (list_,) = elements(pdf, "L")
    assert [kid.kind for kid in list_.kids] == ["LI", "LI"]
    assert all([kid.kind for kid in item.kids] == ["Lbl", "LBody"] for item in list_.kids)


def test_number_that_the_layout_writes_in_an_item_is_its_label():
    item = '<li><span data-read="label">7</span> Prêter <b>des</b> locaux</li>'
    pdf = tagged(f"<h1>A</h1><ul style='list-style: none'>{item}</ul>")
    (found,) = elements(pdf, "LI")
    assert [(kid.kind, words(pdf, kid)) for kid in found.kids] == [
        ("Lbl", "7"), ("LBody", "Prêter des locaux")
    ]  # fmt: skip


def test_list_in_columns_is_one_list():
    items = "".join(f"<li>Point {n}</li>" for n in range(6))
    pdf = tagged(f"<h1>A</h1><ul style='columns: 2'>{items}</ul>")
    (list_,) = elements(pdf, "L")
    assert [kid.kind for kid in list_.kids] == ["LI"] * 6


def test_note_follows_the_paragraph_that_calls_it():
    note = '<span class="note">Voir <a href="https://a.fr">a.fr</a> et b.</span>'
    pdf = tagged(f"<h1>A</h1><p>Un{note} mot.</p><p>Deux.</p>")
    kinds = [element.kind for element in pdf.roots[0].kids if isinstance(element, Element)]
    assert kinds == ["H1", "P", "Note", "P"]
    assert ("note", "Voir a.fr et b.") in [
        (kind, text.replace("  ", " ")) for kind, text in read(pdf)
    ]
    (call,) = elements(pdf, "Reference")
    (found,) = elements(pdf, "Note")
    assert words(pdf, call) == "1"
    assert [kid.kind for kid in found.kids if isinstance(kid, Element)] == ["Lbl", "Link"]


def test_words_of_another_language_say_so():
    pdf = tagged('<h1>A</h1><p>Le <i lang="en">crowdfunding</i>, un <i>terme</i>.</p>')
    (span,) = elements(pdf, "Span")
    assert (span.language, words(pdf, span)) == ("en", "crowdfunding")


def test_repeated_words_are_artifacts():
    pull = '<span aria-hidden="true"><span>Deux mots.</span></span>'
    pdf = tagged(f"<h1>A</h1><p>{pull}Voici deux mots.</p>")
    assert [text for _, text in read(pdf)] == ["A", "Voici deux mots."]
    assert [t.text for t in pdf.painted[0] if t.artifact and t.text.strip()] == ["Deux mots."]


def test_what_stands_beside_a_title_is_read_after_it():
    pdf = tagged('<header><p data-read="last">Légende</p><h1>A</h1></header><p>Texte.</p>')
    assert [text for _, text in read(pdf)] == ["A", "Légende", "Texte."]


def test_contents_are_told_as_such():
    entry = (
        '<li data-contents="entry"><span data-contents="number">1</span> <a href="https://a.fr/{0}">'
        '{0}</a><a href="https://a.fr/{0}">9</a><span data-contents="more">Suite</span></li>'
    )
    part = '<h2><a href="https://a.fr/p">Partie</a></h2><p><a href="https://a.fr/p">7</a></p>'
    pdf = tagged(
        f'<h1>A</h1><div data-contents="list"><section><ul>{entry.format("Un")}</ul></section>'
        f'<section data-contents="entry">{part}<div><ul>{entry.format("Deux")}</ul>'
        f"<ul>{entry.format('Trois')}</ul></div></section></div>"
    )

    def shape(element: Element) -> list[object]:
        kids = [kid for kid in element.kids if isinstance(kid, Element)]
        return [element.kind, *(shape(kid) for kid in kids)]

    item = ["TOCI", ["Lbl"], ["Reference", ["Link"]], ["P"]]
    (contents, inner) = elements(pdf, "TOC")
    assert shape(contents) == [
        "TOC", item, ["TOCI", ["Reference", ["Link"]], ["TOC", item, item]]
    ]  # fmt: skip
    assert [words(pdf, element) for element in elements(pdf, "Link")] == [
        "Un9", "Partie7", "Deux9", "Trois9"
    ]  # fmt: skip
    assert words(pdf, inner) == "1Deux9Suite1Trois9Suite"


@pytest.mark.parametrize("between", ["", " ou "])
def test_links_side_by_side_to_one_place_are_one(between):
    link = '<a href="https://a.fr/{0}">{1}</a>'
    body = link.format("a", "une fiche") + between + link.format("a", ", p. 4")
    pdf = tagged(f"<h1>A</h1><p>{body}{link.format('b', 'Autre')}</p>")
    found = [words(pdf, element) for element in elements(pdf, "Link")]
    assert found == (["une fiche", ", p. 4", "Autre"] if between else ["une fiche, p. 4", "Autre"])
    for element in elements(pdf, "Link"):
        assert any(isinstance(kid, ObjectKid) for kid in element.kids)


def test_nothing_empty_and_no_span_without_meaning():
    pdf = tagged(
        "<h1>Un <span>titre</span></h1><div><div></div><p> </p></div>"
        "<div>Du <b>texte</b> à même.</div>"
    )
    kinds = [element.kind for root in pdf.roots for element in root.walk()]
    assert kinds == ["Document", "H1", "P"]
    assert all(isinstance(kid, Content) for element in elements(pdf, "P") for kid in element.kids)

"""Mending the tags WeasyPrint gives to a section, before its PDF is written.

- Only the link itself makes an annotation, not the elements inside it (7.18.5-1).
- A link's description (`/Contents`) is its words, not its address (PDF/UA-1, 7.18.5-2).
- An item of a list holds only its label and one body (7.2-20); WeasyPrint 70 puts blocks straight
  into the item.
- Ids of table heads are unique, also where a table goes on over pages and across sections, and
  heads say whether they stand over a column or before a row.
- A footnote is a Note with an ID of its own (7.9-1), and its number the label of it; WeasyPrint
  makes spans of both.
- What stands in margin boxes joins the tree at the end of its page; WeasyPrint leaves it out.
- The outline WeasyPrint makes is dropped: the book has its own.
- Then the tree is tidied (`tag_tidy.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pydyf
from weasyprint import Document

from pipeline.typeset.tag_tidy import tidy_tags
from pipeline.typeset.tag_tree import Origins, deref


def keep_own_links(document: Document) -> None:
    """Forget the links of elements inside a link, before the PDF is made.

    WeasyPrint makes an annotation for `<b>` in `<a>` too, and tags it as no link (7.18.5-1); the
    outer one covers it.
    """
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].link]


def finish_tags(document: Document, pdf: pydyf.PDF, section: str, origins: Origins) -> None:
    """Mend the tags of a section in place (`finisher` of WeasyPrint's `write_pdf`)."""
    _describe_links(document)
    pdf.catalog.pop("Outlines", None)
    elements = [item for item in pdf.objects if _is_element(item)]
    root = elements[0]
    _adopt_margins(pdf, root)
    for element in elements:
        if element["S"] == "/LI":
            _wrap_body(pdf, element)
    tables = (element for element in elements if element["S"] == "/Table")
    named: dict[str, Any] = {}
    for number, table in enumerate(tables):
        named.update(_name_heads(pdf, table, f"{section}-{number}"))
    for number, note in enumerate(_notes(pdf, root), start=1):
        named.update(_name_note(pdf, note, f"{section}-note-{number}"))
    tidy_tags(pdf, root, origins)
    if named:
        names = (item for name in sorted(named) for item in (pydyf.String(name), named[name]))
        deref(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = pydyf.Dictionary(
            {"Names": pydyf.Array(names)}
        )


def _is_element(item: Any) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"


def _describe_links(document: Document) -> None:
    """Describe each link by its `title`, its words, or the text standing for a picture in it."""
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = box.link_annotation
            if annotation is None or kind == "attachment":
                continue
            element = box.element
            words = " ".join("".join(element.itertext()).split())
            pictures = (child.get("alt", "") for child in element.iter("img"))
            text = element.get("title") or words or " ".join(filter(None, pictures))
            annotation["Contents"] = pydyf.String(text or target)


def _adopt_margins(pdf: pydyf.PDF, root: Any) -> None:
    """Put elements that say they are children of the root, but are not, after their page's."""
    known = set(root["K"])
    order = {reference: index for index, reference in enumerate(pdf.page_references)}
    orphans = [
        item
        for item in pdf.objects
        if _is_element(item)
        and item.get("P") == root.reference
        and item.reference not in known
        and _has_content(pdf, item)
    ]
    if not orphans:
        return
    pages = [(order[deref(pdf, kid)["Pg"]], 0, kid) for kid in root["K"]]
    pages += [(order[item["Pg"]], 1, item.reference) for item in orphans]
    root["K"] = pydyf.Array(kid for *_, kid in sorted(pages, key=lambda item: item[:2]))


def _notes(pdf: pydyf.PDF, root: Any) -> Iterator[Any]:
    """The footnotes: what stands at the foot of a page, apart from its main element."""
    for reference in root["K"]:
        area = deref(pdf, reference)
        if area["S"] != "/NonStruct" or any(isinstance(kid, int) for kid in area["K"]):
            continue
        kids = [deref(pdf, kid) for kid in area["K"]]
        if kids and all(_is_element(kid) and kid["S"] == "/Span" for kid in kids):
            yield from kids


def _name_note(pdf: pydyf.PDF, note: Any, name: str) -> dict[str, Any]:
    """Make a Note of an element, a label of its number; its id to itself."""
    note["S"], note["ID"] = "/Note", pydyf.String(name)
    first = note["K"][0]
    if not isinstance(first, int) and deref(pdf, first).get("S") == "/NonStruct":
        deref(pdf, first)["S"] = "/Lbl"
    return {name: note.reference}


def _has_content(pdf: pydyf.PDF, element: Any) -> bool:
    """Whether marked content or an object stands somewhere below an element."""
    for kid in element["K"]:
        if isinstance(kid, int):
            return True
        item = deref(pdf, kid)
        if not _is_element(item) or _has_content(pdf, item):
            return True
    return False


def _wrap_body(pdf: pydyf.PDF, item: Any) -> None:
    """Gather what is neither label nor body of an item into bodies."""
    kids: list[Any] = []
    for is_proper, group in groupby(item["K"], key=lambda kid: _is_label_or_body(pdf, kid)):
        members = list(group)
        if is_proper:
            kids += members
            continue
        body = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array(members),
                "Pg": item["Pg"],
                "P": item.reference,
            }
        )
        pdf.add_object(body)
        for kid in members:
            if not isinstance(kid, int) and _is_element(child := deref(pdf, kid)):
                child["P"] = body.reference
        kids.append(body.reference)
    item["K"] = pydyf.Array(kids)


def _is_label_or_body(pdf: pydyf.PDF, kid: Any) -> bool:
    return not isinstance(kid, int) and deref(pdf, kid).get("S") in ("/Lbl", "/LBody")


def _name_heads(pdf: pydyf.PDF, table: Any, prefix: str) -> dict[str, Any]:
    """Make the ids of a table's heads unique, the cells' lists of heads too; ids to heads.

    Heads say their scope as well: no cell names the head of a column of heads (15-003).
    """
    named: dict[str, Any] = {}
    for cell in _below(pdf, table):
        if cell["S"] == "/TH":
            group = deref(pdf, deref(pdf, cell["P"])["P"])
            cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
        if "ID" in cell:
            name = f"{prefix}-{cell['ID'].string}"
            cell["ID"] = pydyf.String(name)
            named[name] = cell.reference
        heads = cell.get("A", {}).get("Headers")
        if heads is not None:
            cell["A"]["Headers"] = pydyf.Array(
                pydyf.String(f"{prefix}-{head.string}") for head in heads
            )
    return named


def _below(pdf: pydyf.PDF, element: Any) -> Iterator[Any]:
    """The elements below one, tables inside it excepted."""
    for kid in element["K"]:
        if isinstance(kid, int):
            continue
        child = deref(pdf, kid)
        if _is_element(child) and child["S"] != "/Table":
            yield child
            yield from _below(pdf, child)

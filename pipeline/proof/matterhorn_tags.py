"""Conditions of the Matterhorn Protocol on content and structure (checkpoints 01 to 19).

Each function yields its breaches, in words for an editor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.proof.pdf_content import UNKNOWN, Painted
from pipeline.proof.pdf_tags import Content, Element, TaggedPdf

STANDARD = frozenset(
    (
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
        "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl",
        "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note",
        "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu",
        "WT", "WP", "Figure", "Formula", "Form",
    )
)  # fmt: skip
"""The standard structure types (ISO 32000-1, 14.8.4)."""

_HEADING = re.compile(r"H([1-6])")


def elements_of(pdf: TaggedPdf) -> Iterator[Element]:
    """Every structure element, in reading order."""
    for root in pdf.roots:
        yield from root.walk()


def _kids(element: Element) -> Iterator[Element]:
    return (kid for kid in element.kids if isinstance(kid, Element))


# --- 01 content -------------------------------------------------------------------


def artifact_in_tagged(pdf: TaggedPdf) -> Iterator[str]:
    """01-003: content marked as artifact inside tagged content."""
    for page, thing in _painted(pdf):
        if thing.artifact and thing.mcid >= 0 and thing.tags[0] != "Artifact":
            yield f"page {page + 1}, un artefact dans un contenu balisé"


def tagged_in_artifact(pdf: TaggedPdf) -> Iterator[str]:
    """01-004: tagged content inside content marked as artifact."""
    for page, thing in _painted(pdf):
        if thing.artifact and thing.mcid >= 0 and thing.tags[0] == "Artifact":
            yield f"page {page + 1}, un contenu balisé dans un artefact"


def unmarked_content(pdf: TaggedPdf) -> Iterator[str]:
    """01-005: content that is neither an artifact nor in the structure."""
    known = {content for root in pdf.roots for content in root.contents()}
    for page, thing in _painted(pdf):
        if not thing.artifact and Content(page, thing.mcid) not in known:
            yield f"page {page + 1}, un contenu sans balise : {thing.text[:40] or thing.kind}"


def _painted(pdf: TaggedPdf) -> Iterator[tuple[int, Painted]]:
    for page, things in enumerate(pdf.painted):
        for thing in things:
            yield page, thing


# --- 02 roles ---------------------------------------------------------------------


def unknown_roles(pdf: TaggedPdf) -> Iterator[str]:
    """02-001: a type that no mapping leads to a standard one."""
    for kind in sorted({element.kind for element in elements_of(pdf)} - STANDARD):
        yield f"le type « {kind} » ne mène à aucun type standard"


def circular_roles(pdf: TaggedPdf) -> Iterator[str]:
    """02-003: a mapping that leads back to itself."""
    for start in pdf.roles:
        seen, kind = {start}, pdf.roles[start]
        while kind in pdf.roles and kind not in seen:
            seen.add(kind)
            kind = pdf.roles[kind]
        if kind in seen:
            yield f"la correspondance du type « {start} » tourne en rond"


def remapped_standard_roles(pdf: TaggedPdf) -> Iterator[str]:
    """02-004: a standard type mapped to another one."""
    for kind in sorted(STANDARD & set(pdf.roles)):
        yield f"le type standard « {kind} » est détourné"


# --- 09 tags that belong together -------------------------------------------------

_TABLES = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_LISTS = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}}
_CONTENTS = {
    "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
}


def broken_tables(pdf: TaggedPdf) -> Iterator[str]:
    """09-004: elements of tables that do not stand as they should."""
    yield from _broken(pdf, _TABLES, {"TR", "TH", "TD", "THead", "TBody", "TFoot"})


def broken_lists(pdf: TaggedPdf) -> Iterator[str]:
    """09-005: elements of lists that do not stand as they should."""
    yield from _broken(pdf, _LISTS, {"LI", "LBody"})


def broken_contents(pdf: TaggedPdf) -> Iterator[str]:
    """09-006: elements of tables of contents that do not stand as they should."""
    yield from _broken(pdf, _CONTENTS, {"TOCI"})


def _broken(pdf: TaggedPdf, allowed: dict[str, set[str]], owned: set[str]) -> Iterator[str]:
    for element in elements_of(pdf):
        may_hold = allowed.get(element.kind)
        for kid in _kids(element):
            # A kind that belongs to a few is out of place everywhere else.
            if kid.kind not in (may_hold or ()) and (may_hold is not None or kid.kind in owned):
                yield f"un élément {kid.kind} dans un élément {element.kind}"
        if may_hold is not None and any(isinstance(kid, Content) for kid in element.kids):
            yield f"du contenu à même un élément {element.kind}"


# --- 10, 13, 17 what stands for signs and pictures ----------------------------------


def unmapped_characters(pdf: TaggedPdf) -> Iterator[str]:
    """10-001: a sign whose character is not known."""
    for page, thing in _painted(pdf):
        if UNKNOWN in thing.text:
            yield f"page {page + 1}, un signe sans caractère dans « {thing.text[:40]} »"


def unspoken_figures(pdf: TaggedPdf) -> Iterator[str]:
    """13-004: a figure without alternative or replacement text."""
    yield from _unspoken(pdf, "Figure")


def unspoken_formulas(pdf: TaggedPdf) -> Iterator[str]:
    """17-002: a formula without alternative text."""
    yield from _unspoken(pdf, "Formula")


def _unspoken(pdf: TaggedPdf, kind: str) -> Iterator[str]:
    for element in elements_of(pdf):
        if element.kind == kind and not (element.alternative or element.actual):
            page = next((content.page for content in element.contents()), -1)
            yield f"page {page + 1}, un élément {kind} sans texte de remplacement"


# --- 14 headings ------------------------------------------------------------------


def _levels(pdf: TaggedPdf) -> list[int]:
    found = (_HEADING.fullmatch(element.kind) for element in elements_of(pdf))
    return [int(match[1]) for match in found if match]


def late_first_heading(pdf: TaggedPdf) -> Iterator[str]:
    """14-002: the first numbered heading is not H1."""
    levels = _levels(pdf)
    if levels and levels[0] != 1:
        yield f"le premier titre est de niveau {levels[0]}"


def skipped_headings(pdf: TaggedPdf) -> Iterator[str]:
    """14-003: numbered headings that skip a level going down."""
    levels = _levels(pdf)
    for before, level in pairwise(levels):
        if level > before + 1:
            yield f"un titre de niveau {level} suit un titre de niveau {before}"


def several_headings(pdf: TaggedPdf) -> Iterator[str]:
    """14-006: a node with more than one unnumbered heading."""
    for element in elements_of(pdf):
        if sum(kid.kind == "H" for kid in _kids(element)) > 1:
            yield f"plusieurs titres sans niveau dans un élément {element.kind}"


def mixed_headings(pdf: TaggedPdf) -> Iterator[str]:
    """14-007: numbered and unnumbered headings in one file."""
    if _levels(pdf) and any(element.kind == "H" for element in elements_of(pdf)):
        yield "des titres avec et sans niveau"


# --- 15 tables, 19 notes ----------------------------------------------------------


def heads_without_scope(pdf: TaggedPdf) -> Iterator[str]:
    """15-003: a head without scope that no cell names either."""
    for table in (element for element in elements_of(pdf) if element.kind == "Table"):
        cells = [element for element in table.walk() if element.kind in ("TH", "TD")]
        named = {
            bytes(head).decode("utf-8", "replace")
            for cell in cells
            for head in cell.attributes.get("Table", {}).get("Headers") or ()
        }
        for cell in cells:
            if cell.kind != "TH" or "Scope" in cell.attributes.get("Table", {}):
                continue
            if cell.id not in named:
                page = next((content.page for content in cell.contents()), -1)
                yield f"page {page + 1}, une tête de tableau sans portée"


def notes_without_id(pdf: TaggedPdf) -> Iterator[str]:
    """19-003: a note without an id."""
    for element in elements_of(pdf):
        if element.kind == "Note" and not element.id:
            yield "une note sans identifiant"


def notes_with_same_id(pdf: TaggedPdf) -> Iterator[str]:
    """19-004: notes that share an id."""
    ids = Counter(e.id for e in elements_of(pdf) if e.kind == "Note" and e.id)
    for id_, count in ids.items():
        if count > 1:
            yield f"{count} notes de même identifiant « {id_} »"

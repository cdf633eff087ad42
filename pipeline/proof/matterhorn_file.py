"""Conditions of the Matterhorn Protocol on the file: metadata, annotations, objects, fonts.

Each function yields its breaches, in words for an editor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pipeline.proof.matterhorn_tags import elements_of
from pipeline.proof.pdf_content import decoder_of
from pipeline.proof.pdf_objects import Stream, text_of_string
from pipeline.proof.pdf_tags import ObjectKid, TaggedPdf

_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HIDDEN = 2

# --- 01, 06, 07, 11 the document ----------------------------------------------------


def suspects(pdf: TaggedPdf) -> Iterator[str]:
    """01-007: the file itself doubts its tags."""
    if pdf.file.item(pdf.file.catalog, "MarkInfo", "Suspects") is True:
        yield "le fichier dit lui-même que ses balises sont douteuses"


def _metadata(pdf: TaggedPdf) -> ElementTree.Element | None:
    stream = pdf.file.item(pdf.file.catalog, "Metadata")
    if not isinstance(stream, Stream):
        return None
    try:
        return ElementTree.fromstring(stream.data.strip(b"\0 \n"))
    except ElementTree.ParseError:
        return None


def no_metadata(pdf: TaggedPdf) -> Iterator[str]:
    """06-001: no metadata that can be read."""
    if _metadata(pdf) is None:
        yield "le fichier n’a pas de métadonnées XMP lisibles"


def no_claim(pdf: TaggedPdf) -> Iterator[str]:
    """06-002: the metadata do not say PDF/UA."""
    root = _metadata(pdf)
    nodes = root.iter() if root is not None else ()
    if not any(n.get(_UA) == "1" or (n.tag == _UA and n.text == "1") for n in nodes):
        yield "les métadonnées ne disent pas PDF/UA-1"


def no_title(pdf: TaggedPdf) -> Iterator[str]:
    """06-003: the metadata do not give a title."""
    root = _metadata(pdf)
    found = root.iter(_TITLE) if root is not None else ()
    if not any("".join(node.itertext()).strip() for node in found):
        yield "les métadonnées ne donnent pas de titre"


def no_display_title(pdf: TaggedPdf) -> Iterator[str]:
    """07-001: it is not said whether the title is displayed."""
    if _displayed(pdf) is None:
        yield "le fichier ne demande pas d’afficher son titre"


def display_title_off(pdf: TaggedPdf) -> Iterator[str]:
    """07-002: the name of the file is displayed in the place of the title."""
    if _displayed(pdf) is False:
        yield "le fichier demande d’afficher son nom au lieu de son titre"


def _displayed(pdf: TaggedPdf) -> Any:
    return pdf.file.item(pdf.file.catalog, "ViewerPreferences", "DisplayDocTitle")


def no_language(pdf: TaggedPdf) -> Iterator[str]:
    """11-001: the language of the text cannot be known."""
    if not text_of_string(pdf.file.item(pdf.file.catalog, "Lang")):
        yield "le fichier ne dit pas sa langue"


def wrong_languages(pdf: TaggedPdf) -> Iterator[str]:
    """11-002: a language that is none (also for alternative texts)."""
    said = {text_of_string(pdf.file.item(pdf.file.catalog, "Lang"))}
    said |= {element.language for element in elements_of(pdf)}
    for language in sorted(said - {""}):
        if not _LANGUAGE.fullmatch(language):
            yield f"« {language} » n’est pas une langue"


# --- 20, 21, 25, 26 what the file should not hold -----------------------------------


def unnamed_layers(pdf: TaggedPdf) -> Iterator[str]:
    """20-001: a configuration of optional content without a name."""
    properties = pdf.file.item(pdf.file.catalog, "OCProperties")
    if isinstance(properties, dict):
        configurations = [properties.get("D"), *(pdf.file.get(properties.get("Configs")) or [])]
        for configuration in configurations:
            if not text_of_string(pdf.file.item(configuration, "Name")):
                yield "un jeu de calques sans nom"


def unnamed_attachments(pdf: TaggedPdf) -> Iterator[str]:
    """21-001: an attached file without its names."""
    for item in pdf.file.objects():
        if isinstance(item, dict) and "EF" in item and not ("F" in item and "UF" in item):
            yield "un fichier joint sans nom"


def dynamic_forms(pdf: TaggedPdf) -> Iterator[str]:
    """25-001: a dynamic XFA form."""
    if pdf.file.item(pdf.file.catalog, "AcroForm", "XFA") is not None:
        yield "un formulaire XFA"


def closed_to_readers(pdf: TaggedPdf) -> Iterator[str]:
    """26-002: encryption that keeps screen readers out (bit 10 of the permissions)."""
    encryption = pdf.file.get(pdf.file.trailer.get("Encrypt"))
    if isinstance(encryption, dict) and not int(encryption.get("P", 0)) & 1 << 9:
        yield "le chiffrement ferme le fichier aux lecteurs d’écran"


# --- 28 annotations -----------------------------------------------------------------


def _annotations(pdf: TaggedPdf) -> Iterator[tuple[int, dict[str, Any]]]:
    """The annotations that are not hidden, each with the index of its page."""
    for page, (_, entries) in enumerate(pdf.file.pages):
        for reference in pdf.file.get(entries.get("Annots")) or ():
            annotation = pdf.file.get(reference)
            if isinstance(annotation, dict) and not int(annotation.get("F", 0)) & _HIDDEN:
                yield page, annotation


def _homes(pdf: TaggedPdf) -> dict[int, str]:
    """The kind of the element that each annotation stands in."""
    return {
        id(kid.annotation): element.kind
        for element in elements_of(pdf)
        for kid in element.kids
        if isinstance(kid, ObjectKid)
    }


def _outside(pdf: TaggedPdf, subtype: str, kind: str) -> Iterator[str]:
    homes = _homes(pdf)
    for page, annotation in _annotations(pdf):
        if annotation.get("Subtype") == subtype and homes.get(id(annotation)) != kind:
            yield f"page {page + 1}, une annotation {subtype} hors d’un élément {kind}"


def untagged_annotations(pdf: TaggedPdf) -> Iterator[str]:
    """28-002: an annotation (no link, field or printer's mark) outside an Annot element."""
    homes = _homes(pdf)
    for page, annotation in _annotations(pdf):
        subtype = annotation.get("Subtype")
        if subtype in ("Link", "Widget", "PrinterMark", "Popup"):
            continue
        if homes.get(id(annotation)) != "Annot":
            yield f"page {page + 1}, une annotation {subtype} hors d’un élément Annot"


def unspoken_annotations(pdf: TaggedPdf) -> Iterator[str]:
    """28-004: an annotation (no field) without words."""
    for page, annotation in _annotations(pdf):
        subtype = annotation.get("Subtype")
        if subtype not in ("Link", "Widget", "Popup") and not _words(pdf, annotation):
            yield f"page {page + 1}, une annotation {subtype} sans texte"


def links_without_words(pdf: TaggedPdf) -> Iterator[str]:
    """28-012: a link without a description."""
    for page, annotation in _annotations(pdf):
        if annotation.get("Subtype") == "Link" and not _words(pdf, annotation):
            yield f"page {page + 1}, un lien sans texte"


def _words(pdf: TaggedPdf, annotation: dict[str, Any]) -> str:
    return text_of_string(pdf.file.get(annotation.get("Contents"))).strip()


def links_outside_links(pdf: TaggedPdf) -> Iterator[str]:
    """28-011: a link outside a Link element."""
    yield from _outside(pdf, "Link", "Link")


def widgets_outside_forms(pdf: TaggedPdf) -> Iterator[str]:
    """28-010: a field outside a Form element."""
    yield from _outside(pdf, "Widget", "Form")


def trap_networks(pdf: TaggedPdf) -> Iterator[str]:
    """28-007: an annotation of type TrapNet."""
    for page, annotation in _annotations(pdf):
        if annotation.get("Subtype") == "TrapNet":
            yield f"page {page + 1}, une annotation TrapNet"


def pages_without_tab_order(pdf: TaggedPdf) -> Iterator[str]:
    """28-008: a page with annotations that does not say their order."""
    for page in sorted({page for page, _ in _annotations(pdf)}):
        if pdf.file.pages[page][1].get("Tabs") is None:
            yield f"page {page + 1}, sans ordre de tabulation"


def pages_with_other_tab_order(pdf: TaggedPdf) -> Iterator[str]:
    """28-009: a page whose annotations are not in the order of the structure."""
    for page in sorted({page for page, _ in _annotations(pdf)}):
        if pdf.file.pages[page][1].get("Tabs") not in (None, "S"):
            yield f"page {page + 1}, un ordre de tabulation autre que celui de la structure"


# --- 30 objects, 31 fonts -----------------------------------------------------------


def _forms(pdf: TaggedPdf) -> Iterator[Stream]:
    for item in pdf.file.objects():
        if isinstance(item, Stream) and item.entries.get("Subtype") == "Form":
            yield item


def reference_objects(pdf: TaggedPdf) -> Iterator[str]:
    """30-001: a form that stands for a page of another file."""
    for form in _forms(pdf):
        if "Ref" in form.entries:
            yield "un objet qui renvoie à un autre fichier"


def shared_tagged_forms(pdf: TaggedPdf) -> Iterator[str]:
    """30-002: a form with marked content of its own that is shown more than once."""
    tagged = {id(form) for form in _forms(pdf) if b"/MCID" in form.data}
    shown: Counter[int] = Counter()
    for _, entries in pdf.file.pages:
        objects = pdf.file.item(entries.get("Resources"), "XObject") or {}
        shown.update(id(pdf.file.get(reference)) for reference in objects.values())
    for _ in (key for key in tagged if shown[key] > 1):
        yield "un objet balisé, montré plusieurs fois"


def _fonts(pdf: TaggedPdf) -> Iterator[dict[str, Any]]:
    simple = ("Type1", "TrueType", "Type3")
    for item in pdf.file.objects():
        if isinstance(item, dict) and ("DescendantFonts" in item or item.get("Subtype") in simple):
            yield item


def _descriptors(pdf: TaggedPdf, font: dict[str, Any]) -> Iterator[Any]:
    for part in pdf.file.get(font.get("DescendantFonts")) or [font]:
        yield pdf.file.get(part)


def _name(font: dict[str, Any]) -> str:
    return str(font.get("BaseFont", "sans nom"))


def fonts_without_glyph_map(pdf: TaggedPdf) -> Iterator[str]:
    """31-006: an embedded TrueType CID font without its map to glyphs."""
    for font in _fonts(pdf):
        for part in _descriptors(pdf, font):
            if part.get("Subtype") != "CIDFontType2":
                continue
            known = pdf.file.get(part.get("CIDToGIDMap"))
            if not isinstance(known, Stream) and known != "Identity":
                yield f"la police {_name(font)} ne dit pas ses glyphes"


def fonts_outside(pdf: TaggedPdf) -> Iterator[str]:
    """31-009: a font that is not in the file."""
    for font in _fonts(pdf):
        if font.get("Subtype") == "Type3":
            continue
        for part in _descriptors(pdf, font):
            held = pdf.file.item(part, "FontDescriptor") or {}
            if not {"FontFile", "FontFile2", "FontFile3"} & set(held):
                yield f"la police {_name(font)} n’est pas dans le fichier"


def fonts_without_characters(pdf: TaggedPdf) -> Iterator[str]:
    """31-027: a font without a map to characters."""
    for font in _fonts(pdf):
        if not isinstance(pdf.file.get(font.get("ToUnicode")), Stream):
            yield f"la police {_name(font)} ne dit pas ses caractères"


def fonts_with_forbidden_characters(pdf: TaggedPdf) -> Iterator[str]:
    """31-028: a map that holds the values 0, U+FEFF or U+FFFE."""
    for font in _fonts(pdf):
        values = "".join(decoder_of(pdf.file, font).characters.values())
        if {"\0", "\ufeff", "\ufffe"} & set(values):
            yield f"la police {_name(font)} donne des caractères interdits"

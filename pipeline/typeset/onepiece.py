"""The whole book as one document, for the engine to set in one piece: a measure to compare with.

Everything that copyfitting and page references settled is written into it, so the engine has
nothing to find out: one layout, one file. Sections keep their classes on boxes around them. The
page grounds that sections bring (`@page` in a `<style>`) are all in its head; where two have the
same name the last one is painted on the pages of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from weasyprint import HTML

from pipeline.typeset.fit import set_forms
from pipeline.typeset.page_references import set_references
from pipeline.typeset.place import PlacedSection, SectionSource
from pipeline.typeset.schedule import TypesetBook


def join_documents(sources: Iterable[SectionSource], book: TypesetBook) -> str:
    """One HTML document of all sections as they were set."""
    placed = {section.id: section for section in book.sections}
    root = Element("html", lang="fr")
    head, body = SubElement(root, "head"), SubElement(root, "body")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = "Publication"
    sheets: set[str] = set()
    for source in sources:
        html = _settled(source, placed[source.id], book.folios)
        for element in _head(html):
            address = element.get("href", "")
            if element.tag == "style" or address not in sheets:
                sheets.add(address)
                head.append(element)
        body.append(_wrapped(html, source))
    return "<!doctype html>" + tostring(root, encoding="unicode", method="html")


def _settled(
    source: SectionSource,
    placed: PlacedSection,
    folios: Mapping[str, str],
) -> Any:
    """The parsed document of a section with its forms and folios."""
    root = HTML(string=source.html, base_url=source.base_url).etree_element
    shown = {one.key: one.shown for one in placed.result.record.references}
    set_references(root, folios).set(shown)
    set_forms(root, placed.result.forms)
    return root


def _head(html: Any) -> list[Any]:
    return [element for element in html.iter() if element.tag in ("link", "style")]


def _wrapped(html: Any, source: SectionSource) -> Element:
    """A section's body in boxes that have the classes of its html and body."""
    side = "page" if source.side == "any" else source.side
    outer = Element("div", {"class": html.get("class") or "", "style": f"break-before: {side}"})
    body = html.find("body")
    inner = SubElement(outer, "div", {"class": body.get("class") or ""})
    inner.text = body.text
    inner.extend(list(body))
    return outer

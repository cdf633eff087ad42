"""The bibliography: entries by group, each written the way French publishers do."""

from __future__ import annotations

from types import SimpleNamespace as View
from typing import Any

from markupsafe import Markup, escape

from pipeline.french.format import format_date
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import BookSection
from pipeline.render.pieces import Pieces


def section_values(section: BookSection, pieces: Pieces) -> dict[str, Any]:
    """Text before the entries, and the groups with their entries."""
    bibliography = pieces.book.publication.bibliography
    groups = []
    for group in bibliography.groups:
        entries = [e for e in bibliography.entries if e.group == group.get("id")]
        groups.append(
            View(
                title=set_text(group.get("title", "")),
                note=set_text(group.get("note", "")),
                entries=[View(id=f"bib-{e.id}", html=entry_html(e)) for e in entries],
            )
        )
    return {"runs": pieces.runs(section.id), "groups": groups}


def entry_html(entry: s.BibliographyEntry) -> Markup:
    """One entry: authors, title in italics, what it is, collection, publisher, date."""
    authors = [_author(person) for person in entry.author]
    publisher = entry.publisher
    if publisher in authors:
        # The publisher signs its own guides: said once, at the end.
        authors.remove(publisher)
    parts: list[Markup] = []
    if authors:
        parts.append(escape(set_text(", ".join(authors))))
    parts.append(Markup("<em>{}</em>").format(set_text(entry.title)))
    if entry.genre:
        parts.append(escape(set_text(entry.genre[:1].lower() + entry.genre[1:])))
    if entry.container_title:
        parts.append(Markup("dans <em>{}</em>").format(set_text(entry.container_title)))
    if entry.collection_title:
        parts.append(Markup("coll. « {} »").format(set_text(entry.collection_title)))
    if publisher:
        parts.append(escape(set_text(publisher)))
    if entry.issued:
        parts.append(escape(format_date(entry.issued)))
    html = Markup(", ").join(parts) + "."
    return Markup(set_text(str(html))) if entry.collection_title else html


def _author(person: dict[str, str]) -> str:
    return person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}".strip()

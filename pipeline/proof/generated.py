"""The words that a finished file may say beyond the sources, because the pipeline adds them.

Nothing else is let through: a word that no source and no line here accounts for is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.french.format import format_value
from pipeline.french.spelled import spell_number
from pipeline.model import sources as s
from pipeline.model.book import Book, BookSection
from pipeline.proof.expected_sheets import KEY
from pipeline.proof.matching import known_words
from pipeline.resolve.words import reference_words, testimonial_label

# Over folded text: pages, numbers of fields, levers and figures, what stands between words.
_PATTERNS = (
    r"→p\.\d+",
    r"\d{1,3}",
    r"(?:figure|tableau)\d+\.",
    r"[·↑.,:;()«»]",
)
_ZOOM = (r"\d{1,2}°\d{2}′[ns]\d{1,2}°\d{2}′[eo]",)
_PHRASES = ("À lire aussi", "Source :")
_BIBLIOGRAPHY = ("dans", "coll.")
_SHEET = (
    "Fiche identité",
    "Sceau à demi-échelle",
    "Panorama de l'ESS sur le territoire",
    "Programme d'intervention dans le champ de l'ESS",
    "Exemples d'actions soutenues",
    "Autres actions",
    "La métropole et ses environs",
)


def generated_words(book: Book, section: BookSection) -> re.Pattern[str]:
    """What may be left over in a section once all its sources say was found."""
    has_zoom = any(piece in book.publication.zooms for piece in section.pieces)
    patterns = (*_PATTERNS, *(_ZOOM if has_zoom else ()))
    return known_words([*_PHRASES, *_of_kind(book, section), *_of_pieces(book, section)], patterns)


def _of_kind(book: Book, section: BookSection) -> Iterator[str]:
    """Words that a kind of section adds."""
    publication = book.publication
    yield from (reference_words(target) for target in book.targets.values())
    yield from map(testimonial_label, publication.testimonials.values())
    if section.kind == "action":
        yield f"Champ d'action {section.number}"
    elif section.kind == "opener":
        yield from (other.title for other in book.sections if other.part is section.part)
    elif section.kind == "sheets":
        yield from KEY
        for sheet in publication.sheets.values():
            name = publication.metropoles[sheet.metropole].name
            density = f"{format_value(sheet.density.value)} hab./km²"
            yield from (name, density)
    elif section.kind == "sheet":
        yield from _SHEET
        yield f"Parmi les {spell_number(len(publication.sheets))} fiches"
    elif section.kind == "bibliography":
        yield from _BIBLIOGRAPHY
    elif section.kind in ("cover", "back", "colophon"):
        # The EPUB shows what stands on the verso of paper books, and titles that paper can spare.
        yield from (publication.info.rights, section.title)
        yield from (publisher.website for publisher in publication.info.publishers)


def _of_pieces(book: Book, section: BookSection) -> Iterator[str]:
    """Words that the pieces of a section say once more, or that are added to them."""
    publication = book.publication
    for piece in (section.id, *section.pieces):
        zoom = publication.zooms.get(piece)
        if zoom is not None:
            yield from ("Zoom sur", "Repères", publication.metropoles[zoom.metropole].short)
        quote = publication.testimonials.get(piece)
        if quote is not None:
            yield quote.speaker
        table = publication.tables.get(piece)
        if table is not None:
            yield from _of_table(book, table)


def _of_table(book: Book, table: s.Table) -> Iterator[str]:
    """Its source in full; its title as the caption, its marks and heads in words (EPUB)."""
    for entry in book.publication.bibliography.entries:
        if entry.id == table.source:
            parts = [entry.publisher, entry.title, entry.issued[:4]]
            yield "Source : " + ", ".join(part for part in parts if part) + "."
    yield table.title
    # The heads stand again at the head of each page.
    yield from (column.label for column in table.columns)
    for column in table.columns:
        yield from column.statuses.values()

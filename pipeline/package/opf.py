"""The package document: metadata, manifest, spine (EPUB 3.3, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.french.typography import set_text
from pipeline.model.book import Book
from pipeline.package.documents import epub_environment
from pipeline.package.model import Resource


@dataclass(frozen=True, slots=True)
class Traits:
    """What the finished files hold, as far as accessibility metadata speak of it."""

    pages: bool
    descriptions: bool
    pictures: bool


_ALWAYS = (
    "alternativeText",
    "ARIA",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
_SUMMARY = (
    "Texte en français, titres hiérarchisés, notes appelées et retournables, tableaux avec "
    "en-têtes de lignes et de colonnes, texte de remplacement pour chaque dessin porteur de "
    "données, et description longue pour chaque figure calculée ; sur un écran étroit, tableaux et "
    "graphiques se lisent ligne à ligne. Corps, polices et couleurs restent réglables. Aucune "
    "conformité à EPUB Accessibility, aux WCAG ou au RGAA n’est déclarée : elle demande une "
    "évaluation humaine, qui n’a pas été faite."
)


def features_of(traits: Traits) -> list[str]:
    """Terms of schema.org's accessibilityFeature that hold for these files."""
    found = list(_ALWAYS)
    if traits.descriptions:
        found.append("longDescription")
    if traits.pages:
        found += ["pageBreakMarkers", "pageNavigation"]
    return sorted(found, key=str.lower)


def make_package(
    book: Book, resources: Sequence[Resource], spine: Sequence[str], traits: Traits
) -> bytes:
    """`package.opf`; `spine` names the documents in reading order."""
    info = book.publication.info
    by_name = {resource.name: resource for resource in resources}
    environment = epub_environment(Path(book.publication.root))
    text = environment.get_template("epub/package.opf.j2").render(
        identifier=info.identifier,
        language=info.language,
        title=set_text(info.title),
        subtitle=set_text(info.subtitle),
        authors=info.authors,
        publishers=[publisher.name for publisher in info.publishers],
        description=set_text(info.description),
        subjects=[set_text(subject) for subject in info.subjects],
        rights=set_text(info.rights),
        date=info.date,
        modified=info.modified,
        features=features_of(traits),
        pictures=traits.pictures,
        pages=traits.pages,
        page_source=set_text(f"{info.title}, {info.edition}, édition imprimée (PDF)"),
        summary=_SUMMARY,
        resources=sorted(resources, key=lambda resource: resource.name),
        spine=[by_name[name] for name in spine],
    )
    return text.encode()

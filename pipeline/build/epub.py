"""Step 5b of a build: the EPUB, with the page list of the print edition."""

from __future__ import annotations

from pathlib import Path

from pipeline.build.screen import PdfEdition
from pipeline.model.book import Book
from pipeline.package import PageBreak, package_epub, picture_of_page, print_pages
from pipeline.render.studio import Studio


def build_epub(book: Book, studio: Studio, made: PdfEdition, cache: Path) -> bytes:
    """The EPUB of a book whose pages were set; `cache` keeps its typefaces."""
    cover = picture_of_page(made.pdf)
    return package_epub(book, studio, page_list=page_breaks(book, made), cover=cover, cache=cache)


def page_breaks(book: Book, edition: PdfEdition) -> list[PageBreak]:
    """The pages of the print edition for the EPUB's page list; blank ones are no pages there."""
    breaks: list[PageBreak] = []
    for placed in edition.typeset.sections:
        place = book.section_of[placed.id].source.place
        source = f"{place.file}:{place.line}"
        breaks += print_pages(placed.id, placed.result.record, placed.first_page, source)
    return breaks

"""Step 5b as a recipe: a book to an EPUB 3.3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from pipeline.errors import PipelineError, nearest
from pipeline.model.book import Book
from pipeline.package.archive import write_archive
from pipeline.package.cards import make_cards
from pipeline.package.cover import draw_cover
from pipeline.package.documents import anchors_of, render_documents
from pipeline.package.images import Images
from pipeline.package.links import resolve_links
from pipeline.package.model import Document, PageBreak, Resource
from pipeline.package.navigation import NAV, contents_pages, make_navigation
from pipeline.package.notes import lift_notes
from pipeline.package.opf import Traits, make_package
from pipeline.package.pagebreaks import END, drop_sources, mark_pages, page_id
from pipeline.package.style import style_resources
from pipeline.package.xhtml import local, tag, write_xhtml
from pipeline.render.environment import find_folder
from pipeline.render.studio import Studio

COVER = "images/cover.jpg"


def package_epub(
    book: Book,
    studio: Studio,
    *,
    page_list: Sequence[PageBreak] = (),
    cover: bytes | None = None,
    cache: Path | None = None,
) -> bytes:
    """The EPUB of a book; the same book, layouts and styles give the same bytes.

    `page_list` holds the pages of the print edition in order; `cover` a JPEG of its first page,
    which is typeset here where it is not given; `cache` is a folder that keeps fonts. Raises
    PipelineError for a link that leads nowhere, a picture that cannot be held, XHTML that is not
    well formed or a font whose licence reserves its name.
    """
    styles = find_folder(Path(book.publication.root), "styles")
    documents = tuple(render_documents(book, studio))
    pages = placed_pages(book, documents, page_list)
    for document in documents:
        main = _main(document)
        mark_pages(main, [page for page in pages if page.section == document.section.id])
        lift_notes(document.root, main)
        make_cards(main)
        drop_sources(document.root)
    homes = anchors_of(book, documents, NAV)
    homes |= {page_id(page.label): NAV for page in contents_pages(book, pages)}
    images = Images(styles / "fonts")
    for document in documents:
        resolve_links(document.root, document.name, homes)
        images.collect(document.root, document.name)
    resources = [
        Resource(NAV, make_navigation(book, documents, homes, pages), _XHTML, "nav"),
        Resource(COVER, cover or draw_cover(book, studio), "image/jpeg", "cover-image"),
        *(Resource(d.name, write_xhtml(d.root), _XHTML) for d in documents),
    ]
    signs = {sign for r in resources if r.media_type == _XHTML for sign in r.data.decode()}
    resources += [*images.resources, *style_resources(styles, signs, cache)]
    traits = Traits(bool(pages), _any(documents, "details"), _any(documents, "img"))
    package = make_package(book, resources, spine_of(book, documents), traits)
    files = {f"EPUB/{resource.name}": resource.data for resource in resources}
    return write_archive({**files, "EPUB/package.opf": package})


_XHTML = "application/xhtml+xml"


def spine_of(book: Book, documents: Iterable[Document]) -> list[str]:
    """Names of the documents in reading order; the navigation stands where the contents do."""
    names = {document.section.id: document.name for document in documents}
    spine = []
    for section in book.sections:
        if section.kind == "contents":
            spine.append(NAV)
        elif section.id in names:
            spine.append(names[section.id])
    if NAV not in spine:
        spine.insert(1, NAV)
    return spine


def placed_pages(
    book: Book, documents: Iterable[Document], pages: Iterable[PageBreak]
) -> tuple[PageBreak, ...]:
    """The pages with the section whose document will mark them; those of the contents stay.

    A page of a section without document (a back cover without text) is marked at the head of the
    next one, or at the end of the last.
    """
    shown = {document.section.id for document in documents}
    order = [section.id for section in book.sections]
    placed = []
    for page in pages:
        if page.section not in order:
            hint = nearest(page.section, order)
            raise PipelineError(f"page {page.label} is in no section {page.section!r} ({hint}?)")
        if page.section in shown or book.section_of[page.section].kind == "contents":
            placed.append(page)
            continue
        position = order.index(page.section)
        after = next((id_ for id_ in order[position:] if id_ in shown), None)
        before = next((id_ for id_ in reversed(order[:position]) if id_ in shown), "")
        placed.append(PageBreak(page.label, after or before, "" if after else END))
    return tuple(placed)


def _main(document: Document) -> Element:
    return next(document.root.iter(tag("section")))


def _any(documents: Iterable[Document], name: str) -> bool:
    return any(local(element) == name for d in documents for element in d.root.iter())

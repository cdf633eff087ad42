"""The layer laid over the pages at binding: folios, running heads, thumb tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace as View
from typing import Literal

from markupsafe import Markup, escape

from pipeline.french.typography import set_text
from pipeline.model.book import Book, BookSection
from pipeline.render.document import book_view
from pipeline.render.environment import find_folder, make_environment

# Kinds whose pages are drawn to the bleed: nothing is laid over them.
BARE = ("cover", "opener", "sheets", "back")


@dataclass(frozen=True, slots=True)
class LayerPage:
    """A page of the book as the layer sees it.

    `section` is None on a blank page; `piece` is the zoom that fills the page, or empty; `folio`
    counts from 1; `grid` is what a designer wants to see over it (`grid.page_grids`), or nothing.
    """

    folio: int
    section: BookSection | None
    piece: str = ""
    grid: View | None = None


def render_layer(book: Book, pages: Sequence[LayerPage]) -> tuple[str, str]:
    """The layer document, one page per page of the book, and the address it is read from."""
    root = Path(book.publication.root)
    template = make_environment(root).get_template("layer.html.j2")
    styles = find_folder(root, "styles").resolve()
    html = template.render(
        book=book_view(book),
        stylesheet=(styles / "layer.css").as_uri(),
        debug_css=(styles / "debug.css").as_uri() if any(page.grid for page in pages) else "",
        pages=[_page(book, page) for page in pages],
    )
    return html, root.resolve().as_uri() + "/"


def _page(book: Book, page: LayerPage) -> View:
    side: Literal["left", "right"] = "right" if page.folio % 2 else "left"
    section = page.section
    if section is None or section.kind in BARE:
        return View(folio="", side=side, head="", colour="", tab=None, blank=True, grid=page.grid)
    return View(
        folio=str(page.folio),
        side=side,
        head=_head(book, section, page.piece),
        colour=section.part.colour if section.part else "",
        tab=_tab(section),
        blank=False,
        grid=page.grid,
    )


def _head(book: Book, section: BookSection, piece: str) -> Markup:
    """Where one is: the champ and its subject, the zoom, the sheet."""
    if piece:
        return _two("Zoom", book.targets[piece].short)
    if section.kind == "sheet":
        mates = book.page_mates(section)
        if len(mates) > 1:
            return _two("Fiches identité", " et ".join(mate.short for mate in mates))
        return _two("Fiche identité", section.title)
    if section.number:
        return _two(f"Champ d'action {section.number}", section.short)
    return escape(set_text(section.short))


def _two(kind: str, words: str) -> Markup:
    return Markup("{} · {}").format(set_text(kind), set_text(words))


def _tab(section: BookSection) -> View | None:
    if section.part is None:
        return None
    return View(label=str(section.number) if section.number else "", step=section.step)

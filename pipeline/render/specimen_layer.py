"""The layer laid over the specimen: the book's folios and tabs, and what stands on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace as View

from pipeline.render.environment import find_folder, make_environment
from pipeline.render.layer import BARE
from pipeline.render.specimen import CONTENTS, GROUPS, TITLE, SpecimenDocument


@dataclass(frozen=True, slots=True)
class SpecimenPage:
    """A page of the specimen; `words` say which examples stand on it."""

    document: SpecimenDocument
    words: str
    grid: View | None = None


def render_specimen_layer(root: Path, pages: Sequence[SpecimenPage]) -> tuple[str, str]:
    """The layer document, one page for each page, and the address it is read from."""
    styles = find_folder(root, "styles")
    template = make_environment(root).get_template("specimen/layer.html.j2")
    html = template.render(
        book=View(language="fr"),
        stylesheet=(styles / "layer.css").resolve().as_uri(),
        specimen_css=(styles / "specimen.css").resolve().as_uri(),
        debug_css=(styles / "debug.css").resolve().as_uri() if pages[0].grid else "",
        pages=[_page(number, page) for number, page in enumerate(pages, start=1)],
    )
    return html, root.resolve().as_uri() + "/"


def _page(folio: int, page: SpecimenPage) -> View:
    document = page.document
    bare = document.kind in BARE
    strip = document.strip
    view = View(
        side="right" if folio % 2 else "left",
        folio="" if bare else str(folio),
        head=" · ".join(filter(None, (TITLE, document.group, document.title))),
        colour=GROUPS.get(document.group, ""),
        tab=None,
        blank=False,
        strip=View(name=strip.name, words=page.words or strip.words, files=strip.files),
        grid=page.grid,
    )
    if bare:
        view.head = ""
    elif document.group:
        view.tab = View(label="", step=list(GROUPS).index(document.group))
    if document.id == CONTENTS:
        view.head = TITLE
    return view

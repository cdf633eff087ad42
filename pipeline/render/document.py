"""Step 4 as a recipe: the book to one HTML document per section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace as View

from pipeline.french.typography import set_text
from pipeline.model.book import Book, BookSection
from pipeline.render.atlas import make_atlas
from pipeline.render.compounds import keep_compounds
from pipeline.render.endings import keep_last_words
from pipeline.render.environment import Components, find_folder, make_environment, read_palette
from pipeline.render.pieces import Pieces
from pipeline.render.sections import section_view
from pipeline.render.setting import PrintSetting
from pipeline.render.studio import Studio


@dataclass(frozen=True, slots=True)
class SectionDocument:
    """The HTML of a section, or of two on one page; `base`: where relative names are read from.

    `section` is the first of them.
    """

    section: BookSection
    html: str
    base: str


def make_studio(root: Path, output: Path) -> Studio:
    """The studio of a publication; drawings are kept below `output`."""
    palette = read_palette(find_folder(root, "styles") / "tokens.css")
    return Studio(palette, output / "cache" / "drawings", output / "build" / "drawings")


def render_sections(
    book: Book, studio: Studio, design: Path | None = None
) -> Iterator[SectionDocument]:
    """The document of each section, in reading order; one for two that share a page.

    `design` is the folder whose layouts and styles are taken: by default the publication's own.
    """
    root = design or Path(book.publication.root)
    environment = make_environment(root)
    components = Components(environment)
    atlas = make_atlas(book)
    values = {
        "book": book_view(book),
        "stylesheet": (find_folder(root, "styles") / "print.css").resolve().as_uri(),
    }
    for unit in book.print_units():
        views = []
        for section in unit:
            setting = PrintSetting(book, components, pulls=section.kind != "sheet")
            views.append(section_view(section, Pieces(book, setting, studio, atlas)))
        kind = unit[0].kind if len(unit) == 1 else "pair"
        template = environment.get_template(f"sections/{kind}.html.j2")
        html = keep_last_words(template.render(section=views[0], pair=views, **values))
        yield SectionDocument(unit[0], keep_compounds(html), root.resolve().as_uri() + "/")


def book_view(book: Book) -> View:
    """What every layout knows of the book."""
    info = book.publication.info
    return View(
        language=info.language,
        title=set_text(info.title),
        short_title=set_text(info.short_title),
        title_lines=[set_text(line) for line in info.title_lines],
        subtitle=set_text(info.subtitle),
        edition=set_text(info.edition),
        rights=set_text(info.rights),
        publishers=[
            View(
                id=publisher.id,
                name=set_text(publisher.name),
                line=set_text(publisher.line),
                website=f"https://{publisher.website}" if publisher.website else "",
            )
            for publisher in info.publishers
        ],
    )

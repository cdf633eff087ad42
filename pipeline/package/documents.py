"""The documents of the EPUB: one for each section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace as View

from jinja2.sandbox import SandboxedEnvironment

from pipeline.model.book import Book, BookSection
from pipeline.model.sources import Section
from pipeline.package.art import epub_art
from pipeline.package.model import Document
from pipeline.package.pieces import EpubPieces
from pipeline.package.setting import EpubSetting
from pipeline.package.xhtml import parse_xhtml
from pipeline.render.atlas import Atlas, make_atlas
from pipeline.render.document import book_view
from pipeline.render.environment import Components, make_environment
from pipeline.render.sections import section_view
from pipeline.render.studio import Picture, Studio

# Millimetres of one em: the body size of print, 9.4 pt.
MM_PER_EM = 9.4 * 25.4 / 72


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a section is: `matter` of the book, epub:type and ARIA role."""

    matter: str
    type: str
    role: str


_KINDS = {
    "cover": ("cover", ""),
    "opener": ("part", "doc-part"),
    "sheets": ("part", "doc-part"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "colophon": ("colophon", "doc-colophon"),
    "legend": ("", ""),
    "back": ("", ""),
}
_NAMES = {
    "sec-preface": ("preface", "doc-preface"),
    "sec-introduction": ("introduction", "doc-introduction"),
    "sec-conclusion": ("conclusion", "doc-conclusion"),
}


def meaning_of(section: BookSection, sections: Sequence[BookSection]) -> Meaning:
    """What a section is, by its kind, its conventional name and its place among the parts."""
    type_, role = _NAMES.get(section.id) or _KINDS.get(section.kind, ("chapter", "doc-chapter"))
    position = sections.index(section)
    in_parts = [number for number, other in enumerate(sections) if other.part is not None]
    if section.kind in ("cover", "legend", "contents") or type_ == "preface":
        matter = "frontmatter"
    elif section.kind in ("bibliography", "colophon", "back"):
        matter = "backmatter"
    else:
        matter = "backmatter" if in_parts and position > in_parts[-1] else "bodymatter"
    return Meaning(matter, type_, role)


def is_shown(book: Book, section: BookSection) -> bool:
    """Whether a section has a document: the navigation is the contents; a back cover needs text."""
    if section.kind == "contents":
        return False
    return section.kind != "back" or bool(book.trees.get((section.id, "body")))


def file_of(section: BookSection) -> str:
    """The name of a section's file, relative to `EPUB/`."""
    return f"text/{section.id}.xhtml"


def render_documents(book: Book, studio: Studio) -> Iterator[Document]:
    """The documents in reading order, as parsed trees whose addresses are not resolved yet."""
    environment = epub_environment(Path(book.publication.root))
    atlas = make_atlas(book)
    for section in book.sections:
        if is_shown(book, section):
            yield _render(book, section, studio, atlas, environment)


def epub_environment(root: Path) -> SandboxedEnvironment:
    """The environment of layouts/, with the filters that EPUB layouts use."""
    environment = make_environment(root)
    environment.filters["em"] = lambda mm: f"{mm / MM_PER_EM:.2f}"
    environment.filters["alternative"] = split_alternative
    return environment


def split_alternative(picture: Picture) -> View:
    """The short words of a picture and, apart, its long description ("" where there is none)."""
    alt, description = picture.alt, picture.description
    if not alt or not description:
        return View(alt=alt, description="")
    short = alt.removesuffix(description).strip()
    return View(alt=short or alt, description=description)


def _render(
    book: Book,
    section: BookSection,
    studio: Studio,
    atlas: Atlas,
    environment: SandboxedEnvironment,
) -> Document:
    # A sheet's pull quote repeats the lines just below it: print alone has room beside them.
    pulls = section.kind != "sheet"
    setting = EpubSetting(book, Components(environment), pulls=pulls)
    pieces = EpubPieces(book, setting, studio, atlas)
    view = section_view(section, pieces)
    for key, value in epub_art(section, pieces).items():
        setattr(view, key, value)
    meaning = meaning_of(section, book.sections)
    values: Mapping[str, object] = {
        "book": book_view(book),
        "section": view,
        "matter": meaning.matter,
        "type": meaning.type,
        "role": meaning.role,
    }
    name = file_of(section)
    text = environment.get_template(f"epub/sections/{section.kind}.xhtml.j2").render(**values)
    return Document(section, name, view.title, parse_xhtml(text, name))


def anchors_of(book: Book, documents: Sequence[Document], contents: str) -> dict[str, str]:
    """Which file holds each id; `contents` is the file that stands for the printed contents."""
    homes = {id_: document.name for document in documents for id_ in document.ids}
    for section in book.sections:
        if isinstance(section.source, Section) and section.kind == "contents":
            homes[section.id] = contents
    return homes

"""The navigation document: contents, landmarks, list of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from pipeline.french.typography import set_text
from pipeline.model.book import Book, ContentsBlock, ContentsEntry
from pipeline.package.documents import epub_environment, meaning_of
from pipeline.package.links import address_of
from pipeline.package.model import Document, PageBreak
from pipeline.package.pagebreaks import insert_mark, make_mark, page_id
from pipeline.package.xhtml import parse_xhtml, tag, write_xhtml
from pipeline.render.document import book_view

NAV = "nav.xhtml"

# Kinds of sections that the contents of the book leave out but a reader may look for.
_EXTRA = ("cover", "legend")


@dataclass(frozen=True, slots=True)
class NavPoint:
    """A line of a list of links; `label` stands before the title."""

    title: str
    href: str
    label: str = ""
    colour: str = ""
    type: str = ""
    children: tuple[NavPoint, ...] = ()


def make_navigation(
    book: Book,
    documents: Sequence[Document],
    homes: Mapping[str, str],
    pages: Sequence[PageBreak] = (),
) -> bytes:
    """`nav.xhtml`, by the layout epub/nav.xhtml.j2."""
    template = epub_environment(Path(book.publication.root)).get_template("epub/nav.xhtml.j2")
    title = next((set_text(s.title) for s in book.sections if s.kind == "contents"), "Sommaire")
    text = template.render(
        book=book_view(book),
        title=title,
        entries=contents_points(book, documents, homes),
        landmarks=landmark_points(book, documents, title),
        pages=[NavPoint(page.label, _page_address(page, homes)) for page in pages],
        lists=[entries for entries in _lists(book, homes) if entries[1]],
    )
    root = parse_xhtml(text, NAV)
    _mark_contents(root, contents_pages(book, pages))
    return write_xhtml(root)


def _page_address(page: PageBreak, homes: Mapping[str, str]) -> str:
    """The address of a mark, always with its file: some readers do not resolve a bare id here."""
    id_ = page_id(page.label)
    return f"{NAV}#{id_}" if homes.get(id_) == NAV else address_of(id_, NAV, homes)


def _mark_contents(root: Element, pages: Sequence[PageBreak]) -> None:
    """Mark the pages of the printed contents: the first in the title, others in their entry.

    Their source is `#ID`, the target of the first entry of the page; without one, the last entry.
    """
    contents = next(root.iter(tag("nav")))
    links = list(contents.iter(tag("a")))
    at = next(contents.iter(tag("h1")))
    for number, page in enumerate(pages):
        if number:
            found = [a for a in links if page.source and a.get("href", "").endswith(page.source)]
            at = (found or links)[0 if found else -1]
        marks = sum(child.get("class") == "page-mark" for child in at)
        insert_mark(at, marks, make_mark(page.label))


def contents_pages(book: Book, pages: Sequence[PageBreak]) -> list[PageBreak]:
    """The pages of the printed contents: the navigation document stands for them."""
    return [page for page in pages if book.section_of[page.section].kind == "contents"]


def contents_points(
    book: Book, documents: Sequence[Document], homes: Mapping[str, str]
) -> tuple[NavPoint, ...]:
    """The contents, in reading order: sections, parts with theirs, headings and pieces below."""
    order = _reading_order(documents)
    points: list[tuple[str, NavPoint]] = []
    for block in book.contents:
        if block.part is None:
            points += [(e.id, _entry_point(book, e, order, homes)) for e in block.entries]
        else:
            points.append(_part_point(book, block, order, homes))
    for document in documents:
        if document.section.kind in _EXTRA:
            id_ = document.section.id
            points.append((id_, NavPoint(document.title, address_of(id_, NAV, homes))))
    return tuple(point for _, point in sorted(points, key=lambda pair: order[pair[0]]))


def _reading_order(documents: Iterable[Document]) -> dict[str, int]:
    ids = [id_ for document in documents for id_ in document.ids]
    return {id_: rank for rank, id_ in reversed(list(enumerate(ids)))}


def _part_point(
    book: Book, block: ContentsBlock, order: Mapping[str, int], homes: Mapping[str, str]
) -> tuple[str, NavPoint]:
    part = block.part
    assert part is not None
    first = next(section.id for section in book.sections if section.part is part)
    children = tuple(
        _entry_point(book, entry, order, homes) for entry in block.entries if entry.id != first
    )
    point = NavPoint(
        set_text(part.title),
        address_of(first, NAV, homes),
        label=set_text(part.label),
        colour=part.colour,
        children=children,
    )
    return first, point


def _entry_point(
    book: Book, entry: ContentsEntry, order: Mapping[str, int], homes: Mapping[str, str]
) -> NavPoint:
    below = {child.id: (set_text(child.title), "") for child in entry.children}
    for id_ in book.section_of[entry.id].pieces:
        target = book.targets[id_]
        if target.kind in ("zoom", "quote"):
            below[id_] = (set_text(target.title), "Zoom" if target.kind == "zoom" else "")
    children = tuple(
        NavPoint(title, address_of(id_, NAV, homes), label=label)
        for id_, (title, label) in sorted(below.items(), key=lambda item: order[item[0]])
    )
    return NavPoint(
        set_text(entry.title),
        address_of(entry.id, NAV, homes),
        label=str(entry.number or ""),
        children=children,
    )


def landmark_points(book: Book, documents: Sequence[Document], title: str) -> tuple[NavPoint, ...]:
    """Cover, contents, beginning of the text, bibliography: as far as they are there."""
    points = [NavPoint(title, NAV, type="toc")]
    body = False
    for document in documents:
        meaning = meaning_of(document.section, book.sections)
        if meaning.type in ("cover", "bibliography", "colophon"):
            points.append(NavPoint(document.title, document.name, type=meaning.type))
        elif meaning.matter == "bodymatter" and not body:
            body = True
            points.append(NavPoint("Début du texte", document.name, type="bodymatter"))
    return tuple(points)


def _lists(
    book: Book, homes: Mapping[str, str]
) -> tuple[tuple[str, tuple[NavPoint, ...], str], ...]:
    """Lists of figures and tables, in the order of their numbers."""
    made = []
    for kind, type_, title in (("fig", "loi", "Figures"), ("tbl", "lot", "Tableaux")):
        targets = sorted(
            (t for t in book.targets.values() if t.kind == kind and t.number and t.id in homes),
            key=lambda target: target.number or 0,
        )
        points = tuple(
            NavPoint(set_text(t.title), address_of(t.id, NAV, homes), label=str(t.number))
            for t in targets
        )
        made.append((title, points, type_))
    return tuple(made)

"""Joining the pages and the structure trees of sections (ISO 32000-1, 14.7).

Every part of a section is a tagged PDF with a tree of its own: Document over its elements. In the
book there is one Document; the elements of all parts of a section hang below one Sect or Part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.bind.model import BindError, BoundSection

LOCAL_TARGET = Name("/PubTarget")
_STRUCTURE = Name("/PubStructure")
_DESTINATIONS = Name("/PubDestinations")


@dataclass(frozen=True, slots=True)
class Joined:
    """A part of a section in the book: index of its first page, number of pages, destinations.

    `name` tells it from all other parts.
    """

    section: BoundSection
    name: str
    first: int
    count: int
    destinations: dict[str, Object]


def join_sections(book: Pdf, sections: Sequence[BoundSection]) -> list[Joined]:
    """Put the sections' pages into an empty book, blanks where asked, and merge their trees."""
    root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = book.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
    )
    numbers: list[Object | int] = []
    ids: dict[bytes, Object] = {}
    joined, next_key = [], 0
    for section in sections:
        wrapper = _wrapper(book, document, section)
        document.K.append(wrapper)
        for number, pdf in enumerate(section.pdfs):
            name = f"{section.id}/{number}" if number else section.id
            blanks = 0 if number else section.blanks_before
            with pikepdf.open(BytesIO(pdf)) as source:
                item, tree = _copy_pages(book, section, name, source, blanks)
            joined.append(item)
            _fill(wrapper, tree)
            pages = book.pages[item.first : item.first + item.count]
            named = tree.get("/IDTree", Dictionary()).get("/Names", Array())
            ids.update((bytes(named[i]), named[i + 1]) for i in range(0, len(named), 2))
            next_key += _shift_keys(pages, tree.ParentTree.Nums, next_key, numbers)
    root.K = Array([document])
    root.ParentTree = book.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = next_key
    _add_ids(book, root, ids)
    book.Root.StructTreeRoot = root
    book.Root.MarkInfo = Dictionary(Marked=True)
    return joined


def _copy_pages(
    book: Pdf, section: BoundSection, name: str, source: Pdf, blanks: int
) -> tuple[Joined, Object]:
    """Copy the pages of a part into the book, with its structure and destinations."""
    if "/StructTreeRoot" not in source.Root:
        raise BindError(f"section {section.id} is not a tagged PDF")
    carrier = source.pages[0].obj
    # One copy of one object graph keeps the identity of pages and elements: the catalogue's
    # entries travel on the first page.
    carrier[_STRUCTURE] = source.Root.StructTreeRoot
    names = source.Root.get("/Names", Dictionary())
    carrier[_DESTINATIONS] = names.get("/Dests", Dictionary()).get("/Names", Array())
    _set_local_links_aside(source)
    _add_blanks(book, source.pages[0], blanks)
    first = len(book.pages)
    book.pages.extend(source.pages)
    copied = book.pages[first].obj
    tree, flat = copied[_STRUCTURE], copied[_DESTINATIONS]
    del copied[_STRUCTURE], copied[_DESTINATIONS]
    destinations = {str(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    return Joined(section, name, first, len(source.pages), destinations), tree


def _set_local_links_aside(source: Pdf) -> None:
    """Keep the targets of a section's own links under a key of ours until names are given."""
    for page in source.pages:
        for annotation in page.obj.get("/Annots", ()):
            if "/Dest" in annotation:
                annotation[LOCAL_TARGET] = annotation.Dest
                del annotation["/Dest"]


def _add_blanks(book: Pdf, like: pikepdf.Page, count: int) -> None:
    """Add empty pages of the size of another; what the layer adds is all they will show."""
    for _ in range(count):
        page = Dictionary(
            Type=Name.Page,
            Resources=Dictionary(),
            Contents=book.make_stream(b""),
            Tabs=Name.S,
        )
        for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
            if box in like.obj:
                page[box] = Array([*like.obj[box]])
        book.pages.append(pikepdf.Page(book.make_indirect(page)))


def _wrapper(book: Pdf, document: Object, section: BoundSection) -> Object:
    """The element around a section."""
    wrapper = book.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{section.tag}"), P=document, K=Array())
    )
    if section.title:
        wrapper.T = String(section.title)
    return wrapper


def _fill(wrapper: Object, tree: Object) -> None:
    """Put into the element what a part's own Document held."""
    for top in tree.K:
        for kid in top.K:
            kid.P = wrapper
            wrapper.K.append(kid)


def _shift_keys(
    pages: Sequence[pikepdf.Page], nums: Object, shift: int, numbers: list[Object | int]
) -> int:
    """Renumber a section's entries of the parent tree; how many keys it takes."""
    highest = -1
    for index in range(0, len(nums), 2):
        key = int(nums[index])
        highest = max(highest, key)
        numbers += [key + shift, nums[index + 1]]
    for page in pages:
        page.obj.StructParents = int(page.obj.StructParents) + shift
        for annotation in page.obj.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + shift
    return highest + 1


def _add_ids(book: Pdf, root: Object, ids: dict[bytes, Object]) -> None:
    """Add the tree of element ids, which table cells name their heads by."""
    if ids:
        flat = [item for name in sorted(ids) for item in (String(name), ids[name])]
        root.IDTree = book.make_indirect(Dictionary(Names=Array(flat)))

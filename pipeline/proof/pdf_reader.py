"""A finished PDF as a reader's program sees it: text in places, links, labels (by PDFium).

Coordinates are points from the top left of the trimmed page, y downwards, as in layout records.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class LinkRead:
    """A link: where it is clicked (x, y, width, height), where it leads.

    `page` is the index of the page it leads to, -1 for a place outside the file (`address`),
    -2 where a place inside the file is not to be found.
    """

    box: Box
    page: int
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class ElementRead:
    """A structure element: its kind (« H1 », « Figure »), the text that stands for it."""

    kind: str
    alternative: str


class Reader:
    """An open PDF."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._pages = [document[index] for index in range(len(document))]
        self._texts = [page.get_textpage() for page in self._pages]
        self.labels = [document.get_page_label(index) for index in range(len(document))]

    def __len__(self) -> int:
        return len(self._pages)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a trimmed page."""
        left, bottom, right, top = self._pages[page].get_trimbox()
        return right - left, top - bottom

    def text_in(self, page: int, box: Box) -> str:
        """The text in a box of a page."""
        x, y, width, height = box
        left, _, _, top = self._pages[page].get_trimbox()
        text: str = self._texts[page].get_text_bounded(
            left=left + x, bottom=top - y - height, right=left + x + width, top=top - y
        )
        return text

    def text_of(self, page: int) -> str:
        """All the text of a page."""
        text: str = self._texts[page].get_text_bounded()
        return text

    def place_page(self, name: str) -> int:
        """The index of the page a named place is on; -1 where there is no such place."""
        place = raw.FPDF_GetNamedDestByName(self._document, name.encode("utf-8"))
        return int(raw.FPDFDest_GetDestPageIndex(self._document, place)) if place else -1

    def title(self) -> str:
        """The title of the document."""
        title: str = self._document.get_metadata_value("Title")
        return title

    def is_tagged(self) -> bool:
        """Whether the file says it is tagged."""
        return bool(raw.FPDFCatalog_IsTagged(self._document))

    def language(self) -> str:
        """The language of the document (BCP 47)."""
        return _text_of(raw.FPDFCatalog_GetLanguage, self._document)

    def elements(self, page: int) -> Iterator[ElementRead]:
        """The structure elements with content on a page, in reading order."""
        tree = raw.FPDF_StructTree_GetForPage(self._pages[page])
        try:
            for index in range(raw.FPDF_StructTree_CountChildren(tree)):
                yield from _elements(raw.FPDF_StructTree_GetChildAtIndex(tree, index))
        finally:
            raw.FPDF_StructTree_Close(tree)

    def outline(self) -> list[tuple[str, int]]:
        """Titles of the bookmarks and indices of their pages (-1: none), in order."""
        found = []
        for item in self._document.get_toc():
            place = item.get_dest()
            index = place.get_index() if place else None
            found.append((item.get_title(), -1 if index is None else index))
        return found

    def links(self, page: int) -> Iterator[LinkRead]:
        """The links of a page, in the order of the file."""
        start, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(self._pages[page], ctypes.byref(start), ctypes.byref(link)):
            yield self._link(page, link)

    def _link(self, page: int, link: raw.FPDF_LINK) -> LinkRead:
        rectangle = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle))
        left, _, _, top = self._pages[page].get_trimbox()
        # FS_RECTF names its fields after a y axis that goes down: top and bottom are as in PDF.
        high, low = max(rectangle.top, rectangle.bottom), min(rectangle.top, rectangle.bottom)
        box = (rectangle.left - left, top - high, rectangle.right - rectangle.left, high - low)
        place = raw.FPDFLink_GetDest(self._document, link)
        address = "" if place else self._address(link)
        index = raw.FPDFDest_GetDestPageIndex(self._document, place) if place else -1
        if not address and index < 0:
            index = -2
        return LinkRead(box, int(index), address, self.text_in(page, box))

    def _address(self, link: raw.FPDF_LINK) -> str:
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(self._document, action, None, 0) if action else 0
        if not length:
            return ""
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(self._document, action, buffer, length)
        return buffer.value.decode("utf-8")


def _elements(element: raw.FPDF_STRUCTELEMENT) -> Iterator[ElementRead]:
    kind = _text_of(raw.FPDF_StructElement_GetType, element)
    yield ElementRead(kind, _text_of(raw.FPDF_StructElement_GetAltText, element))
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _elements(child)


def _text_of(function: Callable[..., int], owner: object) -> str:
    """The text that a function of PDFium writes, in UTF-16, into a buffer."""
    length = function(owner, None, 0)
    if not length:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    function(owner, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


@contextmanager
def read_pdf(source: Path | bytes) -> Iterator[Reader]:
    """Open a PDF for reading."""
    with pdfium.PdfDocument(source) as document:
        yield Reader(document)

"""The layer of folios, running heads and tabs laid over the pages.

It is decoration repeated on every page, so it is marked as a pagination artifact, which screen
readers pass over (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from pipeline.bind.model import BindError


def lay_over(book: Pdf, layer_pdf: bytes) -> None:
    """Lay the pages of an untagged PDF over those of the book, one for one."""
    with pikepdf.open(BytesIO(layer_pdf)) as layer:
        if "/StructTreeRoot" in layer.Root:
            raise BindError("the layer is a tagged PDF: its marks would get lost in the book's")
        if len(layer.pages) != len(book.pages):
            raise BindError(
                f"the layer has {len(layer.pages)} pages, the book {len(book.pages)}"
            )
        for page, over in zip(book.pages, layer.pages, strict=True):
            _lay_page_over(book, page, over)


def _lay_page_over(book: Pdf, page: pikepdf.Page, over: pikepdf.Page) -> None:
    form = book.copy_foreign(over.as_form_xobject())
    # Sections share one resource dictionary among their pages: the page gets its own copy.
    resources = page.obj.Resources
    own = Dictionary(dict(resources.items()))
    objects = dict(resources.XObject.items()) if "/XObject" in resources else {}
    own.XObject = Dictionary({**objects, "/Layer": form})
    page.obj.Resources = own
    page.contents_add(b"q", prepend=True)
    page.contents_add(
        b"Q /Artifact <</Type /Pagination>> BDC q /Layer Do Q EMC", prepend=False
    )
    page.obj.Tabs = Name.S

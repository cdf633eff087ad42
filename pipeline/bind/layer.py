"""The layer of folios, running heads and tabs laid over the pages.

It is decoration repeated on every page, so it is marked as a pagination artifact, which screen
readers pass over (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.bind.model import BindError


def lay_over(book: Pdf, layer_pdf: bytes) -> Object:
    """Lay the pages of an untagged PDF over those of the book, one for one.

    Gives back the form of the first page: all of them share its resources.
    """
    with pikepdf.open(BytesIO(layer_pdf)) as layer:
        if "/StructTreeRoot" in layer.Root:
            raise BindError("the layer is a tagged PDF: its marks would get lost in the book's")
        if len(layer.pages) != len(book.pages):
            raise BindError(f"the layer has {len(layer.pages)} pages, the book {len(book.pages)}")
        forms = [book.copy_foreign(_form_of(page)) for page in layer.pages]
    for page, form in zip(book.pages, forms, strict=True):
        _lay_form_over(page, form)
    return forms[0]


def _form_of(page: pikepdf.Page) -> Object:
    """A page as a form that reaches the bleed; as made, it would be cut at the trim."""
    form = page.as_form_xobject()
    form.BBox = Array([*page.mediabox])
    return form


def _lay_form_over(page: pikepdf.Page, form: Object) -> None:
    # Sections share one resource dictionary among their pages: the page gets its own copy.
    resources = page.obj.Resources
    own = Dictionary(dict(resources.items()))
    objects = dict(resources.XObject.items()) if "/XObject" in resources else {}
    own.XObject = Dictionary({**objects, "/Layer": form})
    page.obj.Resources = own
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q /Artifact <</Type /Pagination>> BDC q /Layer Do Q EMC", prepend=False)
    page.obj.Tabs = Name.S

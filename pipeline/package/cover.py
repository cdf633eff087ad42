"""The cover as a picture of pixels, for the shelves of reading systems."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

from pipeline.errors import PipelineError
from pipeline.model.book import Book
from pipeline.render.atlas import make_atlas
from pipeline.render.document import book_view
from pipeline.render.environment import Components, find_folder, make_environment
from pipeline.render.pieces import Pieces
from pipeline.render.sections import section_view
from pipeline.render.setting import PrintSetting
from pipeline.render.studio import Studio
from pipeline.typeset import SectionJob, typeset_section

# Pixels across: enough for the sharpest screens, a third of a megabyte.
WIDTH = 1400
_QUALITY = 86


def picture_of_page(pdf: bytes, page: int = 0, width: int = WIDTH) -> bytes:
    """A page of a PDF as JPEG, cut to its trim; `page` counts from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        box = sheet.get_trimbox() or sheet.get_mediabox()
        sheet.set_cropbox(*box)
        bitmap = sheet.render(scale=width / (box[2] - box[0]))
        stream = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(
            stream, "JPEG", quality=_QUALITY, optimize=True, subsampling=0
        )
        return stream.getvalue()
    finally:
        document.close()


def draw_cover(book: Book, studio: Studio) -> bytes:
    """The print cover, typeset alone, as JPEG. Raises PipelineError for a book without cover."""
    section = next((s for s in book.sections if s.kind == "cover"), None)
    if section is None:
        raise PipelineError("the book has no section of kind cover")
    root = Path(book.publication.root)
    environment = make_environment(root)
    setting = PrintSetting(book, Components(environment))
    html = environment.get_template("sections/cover.html.j2").render(
        section=section_view(section, Pieces(book, setting, studio, make_atlas(book))),
        book=book_view(book),
        stylesheet=(find_folder(root, "styles") / "print.css").resolve().as_uri(),
    )
    job = SectionJob(section.id, html, root.resolve().as_uri() + "/", "recto")
    return picture_of_page(typeset_section(job).pdf)

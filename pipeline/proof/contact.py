"""The contact sheet: every page of a book in one picture, as spreads, with its folio.

For eyes: the rhythm of a book, and each kind of component, show in thumbnails before anywhere else.
Sizes are pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

PAGE_WIDTH = 200
GAP = 28
# Spreads in a row, cover and back cover included.
SPREADS = 6
_LETTERS = 13
_GROUND, _WORDS = (116, 112, 104), (251, 248, 242)


def contact_sheet(pdf: bytes, typeface: Path) -> bytes:
    """A PNG with all pages of a PDF, two by two as the open book shows them.

    The first page is a recto and stands alone, at the right of its place. `typeface` is the file
    of the face that the folios are set in. The same PDF gives the same bytes.
    """
    pages = list(_thumbnails(pdf))
    height = max(page.height for page in pages)
    rows = len(pages) // 2 // SPREADS + 1
    across, down = 2 * PAGE_WIDTH + GAP, height + GAP + _LETTERS
    sheet = Image.new("RGB", (GAP + SPREADS * across, GAP + rows * down), _GROUND)
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(str(typeface), _LETTERS)
    for number, page in enumerate(pages, start=1):
        row, place = divmod(number // 2, SPREADS)
        recto = number % 2
        left, top = GAP + place * across + recto * PAGE_WIDTH, GAP + row * down
        sheet.paste(page, (left, top))
        # The folio at the outer edge, as on the page.
        edge = left + PAGE_WIDTH if recto else left
        anchor = "ra" if recto else "la"
        draw.text((edge, top + height + 4), str(number), _WORDS, face, anchor)
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def _thumbnails(pdf: bytes) -> Iterator[Image.Image]:
    """The pages, drawn at twice their size and reduced: hairlines and small type stay visible."""
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            scale = 2 * PAGE_WIDTH / page.get_width()
            drawn = page.render(scale=scale).to_pil().convert("RGB")
            height = round(drawn.height * PAGE_WIDTH / drawn.width)
            yield drawn.resize((PAGE_WIDTH, height), Image.Resampling.LANCZOS)
    finally:
        document.close()

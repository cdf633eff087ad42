"""The picture for shelves is cut to the trim of the print cover."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from package.samples import specimen_book, studio
from pipeline.package import picture_of_page
from pipeline.package.cover import WIDTH, draw_cover


def test_picture_is_cut_to_the_trim() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(216, 303))
    page.obj.TrimBox = [3, 3, 213, 300]
    stream = io.BytesIO()
    pdf.save(stream)
    with Image.open(io.BytesIO(picture_of_page(stream.getvalue(), width=420))) as image:
        assert image.format == "JPEG"
        assert abs(image.height / image.width - 297 / 210) < 0.01
        assert abs(image.width - 420) <= 1


def test_cover_is_typeset_where_none_is_given() -> None:
    with Image.open(io.BytesIO(draw_cover(specimen_book(), studio()))) as image:
        assert abs(image.width - WIDTH) <= 1
        assert abs(image.height / image.width - 297 / 210) < 0.01
        # The ground of the cover is ink, not white paper.
        red, _, blue = image.convert("RGB").getpixel((image.width - 20, 20))
        assert red < 60
        assert blue > red

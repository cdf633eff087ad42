"""The contact sheet of a book."""

from __future__ import annotations

import io

from PIL import Image
from weasyprint import HTML

from pipeline.proof.contact import GAP, PAGE_WIDTH, SPREADS, contact_sheet
from pipeline.render.environment import PROJECT

TYPEFACE = PROJECT / "styles" / "fonts" / "SourceSans3-Semibold.ttf"
COLOURS = ["#ff0000", "#00ff00", "#0000ff", "#ffff00"]


def book(count: int) -> bytes:
    """Pages of 100 by 150 mm, each of one colour."""
    css = "@page { size: 100mm 150mm; margin: 0 } div { height: 150mm }"
    pages = "".join(f'<div style="background: {COLOURS[n % 4]}"></div>' for n in range(count))
    return bytes(HTML(string=f"<style>{css}</style><body style='margin: 0'>{pages}").write_pdf())


def test_pages_stand_as_the_open_book_shows_them() -> None:
    sheet = Image.open(io.BytesIO(contact_sheet(book(4), TYPEFACE)))
    middle = GAP + 150
    places = [GAP + PAGE_WIDTH // 2 + n * PAGE_WIDTH for n in range(2)]
    second = [x + 2 * PAGE_WIDTH + GAP for x in places]
    shown = [sheet.getpixel((x, middle)) for x in (*places, *second)]
    ground = sheet.getpixel((2, 2))
    assert shown == [ground, (255, 0, 0), (0, 255, 0), (0, 0, 255)]
    assert sheet.getpixel((places[0] + 2 * (2 * PAGE_WIDTH + GAP), middle)) == (255, 255, 0)


def test_every_page_has_its_place_and_folio_and_the_bytes_are_the_same() -> None:
    count = 2 * SPREADS + 1
    pdf = book(count)
    made = contact_sheet(pdf, TYPEFACE)
    assert made == contact_sheet(pdf, TYPEFACE)
    sheet = Image.open(io.BytesIO(made))
    height = round(PAGE_WIDTH * 1.5)
    # Two rows: the cover and five spreads, then the last spread; the row of folios below each.
    folios = sheet.crop((0, GAP + height + 1, sheet.width, 2 * GAP + height))
    assert sheet.height > 2 * (height + GAP)
    assert len(folios.getcolors(1 << 16) or []) > 2

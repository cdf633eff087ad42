"""Pictures of pages, compact enough to be kept, and how two of the same page differ.

Pages are drawn by PDFium at three times the size and averaged, so that the way a glyph's edge is
smoothed hardly counts. What is kept is a PNG of 64 colours with, in a text chunk, the exact mean
colours of a coarse net of cells: the picture finds what moved, the net a colour that changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from PIL.PngImagePlugin import PngInfo

# Pixels per inch of what is kept, and how much larger pages are drawn first.
PPI, OVERSIZE = 48, 3
COLOURS = 64
# Cells of the net, across and down (17.5 mm each on A4).
NET = (12, 17)
# A pixel differs by more than this in a channel (of 255), after a blur of three pixels; this many
# such pixels, or one cell of the net off by so much, and the page differs. Measured: smoothing
# alone makes 3 such pixels, a page moved by a millimetre 1 700 at least.
PIXEL, PIXELS, CELL = 24, 40, 2
_CHUNK = "net"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is kept: its picture, and the mean colours of its cells as RGB bytes."""

    image: Image.Image
    net: bytes


def draw_pages(pdf: bytes) -> Iterator[PagePicture]:
    """The pictures of all pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            width, height = page.get_size()
            size = (round(width * PPI / 72), round(height * PPI / 72))
            large = page.render(scale=PPI * OVERSIZE / 72).to_pil().convert("RGB")
            yield picture_of(large.resize(size, Image.Resampling.BOX))
    finally:
        document.close()


def picture_of(image: Image.Image) -> PagePicture:
    """A picture with the mean colours of its cells."""
    return PagePicture(image, image.resize(NET, Image.Resampling.BOX).tobytes())


def write_picture(picture: PagePicture) -> bytes:
    """The file that is kept: the same picture gives the same bytes."""
    info = PngInfo()
    info.add_text(_CHUNK, picture.net.hex(), zip=True)
    target = BytesIO()
    picture.image.quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    ).save(target, "PNG", optimize=True, pnginfo=info)
    return target.getvalue()


def read_picture(data: bytes) -> PagePicture:
    """A picture that `write_picture` wrote. Raises OSError or ValueError where it did not."""
    with Image.open(BytesIO(data)) as file:
        file.load()
        return PagePicture(file.convert("RGB"), bytes.fromhex(file.info.get(_CHUNK, "")))


def differs(before: PagePicture, after: PagePicture) -> bool:
    """Whether two pictures show different pages."""
    if before.image.size != after.image.size or len(before.net) != len(after.net):
        return True
    pairs = zip(before.net, after.net, strict=True)
    if any(abs(one - other) > CELL for one, other in pairs):
        return True
    return sum(_mask(before, after).histogram()[1:]) > PIXELS


def show_difference(before: PagePicture | None, after: PagePicture | None) -> Image.Image:
    """Before, after, and the difference (what changed in red), side by side, at twice the size.

    A page that is not there on one side is left empty.
    """
    known = [picture for picture in (before, after) if picture]
    width = max(picture.image.width for picture in known)
    height = max(picture.image.height for picture in known)
    gap = 8
    sheet = Image.new("RGB", (3 * width + 2 * gap, height), "#777777")
    for place, picture in enumerate((before, after)):
        if picture:
            sheet.paste(picture.image, (place * (width + gap), 0))
    if before and after and before.image.size == after.image.size:
        sheet.paste(_marked(before, after), (2 * (width + gap), 0))
    return sheet.resize((sheet.width * 2, sheet.height * 2), Image.Resampling.BICUBIC)


def _marked(before: PagePicture, after: PagePicture) -> Image.Image:
    """The later page in light grey, what changed in red, framed where it is little."""
    grey = after.image.convert("L").point(lambda value: 160 + value * 95 // 255).convert("RGB")
    mask = _mask(before, after)
    grey.paste((205, 20, 20), mask=mask)
    box = mask.getbbox()
    if box:
        left, top, right, bottom = box
        frame = (max(left - 4, 0), max(top - 4, 0), right + 3, bottom + 3)
        ImageDraw.Draw(grey).rectangle(frame, outline=(205, 20, 20))
    return grey


def _mask(before: PagePicture, after: PagePicture) -> Image.Image:
    """White where the pictures differ, after a blur of three pixels."""
    blur = ImageFilter.BoxBlur(1)
    change = ImageChops.difference(before.image.filter(blur), after.image.filter(blur))
    red, green, blue = change.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > PIXEL else 0)

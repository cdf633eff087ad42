"""Sheets of the press edition: boxes, clip at the bleed, marks, blank pages.

Marks follow the printers' custom: crop marks stand outside the bleed, registration marks halfway
along each side, both in all four inks. Lengths are points; the origin is the trim's corner.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.bind.model import BindError

MM = 72 / 25.4
SLUG = 12 * MM
"""What the sheet has around the trim."""

_GAP, _LENGTH, _WIDTH = 4 * MM, 5 * MM, 0.25
_TARGET, _RADIUS, _ARM = 7 * MM, 1.5 * MM, 2.5 * MM
# A quarter of a circle as a Bézier curve: its control points, for a radius of 1.
_CURVE = 0.5523
_MULTIPLE = 4


def add_blanks(book: Pdf, closing: int) -> range:
    """Bring the number of pages to a multiple of 4; the indices of the blank pages.

    They come before the last `closing` pages: the back cover stays outside.
    """
    count = len(book.pages)
    missing = -count % _MULTIPLE
    place = count - closing
    like = book.pages[-1].obj
    for _ in range(missing):
        page = Dictionary(Type=Name.Page, Resources=Dictionary(), Contents=book.make_stream(b""))
        for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
            page[box] = Array([*like[box]])
        book.pages.insert(place, pikepdf.Page(book.make_indirect(page)))
    return range(place, place + missing)


def finish_sheets(book: Pdf) -> None:
    """Clip every page at its bleed, and give it the marks and the sheet around.

    Raises BindError where a page's bleed does not reach 3 mm, or boxes differ.
    """
    boxes = {tuple(_box(page, "/TrimBox") + _box(page, "/BleedBox")) for page in book.pages}
    if len(boxes) != 1:
        raise BindError(f"pages of {len(boxes)} sizes: marks are for one")
    ((left, bottom, right, top, *bleed),) = boxes
    if min(left - bleed[0], bottom - bleed[1], bleed[2] - right, bleed[3] - top) < 3 * MM - 0.01:
        raise BindError("the bleed of the pages is less than 3 mm")
    media = [left - SLUG, bottom - SLUG, right + SLUG, top + SLUG]
    marks = book.make_stream(_marks(left, bottom, right, top))
    marks.Type, marks.Subtype, marks.FormType = Name.XObject, Name.Form, 1
    marks.BBox, marks.Resources = Array([round(v, 4) for v in media]), Dictionary()
    x, y, width, height = bleed[0], bleed[1], bleed[2] - bleed[0], bleed[3] - bleed[1]
    clip = f"q {x:.6f} {y:.6f} {width:.6f} {height:.6f} re W n".encode()
    for page in book.pages:
        _finish_sheet(page, media, marks, clip)


def _finish_sheet(page: pikepdf.Page, media: list[float], marks: Object, clip: bytes) -> None:
    page.obj.MediaBox = Array([round(value, 4) for value in media])
    # Sections share one resource dictionary among their pages: the page gets its own copy.
    resources = Dictionary(dict(page.obj.Resources.items()))
    resources.XObject = Dictionary({**dict(resources.get("/XObject", {}).items()), "/Marks": marks})
    page.obj.Resources = resources
    page.contents_add(clip, prepend=True)
    page.contents_add(b"Q q /Marks Do Q", prepend=False)
    for key in ("/CropBox", "/ArtBox", "/Tabs", "/StructParents", "/Annots"):
        if key in page.obj:
            del page.obj[key]


def _box(page: pikepdf.Page, name: str) -> list[float]:
    if name not in page.obj:
        raise BindError(f"a page without {name}")
    return [float(value) for value in page.obj[name]]


def _marks(left: float, bottom: float, right: float, top: float) -> bytes:
    """The content of the marks: lines and circles in all four inks."""
    lines = [f"q 1 1 1 1 K {_WIDTH} w"]
    for x, away in ((left, -1), (right, 1)):
        for y, out in ((bottom, -1), (top, 1)):
            lines.append(_line(x + away * _GAP, y, x + away * (_GAP + _LENGTH), y))
            lines.append(_line(x, y + out * _GAP, x, y + out * (_GAP + _LENGTH)))
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    for x, y in (
        (middle_x, bottom - _TARGET),
        (middle_x, top + _TARGET),
        (left - _TARGET, middle_y),
        (right + _TARGET, middle_y),
    ):
        lines += [_line(x - _ARM, y, x + _ARM, y), _line(x, y - _ARM, x, y + _ARM)]
        lines += _circle(x, y, _RADIUS)
    return "\n".join([*lines, "Q"]).encode()


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.4f} {y0:.4f} m {x1:.4f} {y1:.4f} l S"


def _circle(x: float, y: float, radius: float) -> Iterator[str]:
    yield f"{x + radius:.4f} {y:.4f} m"
    for c, s in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        # From the end of the arm (c, s) to that a quarter turn on.
        points = [(c - _CURVE * s, s + _CURVE * c), (_CURVE * c - s, _CURVE * s + c), (-s, c)]
        yield " ".join(f"{x + radius * u:.4f} {y + radius * v:.4f}" for u, v in points) + " c"
    yield "S"

"""Pictures of pages, made when a browser asks for them."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict

import pypdfium2 as pdfium

from pipeline.preview.model import PreviewPage, PreviewPages

# Widths in pixels that pages are drawn at: a browser gets the next larger one.
WIDTHS = (480, 800, 1200, 1600, 2400)
# Pictures kept, about half a megabyte each.
_KEPT = 96


class Pictures:
    """Draws pages of the book shown now; for several threads at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, PreviewPage] = {}
        self._document: pdfium.PdfDocument | None = None
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def show(self, shown: PreviewPages) -> None:
        """Draw from now on the pages of this book; pictures of equal ones are kept."""
        with self._lock:
            self._close()
            self._document = pdfium.PdfDocument(shown.pdf) if shown.pages else None
            self._pages = {page.digest: page for page in shown.pages}

    def page(self, digest: str) -> PreviewPage | None:
        """The page of that digest, if it is shown now."""
        with self._lock:
            return self._pages.get(digest)

    def draw(self, digest: str, width: int) -> bytes | None:
        """A page as PNG, at least `width` pixels wide where that is not too much."""
        wide = next((known for known in WIDTHS if known >= width), WIDTHS[-1])
        with self._lock:
            page = self._pages.get(digest)
            if page is None or self._document is None:
                return None
            found = self._kept.get((digest, wide))
            if found is None:
                found = self._draw(self._document[page.index], wide)
            self._kept[digest, wide] = found
            self._kept.move_to_end((digest, wide))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return found

    def close(self) -> None:
        """Let go of the book."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None

    @staticmethod
    def _draw(page: pdfium.PdfPage, wide: int) -> bytes:
        left, bottom, right, top = page.get_trimbox()
        page.set_cropbox(left, bottom, right, top)
        bitmap = page.render(scale=wide / (right - left))
        target = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(target, "PNG", compress_level=1)
        bitmap.close()
        page.close()
        return target.getvalue()

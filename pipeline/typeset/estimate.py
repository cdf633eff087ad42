"""Guesses made before anything is typeset: pages of a section, folios of ids.

They decide how much is set twice, never what is printed.
"""

from __future__ import annotations

import re
from html import unescape

# Characters of text on a page, drawings and titles included: measured over a book of 92 pages,
# of which three quarters of the sections are guessed right.
_PAGE = 2700
_MARKUP = re.compile(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", re.DOTALL)
# A layout whose tightest form ends on one page does so with this much at most.
_ONE_PAGE, _TIGHTEST = re.compile(r'\sdata-fit="[^"\s]+@1[\s"]'), 1.65
_IDS = re.compile(r"""\sid\s*=\s*(?:(["'])(.*?)\1|([^\s"'>]+))""")


def estimate_pages(html: str) -> int:
    """How many pages a section will probably take."""
    pages = len(" ".join(_MARKUP.sub("", html).split())) / _PAGE
    if pages <= _TIGHTEST and _ONE_PAGE.search(html):
        return 1
    return max(1, round(pages))


class Guesses:
    """Guesses for a book whose sections come one after the other; `pages` are by section."""

    def __init__(self) -> None:
        self.pages: dict[str, int] = {}
        self._first = 0

    def add(self, name: str, html: str) -> dict[str, str]:
        """Take in the next section; gives the folio that each of its ids will probably have."""
        folios: dict[str, str] = {}
        count = self.pages[name] = estimate_pages(html)
        for match in _IDS.finditer(html):
            page = self._first + int(count * match.start() / len(html))
            folios.setdefault(unescape(match[2] or match[3]), str(page + 1))
        self._first += count
        return folios

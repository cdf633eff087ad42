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
# So near to half a page, or to what the tightest form holds, a guess may well be wrong.
_DOUBT, _DOUBT_FITTED = 0.3, (1.5, 2.0)
_IDS = re.compile(r"""\sid\s*=\s*(?:(["'])(.*?)\1|([^\s"'>]+))""")


def estimate_pages(html: str) -> tuple[int, bool]:
    """How many pages a section will probably take, and whether that is fairly sure."""
    pages = len(" ".join(_MARKUP.sub("", html).split())) / _PAGE
    if _ONE_PAGE.search(html):
        least, most = _DOUBT_FITTED
        return 1 if pages <= _TIGHTEST else round(pages), not least < pages < most
    return max(1, round(pages)), pages < 1 or abs(pages % 1 - 0.5) > _DOUBT


class Guesses:
    """Guesses for a book whose sections come one after the other.

    `pages` are by section; `doubtful` are those whose number may well be another.
    """

    def __init__(self) -> None:
        self.pages: dict[str, int] = {}
        self.doubtful: set[str] = set()
        self._first = 0

    def add(self, name: str, html: str) -> dict[str, str]:
        """Take in the next section; gives the folio that each of its ids will probably have."""
        folios: dict[str, str] = {}
        count, is_sure = estimate_pages(html)
        self.pages[name] = count
        if not is_sure:
            self.doubtful.add(name)
        for match in _IDS.finditer(html):
            page = self._first + int(count * match.start() / len(html))
            folios.setdefault(unescape(match[2] or match[3]), str(page + 1))
        self._first += count
        return folios

"""Page references as a document writes them: any element with `data-target="ID"` is one.

What becomes of them on the pages is said in `page_references`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

TARGET = "data-target"
_TARGETS = re.compile(rf"""\s{TARGET}\s*=\s*(["'])(.*?)\1""")


def targets(html: str) -> list[str]:
    """The targets of all page references of a document, in order, repeats included."""
    return [unescape(match[2]) for match in _TARGETS.finditer(html)]


def used_folios(html: str, folios: Mapping[str, str]) -> dict[str, str]:
    """The folios that a document's references show."""
    return {target: folios[target] for target in targets(html) if target in folios}

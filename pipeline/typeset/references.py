"""Page references of a document: « → p. 48 » with the folio of its target, or nothing.

Any element with `data-target="ID"` is one. Its first run of digits is the folio's place; where
the target stands on the page of the reference itself, the element gives way to an empty one that
only marks the place. Each gets a key, `ID#n`, n counting the references to that target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.errors import PipelineError

TARGET = "data-target"
KEY = "data-reference"
_TARGETS = re.compile(rf"""\s{TARGET}\s*=\s*(["'])(.*?)\1""")
DIGITS = re.compile(r"\d+")


class ReferenceFormError(PipelineError):
    """A reference element has no digits to put a folio in."""


def set_references(
    root: Any, folios: Mapping[str, str], dropped: Collection[str]
) -> dict[str, bool]:
    """Write the folios into a parsed document, in place; key to whether the reference is shown.

    A target without a folio keeps the digits it was written with.
    """
    counts: Counter[str] = Counter()
    shown: dict[str, bool] = {}
    for element in root.iter():
        target = element.get(TARGET) if isinstance(element.tag, str) else None
        if target is None:
            continue
        key = f"{target}#{counts[target]}"
        counts[target] += 1
        shown[key] = key not in dropped
        if key in dropped:
            _empty(element)
        elif target in folios and not _write(element, folios[target]):
            raise ReferenceFormError(f"the reference to {target!r} has no digits for its folio")
        element.set(KEY, key)
    return shown


def targets(html: str) -> list[str]:
    """The targets of all page references of a document, in order, repeats included."""
    return [unescape(match[2]) for match in _TARGETS.finditer(html)]


def reference_keys(html: str) -> frozenset[str]:
    """The keys of all page references of a document."""
    return frozenset(
        f"{target}#{number}"
        for target, count in Counter(targets(html)).items()
        for number in range(count)
    )


def used_folios(html: str, folios: Mapping[str, str]) -> dict[str, str]:
    """The folios that a document's references show."""
    return {target: folios[target] for target in targets(html) if target in folios}


def _empty(element: Element) -> None:
    """Keep only the place: no text, no children, no style."""
    for child in list(element):
        element.remove(child)
    element.text = None
    element.attrib.clear()


def _write(element: Element, folio: str) -> bool:
    """Put a folio in the place of the first digits; whether there were any."""
    for node in element.iter():
        if node.text and DIGITS.search(node.text):
            node.text = DIGITS.sub(folio, node.text, count=1)
            return True
        if node is not element and node.tail and DIGITS.search(node.tail):
            node.tail = DIGITS.sub(folio, node.tail, count=1)
            return True
    return False

"""Page references of a document: « → p. 48 » with the folio of its target, or nothing.

Any element with `data-target="ID"` is one. Its first run of digits is the folio's place; where
the target stands on the page of the reference itself, the element gives way to an empty one that
only marks the place. Each gets a key, `ID#n`, n counting the references to that target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.errors import PipelineError

TARGET = "data-target"
KEY = "data-reference"
_DIGITS = re.compile(r"\d+")


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


def targets(root: Any) -> list[str]:
    """The targets of all references of a parsed document, in order."""
    return [
        element.get(TARGET)
        for element in root.iter()
        if isinstance(element.tag, str) and element.get(TARGET) is not None
    ]


def _empty(element: Element) -> None:
    """Keep only the place: no text, no children, no style."""
    for child in list(element):
        element.remove(child)
    element.text = None
    element.attrib.clear()


def _write(element: Element, folio: str) -> bool:
    """Put a folio in the place of the first digits; whether there were any."""
    for node in element.iter():
        if node.text and _DIGITS.search(node.text):
            node.text = _DIGITS.sub(folio, node.text, count=1)
            return True
        if node is not element and node.tail and _DIGITS.search(node.tail):
            node.tail = _DIGITS.sub(folio, node.tail, count=1)
            return True
    return False

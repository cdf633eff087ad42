"""Ways through WeasyPrint's tree of laid-out boxes, for what is read or moved after a layout.

The tree is not part of WeasyPrint's public interface; lengths are CSS pixels (1/96 inch).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes as wp


def unwrap(box: Any) -> Any:
    """The box behind the placeholder of an absolutely positioned one."""
    return box if isinstance(box, wp.Box) else box._box


def walk(box: Any) -> Iterator[Any]:
    """A box and all boxes in it, in document order."""
    box = unwrap(box)
    yield box
    for child in getattr(box, "children", ()):
        yield from walk(child)


def classes(box: Any) -> list[str]:
    """The classes of the element a box is made for; none for pseudo-elements."""
    element = box.element
    if element is None or "::" in (box.element_tag or ""):
        return []
    return (element.get("class") or "").split()

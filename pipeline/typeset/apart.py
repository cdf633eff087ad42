"""Paragraphs set apart in several ways, to see how their lines end before the pages are set again.

A small document is made of copies: each paragraph as many times as there are ways, at the measure
it has on its page, inside elements like those around it, on one page as long as need be. What
depends on the place of a paragraph (where a page turns) is not seen there. Copies have no ids:
there may be many of one element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element

_PAGE = "@page { size: 4000px 60000px; margin: 0 }"
_AROUND = (
    "display: block; position: static; float: none; page: auto; columns: auto; margin: 0; "
    "padding: 0; width: auto; height: auto; min-height: 0; break-before: auto; break-after: auto"
)
_AWAY = "display: none"


def set_apart(
    root: Any, measures: Mapping[Any, float], ways: Sequence[str]
) -> tuple[Any, dict[Any, tuple[Any, str]]]:
    """The root element of the small document, and its copies: which element, in which way.

    `measures` gives the width of each paragraph's lines, in points.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    apart = _shallow(root)
    apart.extend(child for child in root if child.tag == "head")
    style = Element("style")
    style.text = _PAGE
    apart.append(style)
    copies: dict[Any, tuple[Any, str]] = {}
    for element, measure in measures.items():
        holder = _around(apart, element, parents, root)
        before = _before(parents[element], element)
        for way in ways:
            copy = deepcopy(element)
            copy.tail = None
            for inner in copy.iter():
                inner.attrib.pop("id", None)
            copy.set("class", f"{element.get('class') or ''} {way}".strip())
            copy.set("style", f"{element.get('style') or ''}; width: {measure}pt")
            if before is not None:
                holder.append(_shallow(before, _AWAY))
            holder.append(copy)
            copies[copy] = (element, way)
    return apart, copies


def _around(apart: Any, element: Any, parents: Mapping[Any, Any], root: Any) -> Any:
    """Empty elements like those around an element, one in the other; the innermost."""
    chain = []
    parent = parents[element]
    while parent is not root:
        chain.append(parent)
        parent = parents[parent]
    holder = apart
    for one in reversed(chain):
        inner = _shallow(one, _AROUND)
        holder.append(inner)
        holder = inner
    return holder


def _before(parent: Any, element: Any) -> Any | None:
    """The element right before another: styles may ask for it."""
    before = None
    for child in parent:
        if child is element:
            return before
        before = child
    return None


def _shallow(element: Any, style: str = "") -> Any:
    copy = Element(element.tag, dict(element.attrib))
    copy.attrib.pop("id", None)
    if style:
        copy.set("style", f"{element.get('style') or ''}; {style}")
    return copy

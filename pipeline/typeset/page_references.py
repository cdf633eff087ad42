"""Page references on the pages: « → p. 48 » with the folio of its target, or nothing.

The first run of digits of an element with `data-target` is the folio's place; where the target
stands on the page of the reference itself, the element gives way to an empty one that only marks
the place. Each gets a key, `ID#n`, n counting the references to that target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes as wp

from pipeline.errors import PipelineError
from pipeline.typeset.boxtree import walk
from pipeline.typeset.references import TARGET

KEY = "data-reference"
DIGITS = re.compile(r"\d+")


class ReferenceFormError(PipelineError):
    """A reference element has no digits to put a folio in."""


@dataclass(slots=True)
class PageReference:
    """A reference in a parsed document; `content` is what it held where it gave way."""

    key: str
    target: str
    element: Any
    content: tuple[dict[str, str], str | None, list[Any]] | None = None
    stays: bool = False

    def give_way(self) -> None:
        """Keep only the place: no text, no children, no style."""
        element = self.element
        self.content = (dict(element.attrib), element.text, list(element))
        for child in list(element):
            element.remove(child)
        element.text = None
        element.attrib.clear()
        element.set(KEY, self.key)

    def come_back(self) -> None:
        """Be shown again, for good: its own width decides, and it must not go back and forth."""
        if self.content is not None:
            attributes, self.element.text, children = self.content
            self.element.attrib.update(attributes)
            self.element.extend(children)
        self.content, self.stays = None, True


class PageReferences:
    """The references of a parsed document, which give way as its layouts show where they stand."""

    def __init__(self, references: Sequence[PageReference], own: Collection[str]) -> None:
        self._references = references
        self._inside = {one.element: one for one in references if one.target in own}

    def shown(self) -> dict[str, bool]:
        """Whether each reference is shown, by its key, in document order."""
        return {one.key: one.content is None for one in self._references}

    def set(self, shown: Mapping[str, bool]) -> None:
        """Let those give way that are not to be shown (see `shown`)."""
        for one in self._references:
            if not shown[one.key]:
                one.give_way()

    def learn(self, document: Any) -> None:
        """Let the references of a laid-out document give way that stand on their target's page."""
        if not self._inside:
            return
        pages: dict[str, int] = {}
        seen: dict[Any, int] = {}
        for number, page in enumerate(document.pages):
            for name in page.anchors:
                pages.setdefault(name, number)
            for box in walk(page._page_box):
                if box.element in self._inside and not isinstance(box, (wp.TextBox, wp.LineBox)):
                    seen.setdefault(box.element, number)
        for element, one in self._inside.items():
            together = one.target in pages and seen.get(element) == pages[one.target]
            if together and one.content is None and not one.stays:
                one.give_way()
            elif not together and one.content is not None:
                one.come_back()


def set_references(root: Any, folios: Mapping[str, str]) -> PageReferences:
    """Write the folios into a parsed document, in place.

    A target without a folio keeps the digits it was written with.
    """
    counts: Counter[str] = Counter()
    references = []
    for element in root.iter():
        target = element.get(TARGET) if isinstance(element.tag, str) else None
        if target is None:
            continue
        if target in folios and not _write(element, folios[target]):
            raise ReferenceFormError(f"the reference to {target!r} has no digits for its folio")
        references.append(PageReference(f"{target}#{counts[target]}", target, element))
        counts[target] += 1
        element.set(KEY, references[-1].key)
    return PageReferences(references, {element.get("id", "") for element in root.iter()})


def _write(element: Any, folio: str) -> bool:
    """Put a folio in the place of the first digits; whether there were any."""
    for node in element.iter():
        if node.text and DIGITS.search(node.text):
            node.text = DIGITS.sub(folio, node.text, count=1)
            return True
        if node is not element and node.tail and DIGITS.search(node.tail):
            node.tail = DIGITS.sub(folio, node.tail, count=1)
            return True
    return False

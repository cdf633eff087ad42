"""A document laid out until its pages are as they should be: forms, references, grid, lines."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import tostring

from weasyprint import Document

from pipeline.typeset.baseline import settle_baseline
from pipeline.typeset.evenness import LayApart, even_lines
from pipeline.typeset.fit import fit
from pipeline.typeset.page_references import PageReferences

LayOut = Callable[[], Document]

# Layouts that may be asked for again: forms tried in vain lead back to the one before.
KEPT = 3
# A reference may give way, come back, and so move others.
ROUNDS = 4


class _Desk:
    """Lays a document out as its elements are now, unless that was just done."""

    def __init__(self, root: Any, references: PageReferences, lay_out: LayOut) -> None:
        self._root = root
        self._references = references
        self._lay_out = lay_out
        self._kept: OrderedDict[bytes, Document] = OrderedDict()

    def lay_out(self) -> Document:
        """The document; its references give way, which the next layout shows."""
        key = self._key()
        document = self._kept.pop(key, None) or self._lay_out()
        self._kept[key] = document
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._references.learn(document)
        return document

    def refer(self, document: Document) -> Document:
        """The document as its references have it by now."""
        for _ in range(ROUNDS):
            if self._kept.get(self._key()) is document:
                break
            document = self.lay_out()
        return document

    def _key(self) -> bytes:
        return hashlib.sha256(tostring(self._root)).digest()


def settle(root: Any, references: PageReferences, lay_out: LayOut, lay_apart: LayApart) -> Document:
    """The settled layout of the document whose root element is `root`, changed in place.

    `lay_out` reads that document, `lay_apart` another under the same style sheets. The result
    depends on the document alone.
    """
    desk = _Desk(root, references, lay_out)
    document = desk.refer(fit(root, desk.lay_out))
    document = even_lines(root, document, desk.lay_out, lay_apart)
    # Columns set in another way may have another height.
    document = settle_baseline(document, desk.lay_out)
    return desk.refer(document)

"""Page labels: the number a reader's program shows for each page (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Pdf, String

from pipeline.bind.model import BindError


def add_labels(book: Pdf, labels: Mapping[int, str]) -> None:
    """Label pages with their physical number, or in words where `labels` has their index."""
    count = len(book.pages)
    beyond = [index for index in labels if not 0 <= index < count]
    if beyond:
        raise BindError(f"a label for page index {beyond[0]} of a book of {count} pages")
    ranges: list[int | Dictionary] = []
    for index in range(count):
        if index in labels:
            ranges += [index, Dictionary(P=String(labels[index]))]
        elif index == 0 or index - 1 in labels:
            ranges += [index, Dictionary(S=Name.D, St=index + 1)]
    book.Root.PageLabels = Dictionary(Nums=Array(ranges))

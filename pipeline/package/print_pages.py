"""Where the pages of the print edition begin, read from the layout record of a section."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.layout import LayoutRecord
from pipeline.package.model import PageBreak

# Where running text stands; notes and placed blocks do not begin a page.
_RUNNING = ("column", "flow")


def print_pages(
    section: str, record: LayoutRecord, first_page: int, own_source: str
) -> Iterator[PageBreak]:
    """A section's pages for the page list of the EPUB.

    `first_page` is the index of its first page in the book, whose folios count from 1;
    `own_source` the `file:line` of the section itself. A page begins with the block of its first
    line, or with one that the same text has before it, placed beside (the head of a box). Where
    that line belongs to no block of its own (a panel at the end of a zoom), the page begins after
    the last block of the page before. A page of the contents, whose lines come from no source,
    begins with the entry that leads to its first target (`#ID`).
    """
    known, last = {own_source}, ""
    for number in range(len(record.pages)):
        sources = [
            line.source
            for line in record.lines
            if line.page == number and line.source and record.columns[line.column].kind in _RUNNING
        ]
        label = str(first_page + number + 1)
        first = _head_beside(record, number, next(iter(sources), ""), known)
        if number == 0:
            yield PageBreak(label, section)
        elif not sources and (entry := _first_entry(record, number)):
            yield PageBreak(label, section, f"#{entry}")
        elif first and (first not in known or first == last):
            yield PageBreak(label, section, first)
        else:
            yield PageBreak(label, section, last, after=True)
        known.update(sources, _sources_beside(record, number))
        last = sources[-1] if sources else last


def _head_beside(record: LayoutRecord, page: int, first: str, known: set[str]) -> str:
    """The block before a page's first one in the same text, if it stands beside it."""
    file, _, line = first.rpartition(":")
    lines = {first: int(line)} if first else {}
    for source in _sources_beside(record, page):
        own_file, _, own_line = source.rpartition(":")
        if first and own_file == file and source not in known:
            lines[source] = int(own_line)
    return min(lines, key=lines.__getitem__, default="")


def _sources_beside(record: LayoutRecord, page: int) -> list[str]:
    return [
        line.source
        for line in record.lines
        if line.page == page and line.source and record.columns[line.column].kind == "placed"
    ]


def _first_entry(record: LayoutRecord, page: int) -> str:
    """The target of the first page reference that stands on a page, or nothing."""
    return next((reference.target for reference in record.references if reference.page == page), "")

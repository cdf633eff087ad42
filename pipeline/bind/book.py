"""Step 6a, bind: typeset sections to one book."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from pipeline.bind.archive import add_archive_traits
from pipeline.bind.destinations import name_places, turn_links
from pipeline.bind.fonts import font_dictionary, share_fonts
from pipeline.bind.labels import add_labels
from pipeline.bind.layer import lay_over
from pipeline.bind.metadata import add_metadata
from pipeline.bind.model import BookInfo, BoundSection, OutlineItem
from pipeline.bind.outline import add_outline
from pipeline.bind.structure import join_sections

VERSION = "1.7"


def bind(
    sections: Sequence[BoundSection],
    layer_pdf: bytes,
    info: BookInfo,
    outline: Sequence[OutlineItem],
) -> bytes:
    """Bind sections to one tagged PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.

    `layer_pdf` has one untagged page for each page of the book, blanks included; empty bytes
    mean no layer. Raises `UnknownTargetError` or `AmbiguousTargetError` for a link, and
    `BindError` for whatever else does not fit.
    """
    with pikepdf.new() as book:
        joined = join_sections(book, sections)
        names = name_places(book, joined)
        turn_links(book, joined, names)
        add_outline(book, outline, names)
        add_labels(book, info.labels)
        dictionaries = [font_dictionary(book.pages[item.first].obj) for item in joined]
        if layer_pdf:
            dictionaries.append(font_dictionary(lay_over(book, layer_pdf)))
        share_fonts(book, dictionaries)
        add_metadata(book, info)
        add_archive_traits(book)
        target = BytesIO()
        book.save(
            target,
            deterministic_id=True,
            min_version=VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return target.getvalue()

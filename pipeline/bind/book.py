"""Step 6a, bind: typeset sections to one book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from pipeline.bind.structure import Joined, join_sections

VERSION = "1.7"


def bind(
    sections: Sequence[BoundSection],
    layer_pdf: bytes | Callable[[], bytes],
    info: BookInfo,
    outline: Sequence[OutlineItem],
) -> bytes:
    """Bind sections to one tagged PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.

    `layer_pdf` has one untagged page for each page of the book, blanks included; empty bytes
    mean no layer; one that is still being set may be given as what waits for it. Raises
    `UnknownTargetError` or `AmbiguousTargetError` for a link, and `BindError` for whatever else
    does not fit.
    """
    with pikepdf.new() as book:
        joined = join_sections(book, sections)
        names = name_places(book, joined)
        turn_links(book, joined, names)
        add_outline(book, outline, names)
        add_labels(book, info.labels)
        share_fonts(book, _font_dictionaries(book, joined, layer_pdf))
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


def _font_dictionaries(
    book: pikepdf.Pdf, joined: Sequence[Joined], layer_pdf: bytes | Callable[[], bytes]
) -> Iterator[pikepdf.Object]:
    """The font dictionary of each part, then of the layer, which is laid over when it is there."""
    yield from [font_dictionary(book.pages[item.first].obj) for item in joined]
    layer = layer_pdf if isinstance(layer_pdf, bytes) else layer_pdf()
    if layer:
        yield font_dictionary(lay_over(book, layer))

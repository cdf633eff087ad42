"""Step 6a, bind: section PDFs to one book, by pikepdf (the only package that imports it)."""

from pipeline.bind.book import bind
from pipeline.bind.model import (
    AmbiguousTargetError,
    BindError,
    BookInfo,
    BoundSection,
    OutlineItem,
    UnknownTargetError,
)

__all__ = [
    "AmbiguousTargetError",
    "BindError",
    "BookInfo",
    "BoundSection",
    "OutlineItem",
    "UnknownTargetError",
    "bind",
]

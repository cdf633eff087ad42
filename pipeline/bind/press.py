"""Step 6a, bind: the press edition, made of the bound screen edition.

The same pages, so the same lines and folios: only colours, boxes and claims change, and what a
press does not need is left out (tags, links, bookmarks).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from pipeline.bind.model import BookInfo
from pipeline.bind.press_claim import claim_press
from pipeline.bind.press_content import Rewriter, colours_of
from pipeline.bind.press_inks import Cmyk, Rgb, choose_inks
from pipeline.bind.press_pictures import (
    convert_gradients,
    convert_groups,
    convert_pictures,
    drop_colour_spaces,
    gradient_colours,
)
from pipeline.bind.press_profile import PressProfile
from pipeline.bind.press_sheets import add_blanks, finish_sheets

VERSION = "1.6"


@dataclass(frozen=True)
class PressSetting:
    """How a book is printed.

    `pairs` gives declared colours their inks (percent); `text` is the colour of running text,
    printed in black alone where it is small; the last `closing` pages are the back cover.
    """

    pairs: Mapping[Rgb, Cmyk]
    text: Rgb
    profile: PressProfile
    closing: int = 0


@dataclass(frozen=True)
class PressFile:
    """A press PDF; `blanks` are the pages added, `unpaired` the colours without declared inks."""

    pdf: bytes
    blanks: range
    unpaired: tuple[Rgb, ...]


def bind_press(screen: bytes, info: BookInfo, setting: PressSetting) -> PressFile:
    """The press edition of a bound book; the same input gives the same bytes.

    Raises `BindError` where boxes or gradients are of a kind it does not know.
    """
    with pikepdf.open(BytesIO(screen)) as book:
        _drop_reading(book)
        colours = colours_of(book) | gradient_colours(book)
        inks = choose_inks(colours, setting.pairs, setting.profile.convert)
        rewriter = Rewriter(book, inks, setting.text)
        for page in book.pages:
            rewriter.rewrite_page(page)
        convert_gradients(book, inks)
        convert_pictures(book, setting.profile)
        convert_groups(book)
        drop_colour_spaces(book)
        blanks = add_blanks(book, setting.closing)
        finish_sheets(book)
        claim_press(book, info, setting.profile, hashlib.sha256(screen).hexdigest())
        target = BytesIO()
        book.save(
            target,
            deterministic_id=True,
            force_version=VERSION,
            # Old plate-makers read plain objects best.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
        )
    return PressFile(target.getvalue(), blanks, inks.unpaired)


def _drop_reading(book: pikepdf.Pdf) -> None:
    """Take the links out first: their appearance may hold colours that nobody prints."""
    for page in book.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]

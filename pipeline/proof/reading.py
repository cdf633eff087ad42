"""What a finished file says, section by section, in the order it is read aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["text", "note", "picture", "drawn"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is read on its own.

    `text` is running text, headings, items and cells; `note` a note; `picture` the words that
    stand for a picture; `drawn` letters inside a drawing, which nobody reads aloud. `page` is the
    index of its page, -1 where there are no pages.
    """

    kind: BlockKind
    text: str
    page: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """A finished file: the blocks of each section, by the section's id."""

    sections: Mapping[str, Sequence[Block]]


_SIGNS = str.maketrans({"’": "'", "‘": "'"})
# Among them hyphens: one at the end of a line may be the word's own, or the engine's.
_UNSEEN = dict.fromkeys(map(ord, "-‐‑–—−\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def fold(text: str) -> str:
    """A text as it is compared: letters, digits and signs, whatever their typography.

    Spaces and dashes go, since lines end without the ones and with hyphens that are not the
    word's; raised and joined letters, capitals and apostrophes are made plain.
    """
    if text.isascii():
        plain = text.replace("-", "").casefold()
    else:
        plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold().translate(_UNSEEN)
    return "".join(plain.split())


def joints_of(text: str) -> frozenset[int]:
    """The offsets in the folded text at which the text has a space."""
    joints, at = set(), 0
    for word in text.split():
        at += len(word if word.isascii() and word.isalnum() else fold(word))
        joints.add(at)
    return frozenset(joints)


def join_lines(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one text; a word that a hyphen divides is made whole."""
    text = ""
    for line in lines:
        if text.endswith("‐"):
            text = text[:-1] + line
        elif text.endswith(("-", "/")) or not text:
            text += line
        else:
            text += f" {line}"
    return text

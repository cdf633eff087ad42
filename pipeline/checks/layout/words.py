"""Words of lines: counting them, quoting them, advising how many to cut."""

from __future__ import annotations

import math

_PLAIN = str.maketrans({"’": "'", "\u2010": "-", "\u00ad": ""})


def count_words(text: str) -> int:
    """How many words; punctuation that stands alone is none."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def plain(text: str, *, letters: bool = False) -> str:
    """A text as it is typed: straight apostrophes, ordinary spaces; or its letters only."""
    if letters:
        return "".join(sign for sign in text.lower() if sign.isalnum())
    return " ".join(text.translate(_PLAIN).split())


def quote(text: str, count: int = 5) -> str:
    """The first words of a text, between guillemets."""
    words = text.split()
    shown = " ".join(words[:count]).strip("«» ,;:.")
    return f"« {shown}{'…' if len(words) > count else ''} »"


def quote_end(text: str, count: int = 4) -> str:
    """The last words of a text, between guillemets."""
    words = text.split()
    shown = " ".join(words[-count:]).strip("«» ")
    return f"« {'…' if len(words) > count else ''}{shown} »"


def rounded(words: float) -> int:
    """A number of words, rounded up: to five from twenty on; one at least."""
    count = max(1, math.ceil(words - 1e-6))
    return math.ceil(count / 5) * 5 if count > 20 else count


def about(words: float) -> str:
    """« environ 12 mots »."""
    count = rounded(words)
    return f"environ {count} mot{'s' if count > 1 else ''}"

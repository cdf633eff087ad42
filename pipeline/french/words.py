"""The words of a French phrase that carry its meaning, to see whether two phrases say the same."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_EMPTY = frozenset(
    (
        "a", "à", "au", "aux", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les",
        "leur", "leurs", "ou", "par", "pour", "qu", "que", "s", "sa", "ses", "son", "sur", "un",
        "une",
    )
)  # fmt: skip


def content_words(text: str) -> list[str]:
    """The words of a text in lower case, in order, without articles and prepositions."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _EMPTY]


def singular(word: str) -> str:
    """A word without the mark of the plural, as far as letters tell: « emplois » is « emploi »."""
    if word.endswith("aux") and len(word) > 5:
        return f"{word[:-3]}al"
    return word[:-1] if word.endswith(("s", "x")) and len(word) > 3 else word


def plain_id(name: str) -> str:
    """A name as an identifier: « Provence-Alpes-Côte d’Azur » is « provence-alpes-cote-d-azur »."""
    letters = unicodedata.normalize("NFD", name.casefold())
    ascii_letters = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_letters).strip("-")

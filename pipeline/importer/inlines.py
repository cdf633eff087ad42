"""The words of a manuscript, cleaned: what the sources can hold stays, the rest is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.importer.model import Gathered, Json

# The pipeline sets these itself.
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_KEPT = ("Emph", "Strong", "Superscript", "Subscript", "SmallCaps")
# Marks of a word processor that mean nothing here, and what to say of them, if anything.
_DROPPED = {
    "Underline": "souligné",
    "Strikeout": "texte barré",
    "Quoted": "",
    "Span": "",
    "Cite": "citations d’ouvrages",
}


class Inlines:
    """Cleans inline nodes; pictures met among words are handed to `pictures`."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self.pictures: list[Json] = []

    def clean(self, inlines: Sequence[Json]) -> list[Json]:
        """The inline nodes that the sources can hold."""
        return [made for inline in inlines for made in self._clean(inline)]

    def _clean(self, inline: Json) -> Iterator[Json]:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            yield from _split(_SPACES.sub(" ", str(content)))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield inline
        elif kind in _KEPT:
            yield {"t": kind, "c": self.clean(content or [])}
        elif kind in _DROPPED:
            if _DROPPED[kind]:
                self._say(f"{_DROPPED[kind]} : la marque n’est pas gardée, les mots le sont")
            yield from self.clean((content or [[]])[-1] if kind in _NESTED else content or [])
        else:
            yield from self._special(kind, content, inline)

    def _special(self, kind: str, content: object, inline: Json) -> Iterator[Json]:
        if kind == "Note" and isinstance(content, list):
            self._gathered.counts["notes"] += 1
            yield {"t": "Note", "c": self._note(content)}
        elif kind == "Link" and isinstance(content, list):
            words = self.clean(content[1])
            if content[2][0].startswith("#"):
                self._say(f"renvoi interne à refaire : « {plain_words(words)} »")
                yield from words
            else:
                yield {"t": "Link", "c": [["", [], []], words, [content[2][0], ""]]}
        elif kind == "Image":
            self.pictures.append(inline)
        elif kind in ("Code", "Math") and isinstance(content, list):
            self._say(f"formule ou code mis en texte : « {content[1]} »")
            yield {"t": "Str", "c": str(content[1])}
        else:
            self._say(f"passage d’une sorte inconnue, laissé de côté ({kind})")

    def _note(self, blocks: Sequence[Json]) -> list[Json]:
        kept = [block for block in blocks if block["t"] in ("Para", "Plain")]
        if len(kept) < len(blocks):
            self._say("note qui contient plus que des paragraphes : à compléter")
        return [{"t": "Para", "c": self.clean(block["c"])} for block in kept]

    def _say(self, words: str) -> None:
        self._gathered.remark(words)


_NESTED = ("Quoted", "Span", "Cite")


def _split(text: str) -> Iterator[Json]:
    """Words and the spaces between them."""
    for number, word in enumerate(text.split(" ")):
        if number:
            yield {"t": "Space"}
        if word:
            yield {"t": "Str", "c": word}


def plain_words(inlines: Sequence[Json]) -> str:
    """The words of inline nodes, without notes and marks."""
    parts = []
    for inline in inlines:
        content = inline.get("c")
        if inline["t"] == "Str":
            parts.append(str(content))
        elif inline["t"] in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif inline["t"] == "Link" and isinstance(content, list):
            parts.append(plain_words(content[1]))
        elif inline["t"] in _KEPT and isinstance(content, list):
            parts.append(plain_words(content))
    return " ".join("".join(parts).split())

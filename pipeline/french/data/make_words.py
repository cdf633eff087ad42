"""Make `words.txt.z`, every word of French, from a Hunspell dictionary.

Run by hand: `python make_words.py fr.aff fr.dic`. Affixes are read after hunspell(5): a line of the
.dic is a word with flags of two signs; a suffix flag stands for a list of (cut, add, where).
Prefixes are elisions here (l’, qu’…), which the reader of the words takes off by itself: they are
left out.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Suffix:
    """What is cut from the end of a word that matches, and what is put there."""

    cut: str
    add: str
    flags: frozenset[str]
    where: re.Pattern[str]


@dataclass(frozen=True)
class Affixes:
    """The suffixes by flag; the flag of stems that are no words; that of words to refuse."""

    suffixes: dict[str, list[Suffix]]
    needed: str
    refused: str


def _flags(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(0, len(text), 2))


def _letters(text: str) -> str:
    return "" if text == "0" else text


def read_affixes(aff: str) -> Affixes:
    """What an .aff file says of suffixes."""
    suffixes: dict[str, list[Suffix]] = defaultdict(list)
    options = {"NEEDAFFIX": "", "FORBIDDENWORD": ""}
    for line in aff.split("\n"):
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            add, _, flags = parts[3].partition("/")
            where = re.compile(f"(?:{parts[4]})$")
            suffix = Suffix(_letters(parts[2]), _letters(add), _flags(flags), where)
            suffixes[parts[1]].append(suffix)
        elif parts and parts[0] in options:
            options[parts[0]] = parts[1]
    return Affixes(suffixes, options["NEEDAFFIX"], options["FORBIDDENWORD"])


def _forms(word: str, flags: frozenset[str], affixes: Affixes) -> Iterator[str]:
    """A word, if it is one without more, and all that its suffixes make of it."""
    if affixes.needed not in flags:
        yield word
    for flag in flags:
        for suffix in affixes.suffixes.get(flag, ()):
            if word.endswith(suffix.cut) and suffix.where.search(word):
                made = word[: len(word) - len(suffix.cut)] + suffix.add
                yield from _forms(made, suffix.flags, affixes)


def expand(aff: str, dic: str) -> list[str]:
    """Every form of every word that holds a letter, sorted, apostrophes straight."""
    affixes = read_affixes(aff)
    words: set[str] = set()
    for line in dic.split("\n")[1:]:
        # What follows the word are notes on grammar.
        word, _, written = line.split(" po:")[0].split("\t")[0].strip().partition("/")
        flags = _flags(written)
        if word and affixes.refused not in flags:
            words.update(_forms(word, flags, affixes))
    return sorted(word.replace("’", "'") for word in words if _LETTER.search(word))


def main(aff: str, dic: str) -> None:
    """Write the words, one a line, compressed."""
    words = expand(Path(aff).read_text("utf-8"), Path(dic).read_text("utf-8"))
    data = "".join(f"{word}\n" for word in words).encode()
    (HERE / "words.txt.z").write_bytes(zlib.compress(data, 9))
    print(f"{len(words)} words, {len(data)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])

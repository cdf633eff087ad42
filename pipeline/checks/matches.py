"""Rules that look for a pattern in all printed words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from pipeline.checks import mends
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome
from pipeline.checks.passages import Passage
from pipeline.model.tree import Foreign

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
Say = Callable[[re.Match[str]], tuple[str, str]]


def look_for(
    context: Context, pattern: re.Pattern[str], say: Say, cure: mends.Cure = mends.no_cure
) -> Iterator[Outcome]:
    """A fault for each match outside addresses and foreign words.

    `say` gives message and hint, `cure` what mends it.
    """
    near = _near(context, pattern)
    yield Confirmed(len(context.texts) - len(near))
    for passage in near:
        matches = list(pattern.finditer(passage.text))
        closed = [m.span() for m in _ADDRESS.finditer(passage.text)] if matches else []
        found = False
        for match in matches:
            at = match.start()
            if any(start <= at < end for start, end in closed):
                continue
            if passage.covered(at, Foreign):
                continue
            found = True
            message, hint = say(match)
            made = tuple(mends.make_mend(passage, *edit) for edit in cure(match))
            key = key_of(passage, match.group())
            yield Fault(passage.place_at(at), message, hint, key, mends=made)
        if not found:
            yield Confirmed()


def _near(context: Context, pattern: re.Pattern[str]) -> list[Passage]:
    """The texts that may hold a match: one look at all of them is far faster than one at each."""
    words, starts = context.joined
    lines = re.compile(pattern.pattern, pattern.flags | re.MULTILINE)
    ranks: set[int] = set()
    for match in lines.finditer(words):
        # A match may begin in what parts two texts, and end in the second.
        for at in (match.start(), max(match.start(), match.end() - 1)):
            ranks.add(bisect_right(starts, at) - 1)
    return [context.texts[rank] for rank in sorted(ranks)]


def key_of(passage: Passage, words: str) -> str:
    """The key of a fault: the piece and the words found."""
    return f"{passage.piece}:{' '.join(words.split())}"

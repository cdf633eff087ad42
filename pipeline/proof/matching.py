"""Finding the texts of the sources in a reading, each stretch once, and what is left over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.proof.reading import Block, BlockKind, fold, joints_of

# So many blocks, at most, does one item of the sources fill: a paragraph that pages divide.
_BLOCKS = 4
# A pattern that is a text as `re.escape` writes it.
_PLAIN = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\\W)*")
_ESCAPED = re.compile(r"\\(\W)")


@dataclass(frozen=True, slots=True)
class _Words:
    """Plain words to look for; most items are no more, and a pattern takes longer to make."""

    words: str

    def search(self, text: str, at: int) -> tuple[int, int] | None:
        """The first match from there on."""
        begin = text.find(self.words, at)
        return (begin, begin + len(self.words)) if begin >= 0 else None

    def fills(self, text: str, begin: int, end: int) -> bool:
        """Whether a stretch of text is a match."""
        return text[begin:end] == self.words


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern to look for."""

    pattern: re.Pattern[str]

    def search(self, text: str, at: int) -> tuple[int, int] | None:
        """The first match from there on."""
        match = self.pattern.search(text, at)
        return match.span() if match else None

    def fills(self, text: str, begin: int, end: int) -> bool:
        """Whether a stretch of text is a match."""
        return self.pattern.fullmatch(text, begin, end) is not None


def _wanted(pattern: str, prefix: str) -> _Words | _Pattern:
    if not prefix and _PLAIN.fullmatch(pattern):
        return _Words(_ESCAPED.sub(r"\1", pattern))
    return _Pattern(re.compile(f"({prefix}){pattern}", re.DOTALL))


@dataclass
class Stream:
    """The folded text of blocks, one after another; what was found is marked as used."""

    text: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    joints: frozenset[int]
    used: bytearray = field(repr=False)

    @classmethod
    def of(cls, blocks: Iterable[Block], kind: BlockKind) -> Stream:
        """The stream of the blocks of one kind."""
        chosen = tuple(block for block in blocks if block.kind == kind)
        folded = [fold(block.text) for block in chosen]
        starts: list[int] = []
        joints: set[int] = set()
        at = 0
        for block, text in zip(chosen, folded, strict=True):
            starts.append(at)
            joints.update(at + joint for joint in joints_of(block.text))
            at += len(text)
        return cls("".join(folded), chosen, tuple(starts), frozenset(joints), bytearray(at))

    def find(
        self,
        pattern: str,
        start: int = 0,
        prefix: str = "",
        *,
        apart: bool = False,
        whole: bool = False,
    ) -> int:
        """Mark the first free match that begins at `start` or later; its end, or -1.

        `apart`: it has to begin a block, or follow what was found in it; `whole`: it has to end
        one as well. `prefix` (a pattern) may stand before it.
        """
        wanted = _wanted(pattern, prefix)
        at = start
        while span := wanted.search(self.text, at):
            begin, end = span
            at = begin + 1
            if whole:
                # What may follow an item (a folio) must not take the figures of the next block.
                end = self._whole_end(wanted, begin)
            if end <= begin or self.used.find(1, begin, end) >= 0:
                continue
            if self._divides_number(begin) or self._divides_number(end):
                continue
            if (apart or whole) and not self._begins(begin):
                continue
            self.used[begin:end] = b"\1" * (end - begin)
            return end
        return -1

    def _whole_end(self, wanted: _Words | _Pattern, begin: int) -> int:
        """Where the first blocks from there on that the pattern fills end, or -1."""
        following = bisect_right(self.starts, begin)
        ends = (*self.starts[following : following + _BLOCKS], len(self.text))
        return next((end for end in ends if wanted.fills(self.text, begin, end)), -1)

    def _divides_number(self, at: int) -> bool:
        return (
            0 < at < len(self.text)
            and self.text[at - 1 : at + 1].isdigit()
            and at not in self.joints
        )

    def _begins(self, at: int) -> bool:
        block = bisect_right(self.starts, at) - 1
        return at == self.starts[block] or self.used.find(0, self.starts[block], at) < 0

    def page_at(self, at: int) -> int:
        """The index of the page an offset stands on; -1 where there are no pages."""
        block = bisect_right(self.starts, max(at, 0)) - 1
        return self.blocks[block].page if self.blocks else -1

    def left(self) -> Iterator[tuple[Block, str]]:
        """What was not found, a run at a time, each with its block."""
        ends = [*self.starts[1:], len(self.text)][: len(self.starts)]
        for block, start, end in zip(self.blocks, self.starts, ends, strict=True):
            run = start
            for at in range(start, end + 1):
                if at == end or self.used[at]:
                    if at > run:
                        yield block, self.text[run:at]
                    run = at + 1


def is_explained(run: str, known: re.Pattern[str]) -> bool:
    """Whether a run is made of nothing but known words."""
    return known.fullmatch(run) is not None


def known_words(phrases: Sequence[str], patterns: Sequence[str]) -> re.Pattern[str]:
    """A pattern of any sequence of phrases (as written) and patterns (over folded text)."""
    folded = {re.escape(fold(phrase)) for phrase in phrases} - {""}
    longest_first = sorted(folded, key=lambda text: (-len(text), text))
    return re.compile(f"(?:{'|'.join([*longest_first, *patterns])})+")

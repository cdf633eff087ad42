"""Where places of the sources are printed, and what changed between two states of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.model.layout import LineRecord
from pipeline.model.places import Place
from pipeline.preview.model import Focus, PreviewPage

# Letters around a change that are looked for on the page.
_CONTEXT = 12
_LETTERS = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class Change:
    """The lines of a file that are other than before, from 1, and a few letters around.

    `after` begins with the first letter that changed; `before` ends with the one that did not.
    """

    file: str
    first: int
    last: int
    before: str
    after: str


def find_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """What changed in each file that is there now."""
    for name, text in after.items():
        old = before.get(name)
        if old is not None and old != text:
            yield _change(name, old.split("\n"), text.split("\n"))


def _change(name: str, old: Sequence[str], new: Sequence[str]) -> Change:
    first = _alike(old, new)
    shorter = min(len(old), len(new)) - first
    kept = min(_alike(old[::-1], new[::-1]), shorter)
    last = max(first, len(new) - kept - 1)
    line = new[first] if first < len(new) else ""
    start = _alike(old[first] if first < len(old) else "", line)
    before, after = _letters(line[:start])[-_CONTEXT:], _letters(line[start:])[:_CONTEXT]
    return Change(name, first + 1, last + 1, before, after)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items two sequences begin with alike."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _letters(text: str) -> str:
    return _LETTERS.sub("", text)


@dataclass(frozen=True)
class Printed:
    """The printed blocks of the sources, by file: line at which each begins, its pages."""

    blocks: Mapping[str, Mapping[int, Mapping[int, str]]]

    @classmethod
    def of(cls, pages: Sequence[PreviewPage]) -> Printed:
        """The blocks of pages; of each block and page, the letters printed."""
        blocks: dict[str, dict[int, dict[int, str]]] = {}
        for page in pages:
            for line in page.lines:
                file, _, number = line.source.rpartition(":")
                if file:
                    found = blocks.setdefault(file, {}).setdefault(int(number), {})
                    found[page.folio] = found.get(page.folio, "") + _line_letters(line)
        return cls(blocks)

    def folio_of(self, place: Place) -> int:
        """The page on which a place of the sources is printed; 0 where it is not."""
        starts = sorted(self.blocks.get(place.file, {}))
        if not starts:
            return 0
        start = max((line for line in starts if line <= place.line), default=starts[0])
        return min(self.blocks[place.file][start])

    def focus_of(self, changes: Sequence[Change]) -> Focus | None:
        """Where the first of these changes that is printed stands."""
        for change in changes:
            of_file = self.blocks.get(change.file)
            if of_file:
                return self._focus(change, of_file)
        return None

    def _focus(self, change: Change, of_file: Mapping[int, Mapping[int, str]]) -> Focus:
        begun = [line for line in of_file if line <= change.first]
        first = max(begun, default=min(of_file))
        touched = sorted(line for line in of_file if first <= line <= max(first, change.last))
        blocks = tuple(f"{change.file}:{line}" for line in touched)
        pages = of_file[first]
        for words in filter(None, (change.after, change.before)):
            showing = [folio for folio, letters in pages.items() if words in letters]
            if showing:
                return Focus(min(showing), blocks)
        return Focus(min(pages), blocks)


def _line_letters(line: LineRecord) -> str:
    return _letters(line.text)


def first_difference(
    before: Sequence[PreviewPage], after: Sequence[PreviewPage]
) -> PreviewPage | None:
    """The first page whose text stands otherwise than before, of those there were and are."""
    for old, new in zip(before, after, strict=False):
        if old.lines != new.lines:
            return new
    return None

"""Parsing many texts at once, through the store."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import Problem
from pipeline.markdown import faults
from pipeline.markdown.convert import Converter
from pipeline.markdown.encoding import Parsed, decode, encode
from pipeline.markdown.notes import call_problems, defuse, find_bad_calls
from pipeline.markdown.pandoc import read_texts
from pipeline.markdown.store import TreeStore
from pipeline.model.places import Place
from pipeline.model.tree import Tree


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text and where it stands in the sources.

    `place` is that of its first character; `indent` the number of columns that every further line
    is shifted by, as in a block of a YAML file. Where lines were joined or characters escaped,
    `jumps` gives the offset and the place of each character from which places run on anew.
    """

    text: str
    place: Place
    indent: int = 0
    jumps: tuple[tuple[int, Place], ...] = ()

    def locator(self) -> Callable[[int, int], Place]:
        """A function from a line and column (from 1) of the text to a place in the sources."""
        if self.jumps:
            return self._jumping_locator()
        file, first, column_ = self.place.file, self.place.line - 1, self.place.column - 1

        def locate(line: int, column: int) -> Place:
            shift = column_ if line == 1 else self.indent
            return Place(file, first + line, shift + column)

        return locate

    def _jumping_locator(self) -> Callable[[int, int], Place]:
        starts = [0]
        for line in self.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        offsets = [offset for offset, _ in self.jumps]

        def locate(line: int, column: int) -> Place:
            offset = starts[min(line, len(starts)) - 1] + column - 1
            found = max(0, bisect_right(offsets, offset) - 1)
            start, place = self.jumps[found]
            return place.shifted(columns=offset - start)

        return locate


def parse_markdown(
    texts: Sequence[MarkdownText], cache: Path | None = None
) -> tuple[list[Tree], list[Problem]]:
    """The tree of each text, and all that could not be read in them.

    Texts already in the store below `cache` are not parsed again.
    """
    store = TreeStore(cache) if cache else None
    encoded: dict[str, Any] = {}
    for text in dict.fromkeys(text.text for text in texts):
        found = store.get(text) if store else None
        if found is not None:
            encoded[text] = found
    missing = [t.text for t in texts if t.text not in encoded]
    for text, parsed in _parse(list(dict.fromkeys(missing))).items():
        encoded[text] = encode(parsed)
        if store:
            store.put(text, encoded[text])
    if store and missing:
        store.prune()
    trees, problems = [], []
    for text_ in texts:
        tree, met = decode(encoded[text_.text], text_.locator())
        trees.append(tree)
        problems.extend(met)
    return trees, problems


def _parse(texts: Sequence[str]) -> dict[str, Parsed]:
    """Texts as pandoc and the converter read them."""
    calls = [find_bad_calls(text) for text in texts]
    documents = read_texts([defuse(text, bad) for text, bad in zip(texts, calls, strict=True)])
    made = {}
    for text, bad, document in zip(texts, calls, documents, strict=True):
        if document is None:
            made[text] = Parsed((), (faults.too_deep(Place("", 1, 1)),))
            continue
        parsed = Converter(text).convert(document)
        made[text] = Parsed(parsed.blocks, (*call_problems(bad), *parsed.problems))
    return made

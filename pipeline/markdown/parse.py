"""Parsing many texts at once, through the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Problem
from pipeline.markdown.convert import Converter
from pipeline.markdown.pandoc import read_texts
from pipeline.markdown.store import DocumentStore
from pipeline.model.places import Place
from pipeline.model.tree import Tree


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text and where its first character stands.

    `indent` is the number of columns that every line after the first is shifted by, as in a
    block of a YAML file.
    """

    text: str
    place: Place
    indent: int = 0

    def locate(self, line: int, column: int) -> Place:
        """The place of a line and column (from 1) of the text."""
        if line == 1:
            return self.place.shifted(columns=column - 1)
        return Place(self.place.file, self.place.line + line - 1, self.indent + column)


def parse_markdown(
    texts: Sequence[MarkdownText], cache: Path | None = None
) -> tuple[list[Tree], list[Problem]]:
    """The tree of each text, and all that could not be read in them.

    Texts already in the store below `cache` are not parsed again.
    """
    store = DocumentStore(cache) if cache else None
    distinct = dict.fromkeys(text.text for text in texts)
    documents = {text: store.get(text) for text in distinct} if store else {}
    missing = [text for text in distinct if documents.get(text) is None]
    for text, read in zip(missing, read_texts(missing), strict=True):
        documents[text] = read
        if store:
            store.put(text, read)
    trees, problems = [], []
    for text_ in texts:
        converter = Converter(text_.locate)
        document = documents[text_.text]
        assert document is not None
        trees.append(converter.convert(document))
        problems.extend(converter.problems)
    return trees, problems

"""The texts the rules read: each run of words with the place of every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from pipeline.model.places import Place
from pipeline.model.sources import Markdown, Publication, Source
from pipeline.model.tree import (
    BoundNumber,
    Emphasis,
    Foreign,
    Heading,
    LineBreak,
    Link,
    Node,
    Note,
    Paragraph,
    Parent,
    Reference,
    Text,
    Tree,
)

GAP = "\ufffc"
"""Stands for words that the pipeline gives (an empty reference, a number to fill in)."""

_SPANS = (BoundNumber, Reference, Link, Foreign, Emphasis)


@dataclass(frozen=True, slots=True)
class Span:
    """The part [start, end) of a passage that a node covers."""

    start: int
    end: int
    node: Node


@dataclass(frozen=True)
class Passage:
    """A run of words: a paragraph, a heading, a note's paragraph, or a string of a YAML file.

    `starts` and `places` give the place of each leaf; `spans` the parts that are bound numbers,
    references, links or words of another language. `piece` is the id of the source it stands in,
    `name` the field; `heading` its level, 0 elsewhere.
    """

    text: str
    piece: str
    name: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]
    spans: tuple[Span, ...] = field(default=())
    heading: int = 0
    prose: bool = True

    def place_at(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        leaf = max(0, bisect_right(self.starts, offset) - 1)
        return self.places[leaf].shifted(columns=offset - self.starts[leaf])

    def covered(self, offset: int, kind: type[Node]) -> bool:
        """Whether a node of that kind holds the character at `offset`."""
        return any(
            span.start <= offset < span.end for span in self.spans if isinstance(span.node, kind)
        )


@dataclass
class _Run:
    text: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    length: int = 0

    def add(self, node: Node) -> None:
        if isinstance(node, Note):
            return
        start = self.length
        if isinstance(node, Parent) and node.children:
            for child in node.children:
                self.add(child)
        else:
            words = _words_of(node)
            self.text.append(words)
            self.starts.append(start)
            self.places.append(node.place)
            self.length += len(words)
        if isinstance(node, _SPANS):
            self.spans.append(Span(start, self.length, node))


def _words_of(node: Node) -> str:
    if isinstance(node, Text):
        return node.text
    return "\n" if isinstance(node, LineBreak) else GAP


def passages_of(tree: Tree, piece: str, name: str) -> Iterator[Passage]:
    """Every paragraph and heading of a tree, notes' included, in order."""
    for node in tree.walk():
        if isinstance(node, (Paragraph, Heading)) and node.children:
            run = _Run()
            for child in node.children:
                run.add(child)
            if run.starts:
                level = node.level if isinstance(node, Heading) else 0
                yield Passage(
                    "".join(run.text),
                    piece,
                    name,
                    tuple(run.starts),
                    tuple(run.places),
                    tuple(run.spans),
                    level,
                )


# --- strings of YAML files --------------------------------------------------------

# Keys whose text is printed as it stands (typography aside).
_PRINTED = frozenset(
    (
        "title", "title_lines", "short_title", "subtitle", "edition", "description", "rights",
        "line", "name", "short", "label", "text", "caption", "alt", "credit", "inside_label",
        "function", "organisation", "speaker", "base", "genre", "note", "notes",
    )
)  # fmt: skip
# Sources that print nothing of their own.
_UNPRINTED = frozenset(("Fact", "Waiver", "Count"))


def strings_of(publication: Publication) -> Iterator[Passage]:
    """Every printed string of the YAML files and front matters, with its place."""
    groups: tuple[Mapping[str, Source], ...] = (
        publication.metropoles,
        publication.sections,
        publication.zooms,
        publication.boxes,
        publication.testimonials,
        publication.tables,
        publication.figures,
        publication.sheets,
    )
    yield from _strings(publication.info, "publication", publication.texts)
    for group in groups:
        for id_, source in group.items():
            yield from _strings(source, id_, publication.texts)
    for entry in publication.bibliography.entries:
        yield from _strings(entry, entry.id, publication.texts)


def _strings(source: Source, piece: str, texts: Mapping[str, str]) -> Iterator[Passage]:
    if type(source).__name__ in _UNPRINTED:
        return
    for name in type(source).model_fields:
        value = getattr(source, name)
        if isinstance(value, Markdown) or name not in source.model_fields_set:
            continue
        if name == "rows":
            for number, row in enumerate(value):
                for column, cell in row.items():
                    if column != "key":
                        yield from _cells(source, (name, number, column), cell, piece, texts)
        elif isinstance(value, (list, tuple)):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    assert isinstance(item, Source)
                    yield from _strings(item, piece, texts)
                elif name in _PRINTED:
                    yield from _cells(source, (name, number), item, piece, texts)
        elif isinstance(value, Source):
            yield from _strings(value, piece, texts)
        elif name in _PRINTED:
            yield from _cells(source, (name,), value, piece, texts)


def _cells(
    source: Source, keys: tuple[str | int, ...], value: object, piece: str, texts: Mapping[str, str]
) -> Iterator[Passage]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _cells(source, (*keys, number), item, piece, texts)
    elif isinstance(value, str) and value:
        name = ".".join(str(key) for key in keys)
        starts, places = _words_in_source(value, source.place_of(*keys), texts)
        yield Passage(value, piece, name, starts, places, prose=False)


def _words_in_source(
    value: str, place: Place, texts: Mapping[str, str]
) -> tuple[tuple[int, ...], tuple[Place, ...]]:
    """Where each word of a YAML string stands, whether quoted, folded or plain."""
    lines = texts.get(place.file, "").split("\n")
    line, column = place.line - 1, place.column - 1
    starts, places = [0], [place]
    for word in re.finditer(r"\S+", value):
        while line < len(lines):
            found = lines[line].find(word.group(), column)
            if found >= 0:
                break
            line, column = line + 1, 0
        else:
            break  # written with escapes: the place before is the nearest known
        starts.append(word.start())
        places.append(Place(place.file, line + 1, found + 1))
        column = found + len(word.group())
    return tuple(starts), tuple(places)

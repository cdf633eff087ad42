"""Is everything that the sources say in the finished file, in order, and nothing else?

Sentences, notes, cells of tables, words of figures and numbers, for the PDF by its structure tree
and for the EPUB by its spine. What a file says beyond that is explained by a list of the words that
the pipeline adds (`generated.py`), or reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import Problem
from pipeline.model.book import Book, BookSection
from pipeline.model.places import Place
from pipeline.proof.expected import Item, expected_items
from pipeline.proof.generated import generated_words
from pipeline.proof.matching import Stream, is_explained
from pipeline.proof.proved import Proved, Verdict
from pipeline.proof.reading import Block, Reading
from pipeline.proof.told import Form

# Signs of a text that a message quotes.
_QUOTED = 90


@dataclass(frozen=True, slots=True)
class Edition:
    """A kind of finished file: its name, form, and the rules for what it lacks, shifts and adds."""

    name: str
    form: Form
    title: str
    lost: str
    shifted: str
    added: str


PDF = Edition(
    "output/publication.pdf", "pages", "PDF, texte des sources", "OUT012", "OUT013", "OUT014"
)
EPUB = Edition(
    "output/publication.epub", "screen", "EPUB, texte des sources", "OUT108", "OUT110", "OUT111"
)
_KINDS = {
    "sentence": "phrases et titres",
    "note": "notes",
    "cell": "cellules",
    "figure": "figures",
    "number": "nombres",
}


@dataclass
class Completeness:
    """What was looked for: confirmed, missing and untestable, by kind of thing."""

    problems: list[Problem] = field(default_factory=list)
    confirmed: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    untestable: list[str] = field(default_factory=list)

    def proved(self, edition: Edition) -> Proved:
        """The outcome, its verdict in one line: « 2 143 confirmed, 0 missing, 3 untestable »."""
        confirmed, missing = sum(self.confirmed.values()), sum(self.missing.values())
        untestable = len(self.untestable)
        told = ", ".join(
            f"{_KINDS[kind]} {self.confirmed[kind]}" for kind in _KINDS if self.confirmed[kind]
        )
        verdict = Verdict(
            edition.title,
            "failed" if self.problems else "passed",
            f"{confirmed} confirmed, {missing} missing, {untestable} untestable",
            f"{confirmed} retrouvés ({told}), {missing} manquants, {untestable} non vérifiables",
        )
        return Proved(tuple(self.problems), confirmed, tuple(self.untestable), (verdict,))


def prove_reading(reading: Reading, book: Book, edition: Edition) -> Completeness:
    """Compare the reading of a finished file with the sources, section by section."""
    found = Completeness()
    for section in book.sections:
        if section.kind == "contents":
            # All its words come from elsewhere; its links and folios have proofs of their own.
            continue
        blocks = reading.sections.get(section.id)
        if blocks is None:
            if any(item.kind == "sentence" for item in expected_items(book, section, edition.form)):
                _miss_section(found, book, section, edition)
            continue
        _prove_section(found, book, section, blocks, edition)
    return found


def prove_section(
    book: Book, section: BookSection, blocks: Sequence[Block], edition: Edition
) -> Completeness:
    """The proof of one section alone."""
    found = Completeness()
    _prove_section(found, book, section, blocks, edition)
    return found


def _miss_section(found: Completeness, book: Book, section: BookSection, edition: Edition) -> None:
    if section.kind == "back" and not book.publication.trees.get((section.id, "body")):
        # What a wordless back cover says is the publishers' names, said by the cover too.
        return
    place = section.source.place
    found.missing["section"] += 1
    message = f"la section « {section.title} » manque"
    found.problems.append(Problem(edition.lost, place, message, key=section.id))


def _prove_section(
    found: Completeness,
    book: Book,
    section: BookSection,
    blocks: Sequence[Block],
    edition: Edition,
) -> None:
    streams = {
        "text": Stream.of(blocks, "text"),
        "note": Stream.of(blocks, "note"),
        "picture": Stream.of(blocks, "picture"),
        "drawn": Stream.of(blocks, "drawn"),
    }
    position, noted = 0, 0
    waiting: list[Item] = []
    for item in expected_items(book, section, edition.form):
        if item.kind == "note":
            noted = _prove_ordered(found, item, streams["note"], noted, edition)
        elif not item.ordered:
            waiting.append(item)
        else:
            position = _prove_ordered(found, item, streams["text"], position, edition)
    # The longest first, so that a short one does not take a part of it.
    for item in sorted(waiting, key=lambda item: -len(item.pattern)):
        _record(found, item, _find_anywhere(item, streams), edition)
    _prove_nothing_added(found, book, section, streams, edition)


def _prove_ordered(
    found: Completeness, item: Item, stream: Stream, position: int, edition: Edition
) -> int:
    """Look for an item after what came before it; where the next one is to be looked for."""
    end = _find_best(stream, item, position)
    if end >= 0:
        _record(found, item, True, edition)
        return end
    shifted = stream.find(item.pattern, 0, item.prefix)
    if shifted >= 0:
        message = f"ce texte n’est pas lu à sa place : « {item.words[:_QUOTED]} »"
        found.problems.append(Problem(edition.shifted, item.place, message, key=_key(item)))
        found.confirmed[item.kind] += 1
        return position
    for words, pattern in item.parts if len(item.parts) > 1 else ():
        end = stream.find(pattern, position)
        part = Item(item.kind, words, pattern, item.place)
        _record(found, part, end >= 0, edition)
        position = max(position, end)
    if len(item.parts) < 2:
        _record(found, item, False, edition)
    return position


def _find_best(stream: Stream, item: Item, position: int = 0) -> int:
    """As a block of its own, else at the head of one, else anywhere; where it ends, or -1."""
    for whole, apart in ((True, True), (False, True), (False, False)):
        end = stream.find(item.pattern, position, item.prefix, apart=apart, whole=whole)
        if end >= 0:
            return end
    return -1


def _find_anywhere(item: Item, streams: Mapping[str, Stream]) -> bool:
    if _find_best(streams["text"], item) >= 0:
        return True
    # The letters of a drawing are not read aloud, but what they say is on the page.
    return item.drawn and any(
        re.search(item.pattern, streams[kind].text) for kind in ("picture", "drawn")
    )


def _record(found: Completeness, item: Item, is_there: bool, edition: Edition) -> None:
    counts = found.confirmed if is_there else found.missing
    counts[item.kind] += max(1, len(item.parts)) if item.kind == "sentence" else 1
    if item.kind != "number":
        counts["number"] += item.numbers
    if not is_there:
        message = f"ce texte manque dans {edition.name} : « {item.words[:_QUOTED]} »"
        found.problems.append(Problem(edition.lost, item.place, message, key=_key(item)))


def _key(item: Item) -> str:
    return " ".join(item.words.split())[:40]


def _prove_nothing_added(
    found: Completeness,
    book: Book,
    section: BookSection,
    streams: Mapping[str, Stream],
    edition: Edition,
) -> None:
    known = generated_words(book, section)
    for stream in (streams["text"], streams["note"]):
        for block, run in stream.left():
            if is_explained(run, known):
                continue
            where = f", page {block.page + 1}" if block.page >= 0 else ""
            message = (
                f"section « {section.title} »{where} : ces mots ne sont pas des sources : "
                f"« {run[:_QUOTED]} »"
            )
            found.problems.append(
                Problem(edition.added, Place(edition.name), message, key=f"{section.id}:{run[:40]}")
            )

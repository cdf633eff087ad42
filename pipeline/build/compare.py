"""What changed between two states of a publication: pieces, numbers, texts.

Books are compared, not files: lines that were only wrapped anew, keys in another order or a file
of facts split in two are no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from pipeline.build.facts import FactUse, uses_of_facts
from pipeline.checks import Context
from pipeline.model.book import Book, ResolvedFact
from pipeline.model.places import Place
from pipeline.resolve.facts import words_of

Change = Literal["added", "removed", "changed", "moved"]
# What is told of a fact beside its value.
_ABOUT = ("label", "scope", "as_of", "source", "primary")
_NO_PLACE = Place("")
# How alike two paragraphs are, from 0 to 1, to count as one that was changed.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class PieceChange:
    """A piece added, removed, or moved from one place to another (`before`, `after`)."""

    change: Change
    id: str
    title: str
    place: Place
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A number: its words before and after, what else is said otherwise, where it is used.

    `about` maps what is said of it to before and after.
    """

    change: Change
    id: str
    label: str
    place: Place
    before: str
    after: str
    about: Mapping[str, tuple[str, str]]
    uses: tuple[FactUse, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A paragraph, a heading or a printed string; `place` is where it stands now, or stood."""

    change: Change
    piece: str
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed."""

    pieces: tuple[PieceChange, ...]
    facts: tuple[FactChange, ...]
    texts: tuple[TextChange, ...]

    def as_data(self) -> dict[str, Any]:
        """As JSON can hold it."""
        data: dict[str, Any] = asdict(self)
        return data


def compare_books(old: Book, new: Book) -> Difference:
    """What changed from one book to the other, each kind by place."""
    return Difference(
        tuple(_pieces(old, new)), tuple(_facts(old, new)), tuple(_texts(Context(old), Context(new)))
    )


# --- pieces --------------------------------------------------------------------------


def _pieces(old: Book, new: Book) -> Iterator[PieceChange]:
    before, after = Context(old).sources, Context(new).sources
    for id_ in sorted(before.keys() - after.keys()):
        yield PieceChange("removed", id_, _title(old, id_), before[id_].place)
    for id_ in sorted(after.keys() - before.keys()):
        yield PieceChange("added", id_, _title(new, id_), after[id_].place)
    moved = _moved_sections(old, new) | _moved_pieces(old, new)
    for id_ in sorted(moved.keys() & before.keys() & after.keys()):
        was, now = moved[id_]
        yield PieceChange("moved", id_, _title(new, id_), after[id_].place, was, now)


def _title(book: Book, id_: str) -> str:
    return book.targets[id_].title if id_ in book.targets else id_


def _moved_sections(old: Book, new: Book) -> dict[str, tuple[str, str]]:
    """Sections whose turn in the reading order is another: what each follows, before and after."""
    before, after = ([section.id for section in book.sections] for book in (old, new))
    kept_before = [id_ for id_ in before if id_ in after]
    kept_after = [id_ for id_ in after if id_ in before]
    blocks = SequenceMatcher(None, kept_before, kept_after, autojunk=False).get_matching_blocks()
    still = {id_ for block in blocks for id_ in kept_after[block.b : block.b + block.size]}
    return {
        id_: (_follows(before, id_), _follows(after, id_)) for id_ in kept_after if id_ not in still
    }


def _follows(order: Sequence[str], id_: str) -> str:
    rank = order.index(id_)
    return order[rank - 1] if rank else ""


def _moved_pieces(old: Book, new: Book) -> dict[str, tuple[str, str]]:
    """Pieces that are printed in another section, or nowhere any more."""
    moved = {}
    for id_, target in new.targets.items():
        was = old.targets.get(id_)
        of_its_own = id_ in new.section_of
        if was and not of_its_own and target.kind != "heading" and was.section != target.section:
            moved[id_] = (was.section, target.section)
    return moved


# --- numbers -------------------------------------------------------------------------


def _facts(old: Book, new: Book) -> Iterator[FactChange]:
    used, used_before = uses_of_facts(Context(new), None), uses_of_facts(Context(old), None)
    for id_ in sorted(old.facts.keys() | new.facts.keys()):
        was, now = old.facts.get(id_), new.facts.get(id_)
        fact = now or was
        assert fact is not None
        before, after = (words_of(one) if one else "" for one in (was, now))
        about = _about(was, now) if was and now else {}
        if before == after and not about:
            continue
        change: Change = "changed" if was and now else "added" if now else "removed"
        uses = tuple((used if now else used_before)[id_])
        yield FactChange(change, id_, fact.label, fact.place, before, after, about, uses)


def _about(was: ResolvedFact, now: ResolvedFact) -> dict[str, tuple[str, str]]:
    pairs = {name: (getattr(was, name) or "", getattr(now, name) or "") for name in _ABOUT}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


# --- texts ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    place: Place


def _texts(old: Context, new: Context) -> Iterator[TextChange]:
    before, after = _by_field(old), _by_field(new)
    changes = [
        change
        for key in before.keys() | after.keys()
        for change in _field_changes(key[0], before.get(key, []), after.get(key, []))
    ]
    yield from sorted(changes, key=lambda change: (change.place, change.change, change.before))


def _by_field(context: Context) -> dict[tuple[str, str], list[_Words]]:
    """The words of each field of each piece, paragraph by paragraph, however lines are wrapped."""
    fields: dict[tuple[str, str], list[_Words]] = {}
    for passage in context.texts:
        place = passage.places[0] if passage.places else _NO_PLACE
        words = _Words(" ".join(passage.text.split()), place)
        fields.setdefault((passage.piece, passage.name), []).append(words)
    return fields


def _field_changes(
    piece: str, before: Sequence[_Words], after: Sequence[_Words]
) -> Iterator[TextChange]:
    old, new = [words.text for words in before], [words.text for words in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield from _replaced(piece, before[i:j], after[k:m])


def _replaced(piece: str, gone: Sequence[_Words], come: Sequence[_Words]) -> Iterator[TextChange]:
    """Paragraphs in place of others: those that are alike are one that was changed."""
    left = list(come)
    for words in gone:
        alike = max(left, key=lambda other: _likeness(words.text, other.text), default=None)
        if alike is None or _likeness(words.text, alike.text) < _ALIKE:
            yield TextChange("removed", piece, words.place, words.text, "")
            continue
        left.remove(alike)
        yield TextChange("changed", piece, alike.place, words.text, alike.text)
    for words in left:
        yield TextChange("added", piece, words.place, "", words.text)


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, one.split(), two.split(), autojunk=False).ratio()

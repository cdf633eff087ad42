"""REF017 and REF018: figures and tables are called by the text, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.errors import nearest
from pipeline.model.book import Target
from pipeline.model.places import Place
from pipeline.model.tree import Include, Reference
from pipeline.resolve.reading import texts_of

_OF = {"fig": "de la figure", "tbl": "du tableau"}


@dataclass(frozen=True, slots=True)
class _Met:
    """Where a reader first meets a figure or table: `rank` in reading order."""

    rank: int
    place: Place
    section: str


@dataclass(frozen=True)
class _Reading:
    """The first call of every name by the text, and where each piece is placed, in order."""

    calls: Mapping[str, _Met]
    placed: Mapping[str, _Met]


def _read(context: Context) -> _Reading:
    """Walk the book as it is read, placed pieces where they stand.

    A figure or table does not call itself: what its own texts say is no call of it.
    """
    calls: dict[str, _Met] = {}
    placed: dict[str, _Met] = {}
    ranks, targets = count(), context.book.targets

    def read(piece: str, section: str) -> None:
        for text in texts_of(context.publication, piece):
            for node in text.tree.walk():
                if isinstance(node, Reference) and node.target != piece:
                    # One fault, not three: a misspelt call (REF001) is a call of the nearest.
                    known = node.target in targets
                    name = node.target if known else nearest(node.target, targets)
                    calls.setdefault(name, _Met(next(ranks), node.place, section))
                elif isinstance(node, Include) and node.target not in placed:
                    placed[node.target] = _Met(next(ranks), node.place, section)
                    read(node.target, section)

    for section in context.book.sections:
        read(section.id, section.id)
    return _Reading(calls, placed)


def _numbered(context: Context) -> list[Target]:
    """The figures and tables with a number, in order."""
    found = [t for t in context.book.targets.values() if t.kind in _OF and t.number]
    return sorted(found, key=lambda target: (target.kind, target.number or 0))


def _of(target: Target) -> str:
    return f"{_OF[target.kind]} {target.number}"


@rule(
    "REF017",
    "warning",
    "Figure ou tableau appelé avant un autre de numéro plus petit",
    "Appeler d’abord le plus petit numéro, ou placer les deux dans l’ordre de leurs appels : les "
    "numéros suivent la place.",
)
def disordered_calls(context: Context) -> Iterator[Outcome]:
    """Why: un lecteur renvoyé à la figure 3 avant d’avoir connu la figure 2 croit l’avoir manquée.

    Wrong: un texte appelle la figure 3 au premier paragraphe et la figure 2 au suivant.

    Right: le premier paragraphe appelle la figure 2, le suivant la figure 3.
    """
    reading = _read(context)
    targets = [target for target in _numbered(context) if target.id in reading.calls]
    for target in targets:
        call = reading.calls[target.id]
        smaller = targets[: targets.index(target)]
        passed = [o for o in smaller if o.kind == target.kind and _is_new(reading, o, call)]
        if passed:
            first = passed[0]
            where = reading.calls[first.id].place
            message = f"appel {_of(target)} avant celui {_of(first)}, qui vient après ({where})"
            yield Fault(call.place, message, key=target.id)
        else:
            yield Confirmed()


def _is_new(reading: _Reading, other: Target, call: _Met) -> bool:
    """Whether a figure was neither called nor shown before a call of another.

    In one section calls alone count: there, two figures stand side by side.
    """
    its = reading.calls[other.id]
    if its.rank < call.rank:
        return False
    shown = reading.placed.get(other.id)
    return its.section == call.section or shown is None or shown.rank > call.rank


@rule(
    "REF018",
    "warning",
    "Figure ou tableau qu’aucun texte n’appelle",
    "L’appeler là où le texte en parle : « (voir [](#…)) », avec son identifiant.",
    whole=True,
)
def uncalled(context: Context) -> Iterator[Outcome]:
    """Why: ce que le texte n’appelle pas, le lecteur ne sait ni quand le regarder, ni pourquoi.

    Appeler la section suffit quand la figure en est tout le contenu (« kind: plate »).

    Wrong: une figure 2 placée dans un chapitre, et nul « [](#fig-parcours) » dans les textes.

    Right: « Le parcours compte trois étapes (voir [](#fig-parcours)). »
    """
    called = set(_read(context).calls)
    called |= {name for source in context.sources.values()
               for name in getattr(source, "see_also", [])}  # fmt: skip
    for target in _numbered(context):
        section = context.book.section_of[target.section]
        plate = section.id if section.kind == "plate" else ""
        if called & {target.id, plate}:
            yield Confirmed()
        else:
            place = context.sources[target.id].place_of("id")
            message = f"aucun texte ne fait l’appel {_of(target)} (« {target.id} »)"
            hint = (
                f"L’appeler là où le texte en parle : « (voir [](#{target.id})) ». « Ci-contre » "
                "ne suffit pas : la mise en page peut le porter plus loin."
            )
            yield Fault(place, message, hint, key=target.id)


RULES: tuple[Rule, ...] = (disordered_calls, uncalled)

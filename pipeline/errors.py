"""What can go wrong, and the exit code of each.

PipelineError (4)         an internal fault, said in one line
├── UsageError (2)        wrong words on the command line
├── SourceError (1)       the sources hold findings; they travel with the exception
└── MissingToolError (3)  the machine lacks something; `remedy` is the command that mends it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from pipeline.model.places import Place


class PipelineError(Exception):
    """The root of the tree: a fault of ours."""

    exit_code = 4


class UsageError(PipelineError):
    """Words on the command line that mean nothing."""

    exit_code = 2


class MissingToolError(PipelineError):
    """The machine lacks something; `remedy` is the exact command that mends it."""

    exit_code = 3

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a source, met before the checks run.

    `rule` is the id of the rule that reports it; `key` a name that stays the same when lines move.
    """

    rule: str
    place: Place
    message: str
    hint: str = ""
    key: str = ""


class SourceError(PipelineError):
    """The sources hold problems that stop the build; all of them travel along."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problem(s) in the sources")


# How like a wrong name the right one is at least, from 0 to 1: as a whole, and each part of it
# between dots. Below, a suggestion sends people to something else.
_ALIKE, _PARTS_ALIKE = 0.65, 0.7
_MOST = 12
# What follows the dot of these is no part of a name.
_FILES = (".yaml", ".md", ".png", ".jpg")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to a wrong one, or nothing where none is like it.

    « lille.densite » is not like « lille.essai.projets », though they share many letters: the
    parts between dots are compared one by one, and so is what follows the kind of an id.
    """
    names = list(known)
    found = get_close_matches(name, names, n=_MOST, cutoff=_ALIKE)
    alike = sorted(other for other in found if _parts_alike(name, other))
    if alike:
        return max(alike, key=lambda other: _likeness(name, other))
    # « zoom-lille » for « zoom-lille-evaluation »: the beginning alone.
    longer = [other for other in names if "-" in name and other.startswith(f"{name}-")]
    return min(longer, key=lambda other: (len(other), other), default="")


def _parts_alike(name: str, other: str) -> bool:
    if other.endswith(_FILES):
        return True
    mark = "." if "." in name or "." in other else "-"
    ours, theirs = name.split(mark), other.split(mark)
    if mark == "-":
        # The kind, then the rest: « sheet-metz » shares little with « sheet-nice ».
        ours, theirs = ([parts[0], "-".join(parts[1:])] for parts in (ours, theirs))
    if len(ours) != len(theirs):
        return _ratio(name, other) > 0.9
    return all(_ratio(a, b) >= _PARTS_ALIKE for a, b in zip(ours, theirs, strict=True))


def _likeness(name: str, other: str) -> tuple[float, int]:
    """How like two names are; letters at the same place decide between equals."""
    return _ratio(name, other), sum(a == b for a, b in zip(name, other, strict=False))


def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two).ratio() if one != two else 1.0

"""What can go wrong, and the exit code of each.

PipelineError (4)         an internal fault, said in one line
├── UsageError (2)        wrong words on the command line
├── SourceError (1)       the sources hold findings; they travel with the exception
└── MissingToolError (3)  the machine lacks something; `remedy` is the command that mends it
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

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


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to a wrong one, or nothing."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""

"""What a proof found, what it confirmed, what it could not test, and its verdict in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.errors import Problem

Outcome = Literal["passed", "failed", "untestable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one proof on one file: `line` for the log, `words` for readers of French.

    `details` are lines of French, one for each thing judged.
    """

    name: str
    outcome: Outcome
    line: str
    words: str
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        """« EPUBCheck 5.3.0: 0 errors, 0 warnings »."""
        return f"{self.name}: {self.line}"


@dataclass(frozen=True, slots=True)
class Proved:
    """The outcome of proofs; two of them add up."""

    problems: tuple[Problem, ...] = ()
    confirmed: int = 0
    untestable: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    def __add__(self, other: Proved) -> Proved:
        return Proved(
            self.problems + other.problems,
            self.confirmed + other.confirmed,
            self.untestable + other.untestable,
            self.verdicts + other.verdicts,
        )


def untestable(name: str, line: str, words: str) -> Proved:
    """A proof that could not be made; that is no pass."""
    verdict = Verdict(name, "untestable", f"untestable: {line}", f"non vérifiable : {words}")
    return Proved(untestable=(f"{name} : {words}",), verdicts=(verdict,))

"""What a proof found, what it confirmed, what it could not test."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import Problem


@dataclass(frozen=True, slots=True)
class Proved:
    """The outcome of proofs; two of them add up."""

    problems: tuple[Problem, ...] = ()
    confirmed: int = 0
    untestable: tuple[str, ...] = ()

    def __add__(self, other: Proved) -> Proved:
        return Proved(
            self.problems + other.problems,
            self.confirmed + other.confirmed,
            self.untestable + other.untestable,
        )

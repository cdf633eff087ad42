"""What a rule is, and what it yields.

A rule is one place: id, severity, title, hint, documentation and check. A check takes a context
and yields what it found (`Fault`), how much it found right (`Confirmed`) and what it could not
decide (`Untestable`). It never prints, logs, mends or exits.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.errors import PipelineError
from pipeline.model.places import Place

if TYPE_CHECKING:
    from pipeline.checks.context import Context

Severity = Literal["error", "warning", "info"]

FAMILIES = {
    "SRC": "sources et schémas",
    "REF": "renvois",
    "FIG": "figures et images",
    "NUM": "nombres",
    "TYP": "typographie",
    "LEX": "noms et termes",
    "IDN": "fiches identité",
    "TAB": "tableaux",
    "LAY": "mise en page",
    "ACC": "accessibilité",
    "OUT": "fichiers produits",
    "CHK": "contrôles",
}
"""The families of rules, with their names for editors."""


@dataclass(frozen=True, slots=True)
class Mend:
    """The certain cure of a fault: the source has `old` at `place`, and should have `new`."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, as a rule yields it; without a hint of its own, the rule's is shown.

    `key` stays the same when lines move: a waiver can name it. `mends` cure it, where its cure is
    certain: all of them together.
    """

    place: Place
    message: str
    hint: str = ""
    key: str = ""
    page: int | None = None
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """So many things were looked at and found right."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Untestable:
    """Something that could not be decided, in words for an editor."""

    what: str


Outcome = Fault | Confirmed | Untestable
Check = Callable[["Context"], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with the rule it breaks; `waived` where a waiver excuses it, for that `reason`."""

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    key: str = ""
    page: int | None = None
    waived: bool = False
    reason: str = ""
    mends: tuple[Mend, ...] = ()

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """By place, then rule."""
        return self.place, self.rule, self.message


@dataclass(frozen=True, slots=True)
class Documentation:
    """Why a rule is there, what breaks it and what keeps it."""

    why: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, how grave it is, its words for editors, its documentation, its check.

    An `early` rule reports what loading or proofing met, and runs without a book. What a `dated`
    rule finds depends on the day: it stands in no file, and is never waived. A `whole` rule needs
    every file: what it misses may stand in one that could not be read.
    """

    id: str
    severity: Severity
    title: str
    hint: str
    documentation: Documentation
    check: Check
    early: bool = False
    dated: bool = False
    whole: bool = False

    @property
    def family(self) -> str:
        """The three letters of the family."""
        return self.id[:3]


def rule(
    id_: str,
    severity: Severity,
    title: str,
    hint: str,
    *,
    early: bool = False,
    dated: bool = False,
    whole: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of the check below; its docstring holds « Why: », « Wrong: » and « Right: ».

    Raises PipelineError where id, title, hint or documentation are not as they should be.
    """

    def make(check: Check) -> Rule:
        if not re.fullmatch(r"[A-Z]{3}\d{3}", id_) or id_[:3] not in FAMILIES:
            raise PipelineError(f"{id_} is no rule id")
        if not title or not hint:
            raise PipelineError(f"rule {id_} has no title or no hint")
        documentation = read_documentation(id_, check.__doc__)
        return Rule(id_, severity, title, hint, documentation, check, early, dated, whole)

    return make


_PARTS = re.compile(r"\s*Why:(?P<why>.+?)\n\s*Wrong:(?P<wrong>.+?)\n\s*Right:(?P<right>.+)", re.S)


def read_documentation(id_: str, docstring: str | None) -> Documentation:
    """The three parts of a rule's docstring. Raises PipelineError where one is missing."""
    match = _PARTS.fullmatch(docstring or "")
    if match is None:
        raise PipelineError(f"rule {id_} does not say Why, Wrong and Right")
    why, wrong, right = (_dedent(match[part]) for part in ("why", "wrong", "right"))
    return Documentation(" ".join(why.split()), wrong, right)


def _dedent(text: str) -> str:
    first, _, rest = text.partition("\n")
    return "\n".join(
        part for part in (first.strip(), textwrap.dedent(rest).rstrip()) if part.strip()
    )


def finding_of(broken: Rule, fault: Fault) -> Finding:
    """The finding for a fault yielded by a rule."""
    return Finding(
        rule=broken.id,
        severity=broken.severity,
        place=fault.place,
        message=fault.message,
        hint=fault.hint or broken.hint,
        key=fault.key,
        page=fault.page,
        mends=fault.mends,
    )

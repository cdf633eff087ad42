"""Step 3, check: the rules, listed by hand, and `check_book`, which runs them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.checks import (
    acc,
    chk,
    fig,
    fig_colours,
    idn,
    lay,
    lex,
    num,
    out,
    out_epub,
    out_press,
    printed,
    ref,
    ref_calls,
    ref_meaning,
    spelling,
    src,
    tab,
    typ,
)
from pipeline.checks.context import Context
from pipeline.checks.core import FAMILIES, Fault, Finding, Rule, finding_of
from pipeline.checks.run import Result, make_result, run_rules
from pipeline.checks.waivers import apply_waivers
from pipeline.errors import Problem, UsageError, nearest
from pipeline.model.sources import Waiver

__all__ = [
    "FAMILIES",
    "RULES",
    "Context",
    "Finding",
    "Result",
    "Rule",
    "check_book",
    "check_layout",
    "judge_problems",
    "rule_of",
]

RULES: tuple[Rule, ...] = (
    *src.RULES,
    *printed.SOURCES,
    *ref.RULES,
    *printed.REFERENCES,
    *ref_calls.RULES,
    *ref_meaning.RULES,
    *fig.RULES,
    *fig_colours.RULES,
    *num.RULES,
    *typ.RULES,
    *lex.RULES,
    *spelling.RULES,
    *idn.RULES,
    *tab.RULES,
    *lay.RULES,
    *acc.RULES,
    *out.RULES,
    *out_epub.RULES,
    *out_press.RULES,
    *chk.RULES,
)


def check_book(context: Context) -> Result:
    """Every rule on a context."""
    return run_rules(RULES, context)


def check_layout(context: Context) -> Result:
    """The layout rules on a typeset book, and the waivers of layout findings."""
    judging = [rule for rule in chk.RULES if rule.id in ("CHK001", "CHK002")]
    return run_rules([*lay.RULES, *judging], replace(context, problems=(), judged=("LAY",)))


def judge_problems(
    problems: Iterable[Problem],
    waivers: Sequence[Waiver] = (),
    confirmed: Mapping[str, int] | None = None,
    untestable: Iterable[str] = (),
) -> Result:
    """The result of proofs: their problems as findings, waivers applied.

    Raises UsageError where a problem names no rule.
    """
    findings = []
    for problem in problems:
        broken = rule_of(problem.rule)
        fault = Fault(problem.place, problem.message, problem.hint, problem.key)
        findings.append(finding_of(broken, fault))
    marked, _ = apply_waivers(findings, waivers)
    return make_result(marked, confirmed or {}, untestable)


def rule_of(id_: str) -> Rule:
    """The rule of that id, in any case. Raises UsageError with the nearest id."""
    known = {rule.id: rule for rule in RULES}
    if id_.upper() in known:
        return known[id_.upper()]
    near = nearest(id_.upper(), known)
    advice = f" (« {near} » ?)" if near else ""
    raise UsageError(f"no rule {id_}{advice}")

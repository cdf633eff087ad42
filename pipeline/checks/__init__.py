"""Step 3, check: the rules, listed by hand, and `check_book`, which runs them all."""

from __future__ import annotations

from pipeline.checks import acc, chk, fig, idn, lex, num, ref, src, tab, typ
from pipeline.checks.context import Context
from pipeline.checks.core import FAMILIES, Finding, Rule
from pipeline.checks.run import Result, run_rules
from pipeline.errors import UsageError, nearest

__all__ = ["FAMILIES", "RULES", "Context", "Finding", "Result", "Rule", "check_book", "rule_of"]

RULES: tuple[Rule, ...] = (
    *src.RULES,
    *ref.RULES,
    *fig.RULES,
    *num.RULES,
    *typ.RULES,
    *lex.RULES,
    *idn.RULES,
    *tab.RULES,
    *acc.RULES,
    *chk.RULES,
)


def check_book(context: Context) -> Result:
    """Every rule on a context."""
    return run_rules(RULES, context)


def rule_of(id_: str) -> Rule:
    """The rule of that id, in any case. Raises UsageError with the nearest id."""
    known = {rule.id: rule for rule in RULES}
    if id_.upper() in known:
        return known[id_.upper()]
    near = nearest(id_.upper(), known)
    advice = f" (« {near} » ?)" if near else ""
    raise UsageError(f"no rule {id_}{advice}")

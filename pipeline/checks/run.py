"""Step 3, check: run the rules, apply the waivers, count what was confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Finding, Rule, Untestable, finding_of
from pipeline.checks.waivers import apply_waivers
from pipeline.errors import PipelineError


@dataclass(frozen=True)
class Result:
    """What a run found, by place; what it confirmed, by family; what it could not test."""

    findings: tuple[Finding, ...]
    confirmed: Mapping[str, int]
    untestable: tuple[str, ...]

    def __add__(self, other: Result) -> Result:
        confirmed = Counter(self.confirmed) + Counter(other.confirmed)
        return make_result(
            self.findings + other.findings, confirmed, self.untestable + other.untestable
        )

    def fails(self, *, strict: bool = False) -> bool:
        """Whether anything unexcused is left: errors, and warnings too if `strict`."""
        grave = ("error", "warning") if strict else ("error",)
        return any(f.severity in grave and not f.waived for f in self.findings)


@dataclass
class _Tally:
    findings: list[Finding]
    confirmed: Counter[str]
    untestable: list[str]

    def run(self, rules: Sequence[Rule], context: Context) -> None:
        for rule in rules:
            for outcome in rule.check(context):
                match outcome:
                    case Fault():
                        self.findings.append(finding_of(rule, outcome))
                    case Confirmed(count):
                        self.confirmed[rule.family] += count
                    case Untestable(what):
                        self.untestable.append(f"{rule.id} : {what}")


def run_rules(rules: Sequence[Rule], context: Context) -> Result:
    """The result of all rules on a context.

    Where the sources could not all be read, the early rules run, and on what could be read those
    that need no more; the rest is untestable.
    Rules on the checker itself (CHK) run last, on what the others found. Raises PipelineError for
    a problem whose rule is not among `rules`: it would be lost.
    """
    tally = _Tally([], Counter(), [])
    known = tuple(rule.id for rule in rules)
    lost = sorted({problem.rule for problem in context.problems} - set(known))
    if lost:
        raise PipelineError(f"problems of rules that do not run: {', '.join(lost)}")
    if context.resolved is None:
        _run_on_part(tally, rules, context)
        return _result(tally)
    first = [rule for rule in rules if rule.family != "CHK"]
    tally.run([rule for rule in first if rule.family != "LAY" or context.laid], context)
    waivers = context.publication.waivers.waivers
    marked, uses = apply_waivers(tally.findings, waivers)
    tally.findings = list(marked)
    last = replace(context, findings=marked, waiver_uses=uses, known_rules=known)
    tally.run([rule for rule in rules if rule.family == "CHK"], last)
    return _result(tally)


def _run_on_part(tally: _Tally, rules: Sequence[Rule], context: Context) -> None:
    """What can be said of sources of which some could not be read."""
    tally.run([rule for rule in rules if rule.early], context)
    if context.partial is None:
        tally.untestable.append(
            "les sources ne se lisent pas toutes : leur contenu n’a pas été contrôlé"
        )
        return
    late = ("CHK", "LAY", "OUT")
    others = [rule for rule in rules if not rule.early and rule.family not in late]
    tally.run(
        [rule for rule in others if not rule.whole], replace(context, resolved=context.partial)
    )
    marked, _ = apply_waivers(tally.findings, context.partial.publication.waivers.waivers)
    tally.findings = list(marked)
    skipped = ", ".join(rule.id for rule in others if rule.whole)
    tally.untestable.append(
        "des fichiers ne se lisent pas : leur contenu, les dérogations et les règles qui demandent "
        f"toute la publication ({skipped}) n’ont pas été contrôlés"
    )


def _result(tally: _Tally) -> Result:
    return make_result(tally.findings, tally.confirmed, tally.untestable)


def make_result(
    findings: Iterable[Finding], confirmed: Mapping[str, int], untestable: Iterable[str]
) -> Result:
    """A result in order: findings by place, each once; families by name."""
    return Result(
        findings=tuple(sorted(dict.fromkeys(findings), key=lambda f: f.sort_key)),
        confirmed=dict(sorted(confirmed.items())),
        untestable=tuple(dict.fromkeys(untestable)),
    )

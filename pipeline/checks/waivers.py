"""Waivers: an editor's excuse for a finding, with a place and a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.checks.core import Finding
from pipeline.model.sources import Waiver

NEVER_WAIVED = ("CHK", "NUM008")
"""Families and rules that no waiver excuses."""


def excuses(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver names this finding: same rule and file, and line and key where given.

    The rules on the checker itself cannot be waived, nor what a date excuses by itself.
    """
    return (
        waiver.rule == finding.rule
        and not finding.rule.startswith(NEVER_WAIVED)
        and waiver.file == finding.place.file
        and waiver.line in (None, finding.place.line)
        and waiver.key in ("", finding.key)
    )


def apply_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver]
) -> tuple[tuple[Finding, ...], Mapping[int, int]]:
    """The findings with the excused ones marked; how many each waiver (by its rank) excuses."""
    uses: Counter[int] = Counter()
    done = []
    for finding in findings:
        ranks = [rank for rank, waiver in enumerate(waivers) if excuses(waiver, finding)]
        uses.update(ranks)
        if ranks:
            finding = replace(finding, waived=True, reason=waivers[ranks[0]].reason)
        done.append(finding)
    return tuple(done), dict(uses)

"""Findings as SARIF 2.1.0 (OASIS standard), the form that code hosts and editors' plug-ins read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from pipeline.checks.core import FAMILIES, Finding, Rule
from pipeline.checks.index import fenced
from pipeline.checks.run import Result

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
# Of what a fingerprint is made: a change of this recipe takes another name (section 3.27.17).
_FINGERPRINT = "publicationFinding/v1"


def format_sarif(result: Result, rules: Sequence[Rule], texts: Mapping[str, str]) -> str:
    """A result as a SARIF log, ending with a line feed.

    `rules` are all those that may have been broken; `texts` the source files by name: only places
    in them have a line. Excused findings are suppressed results, with the reason of their waiver.
    """
    ranks = {rule.id: rank for rank, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for finding in result.findings:
        mark = _mark(finding)
        seen[mark] += 1
        results.append(_result(finding, ranks[finding.rule], f"{mark}\n{seen[mark]}", texts))
    run = {
        "tool": {
            "driver": {
                "name": "publication",
                "version": version("publication"),
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "language": "fr",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": {"text": f"Non vérifiable : {what}."}}
                    for what in result.untestable
                ],
            }
        ],
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _descriptor(rule: Rule) -> dict[str, Any]:
    parts = rule.documentation
    why = parts.why[:1].upper() + parts.why[1:]
    plain = f"{why}\n\nFaux :\n{parts.wrong}\n\nJuste :\n{parts.right}\n\n{rule.hint}"
    rich = (
        f"{why}\n\n**Faux**\n\n{fenced(parts.wrong)}\n\n**Juste**\n\n{fenced(parts.right)}\n\n"
        f"**Que faire** : {rule.hint}"
    )
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": why},
        "help": {"text": plain, "markdown": rich},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [FAMILIES[rule.family]]},
    }


def _mark(finding: Finding) -> str:
    """What makes a finding the same one when the lines of its file move."""
    return "\n".join((finding.rule, finding.place.file, finding.key or finding.message))


def _result(finding: Finding, rank: int, mark: str, texts: Mapping[str, str]) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": _location(place.file)}
    if place.file in texts:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    page = f" (p. {finding.page})" if finding.page is not None else ""
    advice = f"\n{finding.hint}" if finding.hint else ""
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rank,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{page}{advice}"},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {_FINGERPRINT: hashlib.sha256(mark.encode()).hexdigest()[:32]},
    }
    if finding.mends:
        made["fixes"] = [_fix(finding)]
    if finding.waived:
        made["suppressions"] = [{"kind": "external", "justification": finding.reason}]
    return made


def _fix(finding: Finding) -> dict[str, Any]:
    """The certain cure of a finding; an editor can offer it."""
    replacements = []
    for mend in finding.mends:
        region = {"startLine": mend.place.line, "startColumn": mend.place.column}
        region |= {"endLine": mend.place.line, "endColumn": mend.place.column + len(mend.old)}
        replacements.append({"deletedRegion": region, "insertedContent": {"text": mend.new}})
    return {
        "description": {"text": finding.hint},
        "artifactChanges": [
            {"artifactLocation": _location(finding.place.file), "replacements": replacements}
        ],
    }


def _location(file: str) -> dict[str, str]:
    # A relative reference: whoever reads the log knows the publication's folder.
    return {"uri": quote(file), "uriBaseId": "%SRCROOT%"}

"""Findings in words for people and for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.checks.core import FAMILIES, Finding, Rule
from pipeline.checks.run import Result

SEVERITIES = {"error": "erreur", "warning": "avertissement", "info": "remarque"}
# A word of YAML that needs no quotation marks: it begins with a letter, and is not « true ».
_PLAIN = re.compile(r"[A-Za-zÀ-ÿ](?:[\w.:/ %’«»-]*[\w.%»])?")
_NOT_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
_PLURALS = {"error": "erreurs", "warning": "avertissements", "info": "remarques"}


def format_text(result: Result, texts: Mapping[str, str], *, waived: bool = False) -> str:
    """The findings for a terminal: place, message, source line with a caret, hint; then a summary.

    `texts` holds the text of the source files by name. Excused findings only if `waived`.
    """
    shown = [finding for finding in result.findings if waived or not finding.waived]
    blocks = [format_finding(finding, texts) for finding in shown]
    return "\n\n".join([*blocks, format_summary(result)])


def format_finding(finding: Finding, texts: Mapping[str, str]) -> str:
    """One finding over several lines."""
    page = f" (p. {finding.page})" if finding.page is not None else ""
    excused = " [excusé]" if finding.waived else ""
    lines = [
        f"{finding.place}: {SEVERITIES[finding.severity]} {finding.rule}{page}{excused} : "
        f"{finding.message}"
    ]
    lines += _source_line(finding, texts)
    if finding.hint:
        lines.append(f"  → {finding.hint}")
    if finding.key:
        # As it is written in sources/waivers.yaml.
        lines.append(f"  key: {_yaml_word(finding.key)}")
    return "\n".join(lines)


def _yaml_word(word: str) -> str:
    """A word as YAML reads it, in quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(word) and word.lower() not in _NOT_WORDS and ": " not in word
    return word if plain else json.dumps(word, ensure_ascii=False)


def _source_line(finding: Finding, texts: Mapping[str, str]) -> list[str]:
    lines = texts.get(finding.place.file, "").split("\n")
    if not 0 < finding.place.line <= len(lines) or not lines[finding.place.line - 1].strip():
        return []
    line, column = lines[finding.place.line - 1], finding.place.column
    number = str(finding.place.line)
    start = max(0, column - 60)
    shown = line[start : start + 90]
    caret = " " * (min(column, len(line) + 1) - 1 - start)
    cut = "…" if start else ""
    return [f"  {number} | {cut}{shown}", f"  {' ' * len(number)} | {' ' * len(cut)}{caret}^"]


def format_summary(result: Result) -> str:
    """How much was found, excused, confirmed and left untested."""
    open_ = [finding for finding in result.findings if not finding.waived]
    parts = []
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for finding in open_)
        if count:
            words = SEVERITIES if count == 1 else _PLURALS
            parts.append(f"{count} {words[severity]}")
    excused = len(result.findings) - len(open_)
    found = ", ".join(parts) or "aucun constat"
    if excused:
        found += f" ({excused} excusé{'s' if excused > 1 else ''})"
    lines = [f"Contrôle : {found}."]
    if result.confirmed:
        counts = ", ".join(
            f"{FAMILIES[family]} {count}" for family, count in result.confirmed.items()
        )
        lines.append(f"Vérifié : {counts}.")
    lines += [f"Non vérifiable : {what}." for what in _grouped(result.untestable)]
    return "\n".join(lines)


def _grouped(untestable: Sequence[str]) -> Iterator[str]:
    """What could not be tested, all of a rule on one line, counted."""
    by_rule: dict[str, list[str]] = {}
    for what in untestable:
        rule, colon, words = what.partition(" : ")
        by_rule.setdefault(rule if colon else "", []).append(words if colon else what)
    for rule, found in by_rule.items():
        start = f"{rule} : " if rule else ""
        count = f"{len(found)} passages, " if len(found) > 1 and rule else ""
        yield f"{start}{count}{' ; '.join(found)}"


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data, the shape of reports."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "page": finding.page,
        "message": finding.message,
        "hint": finding.hint,
        "key": finding.key,
        "waived": finding.waived,
    }


def result_as_data(result: Result) -> dict[str, Any]:
    """A result as plain data: findings, confirmed, untestable."""
    return {
        "findings": [finding_as_data(finding) for finding in result.findings],
        "confirmed": dict(result.confirmed),
        "untestable": list(result.untestable),
    }


def format_json(result: Result) -> str:
    """A result as JSON, ending with a line feed."""
    return json.dumps(result_as_data(result), ensure_ascii=False, indent=2) + "\n"


def format_github(result: Result) -> str:
    """The unexcused findings as annotations of GitHub Actions, one a line."""
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    lines = []
    for finding in result.findings:
        if not finding.waived:
            words = _escaped(f"{finding.message} → {finding.hint}")
            lines.append(
                f"::{levels[finding.severity]} file={finding.place.file},line={finding.place.line},"
                f"col={finding.place.column},title={finding.rule}::{words}"
            )
    return "".join(f"{line}\n" for line in lines)


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def rules_as_data(rules: Sequence[Rule]) -> list[dict[str, str]]:
    """The list of rules as plain data."""
    return [
        {
            "id": rule.id,
            "family": rule.family,
            "severity": rule.severity,
            "title": rule.title,
            "hint": rule.hint,
        }
        for rule in rules
    ]


def explain_rule(rule: Rule) -> str:
    """Why a rule is there, with an example that breaks it and one that keeps it."""
    parts = rule.documentation
    sections = (
        ("Pourquoi (why)", parts.why[:1].upper() + parts.why[1:]),
        ("Faux (wrong)", parts.wrong),
        ("Juste (right)", parts.right),
        ("Que faire", rule.hint),
    )
    body = "\n\n".join(f"{title}\n{_indented(text)}" for title, text in sections)
    severity = SEVERITIES[rule.severity]
    return f"{rule.id} ({severity}, {FAMILIES[rule.family]}) : {rule.title}\n\n{body}\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))

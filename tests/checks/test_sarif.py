"""SARIF: valid against the schema of the standard, and what readers of a log rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from pipeline.build import check_publication
from pipeline.checks import RULES, Finding, Result
from pipeline.checks.sarif import format_sarif
from pipeline.checks.waivers import apply_waivers
from pipeline.model.places import Place
from pipeline.model.sources import Waiver

FILE = "sources/zooms/été.md"
TEXTS = {FILE: 'un\nle "chef" ici\n'}
FAULT = Finding("TYP001", "error", Place(FILE, 2, 4), "guillemet", "Écrire « … ».", key='x:"')
FINISHED = Finding("OUT001", "error", Place("output/publication.pdf"), "folio", page=12)
ADVICE = Finding("NUM010", "warning", Place(FILE, 1, 1), "nombre", "Le lier.")


@cache
def validator() -> Draft7Validator:
    schema = Path(__file__).parent / "data" / "sarif-schema-2.1.0.json"
    return Draft7Validator(json.loads(schema.read_text("utf-8")))


def log_of(*findings: Finding, untestable: tuple[str, ...] = ()) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(format_sarif(Result(findings, {}, untestable), RULES, TEXTS))
    assert [error.message for error in validator().iter_errors(log)] == []
    return log


def results_of(*findings: Finding) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log_of(*findings)["runs"][0]["results"]
    return found


def test_the_schema_refuses_what_is_not_sarif() -> None:
    log = log_of(FAULT)
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not validator().is_valid(log)


def test_every_rule_is_described_with_its_help() -> None:
    rules = log_of()["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    for described, known in zip(rules, RULES, strict=True):
        assert described["shortDescription"]["text"] == known.title
        for form in ("text", "markdown"):
            for part in (known.documentation.wrong, known.documentation.right, known.hint):
                assert part in described["help"][form]


def test_a_result_points_at_its_place_and_rule() -> None:
    (found,) = results_of(FAULT)
    assert RULES[found["ruleIndex"]].id == found["ruleId"] == "TYP001"
    assert found["level"] == "error"
    assert found["message"]["text"] == "guillemet\nÉcrire « … »."
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sources/zooms/%C3%A9t%C3%A9.md"
    assert place["region"] == {"startLine": 2, "startColumn": 4}
    assert "suppressions" not in found


def test_a_finished_file_has_a_page_and_no_line() -> None:
    (found,) = results_of(FINISHED)
    assert "region" not in found["locations"][0]["physicalLocation"]
    assert found["message"]["text"] == "folio (p. 12)"


@pytest.mark.parametrize(("severity", "level"), [("warning", "warning"), ("info", "note")])
def test_levels(severity: Any, level: str) -> None:
    assert results_of(replace(FAULT, severity=severity))[0]["level"] == level


def test_excused_findings_are_suppressed_with_the_reason() -> None:
    reason = "Le titre l’écrit ainsi."
    excuse = Waiver.model_validate({"rule": "TYP001", "file": FILE, "line": 2, "reason": reason})
    marked, _ = apply_waivers([FAULT, ADVICE], [excuse])
    waived, open_ = results_of(*marked)
    assert waived["suppressions"] == [{"kind": "external", "justification": reason}]
    assert "suppressions" not in open_


def test_a_certain_cure_is_offered_where_the_source_has_what_it_mends(
    specimen: Path, tree_cache: Path
) -> None:
    file = specimen / "sources/chapters/colophon.md"
    file.write_text(file.read_text("utf-8") + "\nLe «chef» et les élus.\n", "utf-8")
    checked = check_publication(specimen, cache=tree_cache)
    log = json.loads(format_sarif(checked.result, RULES, checked.texts))
    assert validator().is_valid(log)
    (found,) = (f for f in log["runs"][0]["results"] if f["ruleId"] == "TYP003")
    (change,) = found["fixes"][0]["artifactChanges"]
    lines = file.read_text("utf-8").split("\n")
    pieces = []
    for part in change["replacements"]:
        region = part["deletedRegion"]
        line = lines[region["startLine"] - 1]
        old = line[region["startColumn"] - 1 : region["endColumn"] - 1]
        pieces.append((old, part["insertedContent"]["text"]))
    assert pieces == [("«", "« "), ("»", " »")]


def test_fingerprints_stay_when_lines_move_and_tell_findings_apart() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [found["partialFingerprints"]["publicationFinding/v1"]
                for found in results_of(*findings)]  # fmt: skip

    moved = replace(FAULT, place=Place(FILE, 40, 2))
    assert prints(FAULT) == prints(moved)
    assert len(set(prints(FAULT, moved, ADVICE, replace(FAULT, key="y")))) == 4


def test_what_could_not_be_tested_is_told() -> None:
    (invocation,) = log_of(untestable=("NUM008 : dates",))["runs"][0]["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "Non vérifiable : NUM008 : dates."


def test_a_real_check_is_valid(specimen: Path, tree_cache: Path) -> None:
    file = specimen / "sources/chapters/colophon.md"
    file.write_text(file.read_text("utf-8") + "\nVoir [](#sheet-nante).\n", "utf-8")
    checked = check_publication(specimen, cache=tree_cache)
    log = json.loads(format_sarif(checked.result, RULES, checked.texts))
    assert validator().is_valid(log)
    assert "REF001" in [found["ruleId"] for found in log["runs"][0]["results"]]

"""Waivers, results and formats."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml

from pipeline.checks import Context, Finding, Result, judge_problems, rule_of
from pipeline.checks.formats import (
    explain_rule,
    format_finding,
    format_github,
    format_json,
    format_summary,
    format_text,
    rules_as_data,
)
from pipeline.checks.run import run_rules
from pipeline.checks.waivers import apply_waivers, excuses
from pipeline.errors import PipelineError, Problem, UsageError
from pipeline.model.places import Place
from pipeline.model.sources import Waiver

FILE = "sources/zooms/x.md"
FINDING = Finding("TYP001", "error", Place(FILE, 2, 4), "guillemet", "Écrire « … ».", key='x:"')
WARNING = Finding("NUM010", "warning", Place(FILE, 1, 1), "nombre", "Le lier.", page=12)


def waiver(**keys: object) -> Waiver:
    return Waiver.model_validate(
        {"rule": "TYP001", "file": FILE, "reason": "Le titre l’écrit ainsi.", **keys}
    )


@pytest.mark.parametrize(
    ("keys", "excused"),
    [
        ({"line": 2}, True),
        ({"line": 3}, False),
        ({"key": 'x:"'}, True),
        ({"key": "y"}, False),
        ({"rule": "TYP002", "line": 2}, False),
        ({"file": "sources/zooms/y.md", "line": 2}, False),
    ],
)
def test_a_waiver_excuses_its_place_only(keys: dict[str, object], excused: bool) -> None:
    assert excuses(waiver(**keys), FINDING) is excused


def test_waivers_mark_and_are_counted() -> None:
    marked, uses = apply_waivers([FINDING, WARNING], [waiver(line=9), waiver(line=2)])
    assert [finding.waived for finding in marked] == [True, False]
    assert uses == {1: 1}


def test_what_fails() -> None:
    clean = Result((), {}, ())
    assert not clean.fails(strict=True)
    warned = Result((WARNING,), {}, ())
    assert not warned.fails()
    assert warned.fails(strict=True)
    assert Result((FINDING,), {}, ()).fails()
    marked, _ = apply_waivers([FINDING], [waiver(line=2)])
    assert not Result(marked, {}, ()).fails(strict=True)


def test_results_add_up() -> None:
    both = Result((FINDING,), {"TYP": 2}, ("a",)) + Result((WARNING,), {"TYP": 1, "NUM": 4}, ("a",))
    assert both.findings == (WARNING, FINDING)
    assert both.confirmed == {"NUM": 4, "TYP": 3}
    assert both.untestable == ("a",)


def test_problems_of_proofs_become_findings() -> None:
    problem = Problem("OUT001", Place("output/publication.pdf"), "folio", key="page 3")
    result = judge_problems([problem], confirmed={"OUT": 7}, untestable=["veraPDF"])
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("OUT001", "error")
    assert finding.hint == rule_of("OUT001").hint
    assert result.confirmed == {"OUT": 7}
    with pytest.raises(UsageError):
        judge_problems([Problem("XXX001", Place("a"), "?")])


def test_a_problem_whose_rule_does_not_run_is_not_lost() -> None:
    context = Context(problems=(Problem("OUT001", Place("a.pdf"), "folio"),))
    with pytest.raises(PipelineError, match="OUT001"):
        run_rules([rule_of("SRC001")], context)
    assert [f.rule for f in run_rules([rule_of("OUT001")], context).findings] == ["OUT001"]


def test_text_shows_the_line_and_a_caret() -> None:
    words = format_finding(FINDING, {FILE: 'un\nle "chef" ici\n'})
    assert words.split("\n") == [
        f"{FILE}:2:4: erreur TYP001 : guillemet",
        '  2 | le "chef" ici',
        "    |    ^",
        "  → Écrire « … ».",
        '  key: "x:\\""',
    ]


@pytest.mark.parametrize(
    "key",
    ["zoom-x", "nantes.ess.salaries", "zoom-x:16 %", "12", "true", "- a", "a: b", "l’« un »", "#a",
     "https://www.exemple.fr/a?b=1", "a 'b'", 'x:"', "étoile", "null", "a\tb", "1.5", "x #y"],
)  # fmt: skip
def test_the_key_of_a_finding_can_be_pasted_into_a_waiver(key: str) -> None:
    shown = format_finding(replace(FINDING, key=key), {}).split("\n")[-1]
    assert yaml.safe_load(shown) == {"key": key}


def test_a_finding_without_a_key_shows_none() -> None:
    assert "key" not in format_finding(WARNING, {})


def test_text_of_a_long_line_keeps_the_caret_under_its_character() -> None:
    line = "a" * 100 + "§" + "b" * 100
    finding = Finding("TYP001", "error", Place(FILE, 1, 101), "signe")
    shown, caret = format_finding(finding, {FILE: line}).split("\n")[1:3]
    assert shown[caret.index("^")] == "§"


def test_text_without_the_file_and_with_a_page() -> None:
    assert format_finding(WARNING, {}).startswith(f"{FILE}:1:1: avertissement NUM010 (p. 12) : ")


def test_the_summary_says_what_was_confirmed_and_what_was_not() -> None:
    marked, _ = apply_waivers([FINDING], [waiver(line=2)])
    result = Result((*marked, WARNING, WARNING), {"REF": 143}, ("NUM008 : dates",))
    assert format_summary(result).split("\n") == [
        "Contrôle : 2 avertissements (1 excusé).",
        "Vérifié : renvois 143.",
        "Non vérifiable : NUM008 : dates.",
    ]
    assert format_summary(Result((), {}, ())) == "Contrôle : aucun constat."
    assert "TYP001" not in format_text(result, {})
    assert "TYP001 [excusé]" in format_text(result, {}, waived=True)


def test_json_has_the_shape_of_reports() -> None:
    data = json.loads(format_json(Result((FINDING,), {"TYP": 3}, ("x",))))
    assert data == {
        "findings": [
            {
                "rule": "TYP001",
                "severity": "error",
                "file": FILE,
                "line": 2,
                "column": 4,
                "page": None,
                "message": "guillemet",
                "hint": "Écrire « … ».",
                "key": 'x:"',
                "waived": False,
            }
        ],
        "confirmed": {"TYP": 3},
        "untestable": ["x"],
    }


def test_github_annotations() -> None:
    odd = Finding("TYP005", "warning", Place(FILE, 3, 1), "16% ici\nlà", "Écrire 16 %.")
    assert format_github(Result((odd,), {}, ())) == (
        f"::warning file={FILE},line=3,col=1,title=TYP005::16%25 ici%0Alà → Écrire 16 %25.\n"
    )


def test_rules_in_words_and_as_data() -> None:
    words = explain_rule(rule_of("REF001"))
    for part in ("REF001 (erreur, renvois)", "(why)", "(wrong)", "(right)", "Que faire"):
        assert part in words
    assert rules_as_data([rule_of("REF001")]) == [
        {
            "id": "REF001",
            "family": "REF",
            "severity": "error",
            "title": "Renvoi vers un identifiant qui n’existe pas",
            "hint": "Corriger l’identifiant, ou créer le texte visé.",
        }
    ]

"""What loading and proofing report is a rule's: it is documented, and it is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.checks import RULES

PIPELINE = Path(__file__).parents[2] / "pipeline"


def reported() -> Iterator[tuple[str, str]]:
    """The ids of rules that code outside the checks reports, each with the file."""
    for path in sorted(PIPELINE.rglob("*.py")):
        name = path.relative_to(PIPELINE).as_posix()
        if name.startswith("checks/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for argument in node.args:
                    value = argument.value if isinstance(argument, ast.Constant) else None
                    if isinstance(value, str) and re.fullmatch(r"[A-Z]{3}\d{3}", value):
                        yield value, name


def test_every_reported_problem_is_shown_by_an_early_rule() -> None:
    found = sorted(set(reported()))
    assert {id_ for id_, name in found if name.startswith("load/")} >= {"SRC001", "SRC006"}
    early = {rule.id for rule in RULES if rule.early}
    assert [(id_, name) for id_, name in found if id_ not in early] == []


def test_every_early_rule_is_reported_somewhere() -> None:
    ids = {id_ for id_, _ in reported()}
    assert [r.id for r in RULES if r.early and r.family == "SRC" and r.id not in ids] == []

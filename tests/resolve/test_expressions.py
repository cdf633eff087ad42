"""Expressions over facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.expressions import ExpressionError, evaluate, fact_ids_in, matching

VALUES = {"a.b": 6, "a.c-d": 4, "nantes.part-ess": 2.5}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("a.b", 6),
        ("a.b + a.c-d * 2", 14),
        ("(a.b + a.c-d) * 2", 20),
        ("a.b / a.c-d", 1.5),
        ("-a.b - -1", -5),
        ("a.b - a.c-d", 2),
        ("a.b-a.c-d", 2),
        ("round(nantes.part-ess * 10 / 3)", 8),
        ("round(a.b / 7, 2)", 0.86),
        ("1.5 * 2", 3.0),
        ("sum(*.part-ess, a.b)", 8.5),
        ("average(a.b, a.c-d)", 5),
        ("max(a.b, a.c-d) - min(a.b, a.c-d)", 2),
        ("count(a.b, a.c-d, 1)", 3),
        ("rank(a.c-d, a.b, a.c-d)", 2),
        ("2 *.5", 1.0),
    ],
)
def test_expressions_are_computed(expression: str, value: float) -> None:
    values = {**VALUES, "a.b-a.c-d": 2} if expression == "a.b-a.c-d" else VALUES
    assert evaluate(expression, values) == value


def test_the_facts_of_an_expression_are_known() -> None:
    assert fact_ids_in("a.b / round(a.c-d, 1) + 1.5 + a.b") == ["a.b", "a.c-d"]


def test_a_star_is_one_part_of_an_id() -> None:
    known = ["lille.population", "nantes.population", "a.lille.population", "tbl-x.nantes.part"]
    assert matching("*.population", known) == ["lille.population", "nantes.population"]
    assert matching("tbl-x.*.part", known) == ["tbl-x.nantes.part"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a.x", "« a.x » n’existe pas"),
        ("nantes.part-es", "vouliez-vous dire « nantes.part-ess »"),
        ("a.b /", "ne se lit pas"),
        ("", "ne se lit pas"),
        ("a.b / 0", "divise par zéro"),
        ("a.b ** 2", "seuls les nombres"),
        ("a.b if a.b else 1", "seuls les nombres"),
        ("__import__('os')", "seuls les nombres"),
        ("round(a.b, 1, 2)", "seuls les nombres"),
        ("round(a.b, 99999999999)", "seuls les nombres"),
        ("sum()", "seuls les nombres"),
        ("sum(*.parts)", "n’existe pas"),
        ("len(a.b)", "seuls les nombres"),
        ("True", "seuls les nombres"),
        ("'a'", "seuls les nombres"),
        ("1e308 * 10", "trop grand"),
        ("1e308 * 10 - 1e308 * 10", "trop grand"),
        ("9" * 5000, "ne se lit pas"),
        ("-" * 100_000 + "1", "ne se lit pas"),
        ("(" * 1000, "ne se lit pas"),
    ],
)
def test_what_cannot_be_computed_is_said_in_french(expression: str, words: str) -> None:
    with pytest.raises(ExpressionError, match=words):
        evaluate(expression, VALUES)


@given(st.text(alphabet="ab.c-d+*/()1 0e,roundx'\"", max_size=30))
def test_no_expression_fails_otherwise(expression: str) -> None:
    try:
        value = evaluate(expression, VALUES)
    except ExpressionError:
        return
    assert isinstance(value, (int, float))

"""Every number under one id."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import sources as s
from pipeline.resolve.facts import count_rows, resolve_facts
from tests.resolve.samples import NANTES, fact, publication, sheet, table


def facts_of(*held: Any) -> Any:
    return resolve_facts(publication([], *held))


def test_written_facts_keep_what_they_say() -> None:
    found = facts_of(fact("a.b", [25, 30]))["a.b"]
    assert (found.value, found.unit, found.origin, found.scope) == (
        (25, 30),
        "u",
        "facts",
        "nantes",
    )


def test_a_sheet_gives_its_card_as_facts() -> None:
    share = {"value": 16, "base": "l’emploi", "territory": "region"}
    facts = facts_of(sheet("nantes", ess_share=share), NANTES)
    assert facts["nantes.population"].value == 600
    assert facts["nantes.superficie"].unit == "km²"
    assert facts["nantes.part-ess"].scope == "region-pays-de-la-loire"
    assert "l’emploi" in facts["nantes.part-ess"].label


def test_a_sheet_of_an_unknown_metropole_is_read_all_the_same() -> None:
    share = {"value": 16, "base": "l’emploi", "territory": "region"}
    assert facts_of(sheet("nante", ess_share=share))["nante.part-ess"].scope == "nante"


def test_a_table_gives_its_counts_and_numbers_as_facts() -> None:
    made = table(
        "tbl-a",
        [{"key": "nantes", "agents": 3}, {"key": "lille", "agents": None}],
        columns=[{"id": "agents", "label": "Agents", "kind": "number", "unit": "agents"}],
        counts=[{"id": "renseignes", "label": "renseignées", "column": "agents"}],
    )
    facts = facts_of(made)
    assert facts["tbl-a.nantes.agents"].value == 3
    assert "tbl-a.lille.agents" not in facts
    assert (facts["tbl-a.renseignes"].value, facts["tbl-a.renseignes"].origin) == (1, "count")


ROWS: list[dict[str, Any]] = [
    {"key": "a", "plan": "oui, voté", "leviers": ["un", "deux"]},
    {"key": "b", "plan": "oui", "leviers": ["trois"]},
    {"key": "c", "plan": "non", "leviers": []},
    {"key": "d", "plan": None},
    {"key": "e"},
]


@pytest.mark.parametrize(
    ("how", "count"),
    [
        ({"column": "plan"}, 3),
        ({"column": "plan", "equals": ["oui"]}, 1),
        ({"column": "plan", "equals": ["oui", "non"]}, 2),
        ({"column": "plan", "equals": [""]}, 2),
        ({"column": "plan", "contains": "oui"}, 2),
        ({"column": "plan", "without": ["non"]}, 2),
        ({"column": "plan", "contains": "o", "without": ["oui"]}, 2),
        ({"column": "leviers"}, 3),
        ({"column": "leviers", "equals": ["a"]}, 2),
        ({"column": "leviers", "without": ["un"]}, 2),
        ({"column": "rien"}, 0),
    ],
)
def test_rows_are_counted(how: dict[str, Any], count: int) -> None:
    made = s.Count.model_validate({"id": "x", "label": "X", **how})
    assert count_rows(table("tbl-a", ROWS), made) == count


# --- expressions ------------------------------------------------------------------


def test_expressions_are_computed_in_any_order() -> None:
    facts = facts_of(fact("a.c", derive="a.b * 2"), fact("a.b", derive="a.a + 1"), fact("a.a", 3))
    assert (facts["a.b"].value, facts["a.c"].value) == (4, 8)
    assert (facts["a.c"].derived, facts["a.c"].error) == (8, "")


def test_a_value_given_with_an_expression_is_kept_and_recomputed() -> None:
    facts = facts_of(fact("a.a", 3), fact("a.b", 5, "a.a + 1"), fact("a.c", derive="a.b * 2"))
    assert (facts["a.b"].value, facts["a.b"].derived) == (5, 4)
    assert facts["a.c"].value == 10


def test_two_facts_may_check_each_other() -> None:
    facts = facts_of(fact("a.a", 3, "a.b - 1"), fact("a.b", 4, "a.a + 1"))
    assert (facts["a.a"].derived, facts["a.b"].derived) == (3, 4)


@pytest.mark.parametrize("derive", ["a.b + 1", "a.c"])
def test_what_needs_itself_is_said(derive: str) -> None:
    facts = facts_of(fact("a.b", derive=derive), fact("a.c", derive="a.b"))
    assert "elle-même" in facts["a.b"].error


def test_what_needs_an_error_is_one() -> None:
    facts = facts_of(fact("a.b", derive="a.x"), fact("a.c", derive="a.b"), fact("a.r", [1, 2]))
    assert "« a.x »" in facts["a.b"].error
    assert "« a.b »" in facts["a.c"].error
    assert facts["a.r"].error == ""


def test_a_written_fact_with_the_id_of_a_computed_one_says_so() -> None:
    found = facts_of(fact("nantes.population", 7), sheet("nantes"), NANTES)["nantes.population"]
    assert found.value == 7
    assert "aussi celui d’une valeur calculée" in found.error

"""Each layout rule finds its fault on a really typeset page, and nothing on a good one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checks import lay
from pipeline.checks.layout.words import plain
from tests.checks.layout.examples import BAD, GOOD
from tests.checks.layout.typeset import faults

IDS = [rule.id for rule in lay.RULES]
CASES_BAD = [pytest.param(i, n, id=f"{i}-{n}") for i in BAD for n in range(len(BAD[i]))]
CASES_GOOD = [pytest.param(i, n, id=f"{i}-{n}") for i in GOOD for n in range(len(GOOD[i]))]


def test_every_rule_has_its_examples() -> None:
    assert sorted(BAD) == IDS
    assert sorted(GOOD) == IDS


@pytest.mark.parametrize(("rule", "number"), CASES_BAD)
def test_the_bad_page_breaks_the_rule_and_no_other(rule: str, number: int, tmp_path: Path) -> None:
    found = faults(BAD[rule][number](tmp_path))
    assert list(found) == [rule], found
    for fault in found[rule]:
        assert fault.place.file.startswith(("sources/", "styles/"))
        assert fault.message
        assert fault.key == plain(fault.key)
        if rule != "LAY018":
            assert fault.page in (10, 11, 12, 13, 14)
            side = "recto" if fault.page % 2 else "verso"
            assert f"p. {fault.page}, {side}" in fault.message or "pages" in fault.message


@pytest.mark.parametrize(("rule", "number"), CASES_GOOD)
def test_the_good_page_keeps_every_rule(rule: str, number: int, tmp_path: Path) -> None:
    assert faults(GOOD[rule][number](tmp_path)) == {}

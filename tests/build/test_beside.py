"""Checks that go on while pages are set."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from pipeline.build.beside import Checks, FailedChecksError
from pipeline.build.check import begin_judging
from pipeline.build.sources import read_sources
from pipeline.errors import PipelineError
from pipeline.typeset.workers import Workers

DAY = datetime.date(2026, 1, 1)


def checks_of(root: Path, cache: Path, aside: ThreadPoolExecutor) -> Checks:
    return Checks(
        aside, partial(begin_judging, Workers(), read_sources(root, cache), DAY), strict=False
    )


def break_reference(root: Path) -> None:
    path = next((root / "sources" / "chapters").glob("*.md"))
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n\nVoir [la suite](#nulle-part-ailleurs).\n", encoding="utf-8")


def test_failed_checks_end_the_work_at_the_next_thing_it_says(specimen: Path, tree_cache: Path):
    break_reference(specimen)
    said: list[str] = []
    with ThreadPoolExecutor(1) as aside, Workers() as workers:
        checks = checks_of(specimen, tree_cache, aside)

        def work() -> None:
            with checks.beside(workers, said.append) as tell:
                tell("before")
                checks.begin().result()
                tell("after")

        with pytest.raises(FailedChecksError) as failed:
            work()
    assert said == ["before"]
    rules = {finding.rule for finding in failed.value.checked.result.findings}
    assert "REF001" in rules


def test_what_the_checks_find_is_said_before_a_fault(specimen: Path, tree_cache: Path):
    break_reference(specimen)
    with ThreadPoolExecutor(1) as aside, Workers() as workers:
        checks = checks_of(specimen, tree_cache, aside)
        with pytest.raises(FailedChecksError), checks.beside(workers, print):
            raise PipelineError("reference to nothing")


def test_a_fault_of_its_own_stays_one(specimen: Path, tree_cache: Path):
    with ThreadPoolExecutor(1) as aside, Workers() as workers:
        checks = checks_of(specimen, tree_cache, aside)
        with pytest.raises(PipelineError, match="of ours"), checks.beside(workers, print):
            raise PipelineError("a fault of ours")
        assert workers.say is print

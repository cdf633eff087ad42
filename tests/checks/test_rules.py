"""Every rule: its documentation, and its fixtures, files laid over the specimen."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from pipeline.build import check_publication
from pipeline.checks import FAMILIES, RULES, Result, Rule, rule_of
from pipeline.checks.core import read_documentation
from pipeline.errors import PipelineError, UsageError

HERE = Path(__file__).parent
SPECIMEN = HERE.parent / "specimen"
FIXTURES = HERE / "fixtures"
# What the proofs of finished files report has its examples in the tests of the proofs.
OF_SOURCES = [rule for rule in RULES if rule.family not in ("OUT", "LAY")]
TODAY = datetime.date(2026, 1, 1)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store of parsed texts for all fixtures: most of their files are the specimen's."""
    return tmp_path_factory.mktemp("cache")


def check(root: Path, cache: Path) -> Result:
    """What the rules find in the publication at `root`."""
    return check_publication(root, TODAY, cache).result


def lay_over(fixture: Path, root: Path) -> Path:
    """The specimen with the files of a fixture laid over it, those listed in REMOVED gone."""
    shutil.copytree(SPECIMEN / "sources", root / "sources")
    removed = fixture / "REMOVED"
    for name in removed.read_text("utf-8").split() if removed.exists() else []:
        (root / name).unlink()
    if (fixture / "sources").exists():
        shutil.copytree(fixture / "sources", root / "sources", dirs_exist_ok=True)
    return root


def open_rules(result: Result) -> set[str]:
    return {finding.rule for finding in result.findings if not finding.waived}


def test_the_specimen_is_clean(cache: Path) -> None:
    result = check(SPECIMEN, cache)
    assert [f for f in result.findings if not f.waived] == []
    # A superlative that no data settle is told, never passed in silence.
    assert [what.partition(" : ")[0] for what in result.untestable] == ["NUM021", "NUM021"]
    assert set(result.confirmed) == set(FAMILIES) - {"LAY", "OUT"}


@pytest.mark.parametrize("rule", OF_SOURCES, ids=lambda rule: rule.id)
def test_the_bad_fixture_breaks_the_rule_and_no_other(
    rule: Rule, cache: Path, tmp_path: Path
) -> None:
    result = check(lay_over(FIXTURES / rule.id / "bad", tmp_path), cache)
    assert open_rules(result) == {rule.id}
    for finding in result.findings:
        file = tmp_path / finding.place.file
        if file.suffix in (".md", ".yaml") and file.exists():
            assert 1 <= finding.place.line <= file.read_bytes().count(b"\n") + 1
        assert finding.message
        assert finding.hint
        assert finding.severity == rule_of(finding.rule).severity


@pytest.mark.parametrize("rule", OF_SOURCES, ids=lambda rule: rule.id)
def test_the_good_fixture_keeps_every_rule(rule: Rule, cache: Path, tmp_path: Path) -> None:
    result = check(lay_over(FIXTURES / rule.id / "good", tmp_path), cache)
    assert [f for f in result.findings if not f.waived] == []


def test_every_fixture_has_its_rule() -> None:
    assert sorted(path.name for path in FIXTURES.iterdir()) == sorted(
        rule.id for rule in OF_SOURCES
    )


def test_ids_are_given_once_and_in_order_within_their_family() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    for family in FAMILIES:
        mine = [id_ for id_ in ids if id_.startswith(family)]
        assert mine == sorted(mine)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules_speak_plainly(rule: Rule) -> None:
    assert rule.hint.endswith((".", "…", "»", ")")) or re.search(r"\w$", rule.hint)
    assert not rule.title.endswith(".")
    for part in (rule.documentation.why, rule.documentation.wrong, rule.documentation.right):
        assert len(part) > 3
    assert "'" not in rule.title + rule.hint


def test_a_rule_without_documentation_is_refused() -> None:
    with pytest.raises(PipelineError, match="Why, Wrong and Right"):
        read_documentation("TYP099", "Says little.")


def test_unknown_rules_are_answered_with_the_nearest() -> None:
    assert rule_of("ref001").id == "REF001"
    with pytest.raises(UsageError, match="REF0"):
        rule_of("REF0O1")

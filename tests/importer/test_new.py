"""A new publication: complete, clean, and never laid over what is there."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from pipeline.build.recipe import build_publication
from pipeline.errors import UsageError
from pipeline.importer.new import make_publication
from pipeline.model.kinds import KINDS

DAY = datetime.date(2027, 3, 14)


def test_it_holds_one_of_each_kind(tmp_path: Path) -> None:
    written = make_publication(tmp_path / "new", DAY)
    assert written == sorted(path for path in (tmp_path / "new").rglob("*") if path.is_file())
    for kind in KINDS:
        assert list((tmp_path / "new/sources").glob(kind.pattern)), kind.name
    for file in written:
        assert "@" not in file.read_text("utf-8")
    info = yaml.safe_load((tmp_path / "new/sources/publication.yaml").read_text("utf-8"))
    assert (info["date"], info["edition"]) == ("2027-03", "Mars 2027")
    assert info["modified"] == "2027-03-14T00:00:00Z"
    make_publication(tmp_path / "other", DAY)
    other = yaml.safe_load((tmp_path / "other/sources/publication.yaml").read_text("utf-8"))
    assert other["identifier"] != info["identifier"]


@pytest.mark.parametrize("what", ["a file in it", "a file"])
def test_it_leaves_alone_what_is_there(tmp_path: Path, what: str) -> None:
    there = tmp_path / "note.txt"
    there.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="give a new folder"):
        make_publication(tmp_path if what == "a file in it" else there, DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    assert there.read_text("utf-8") == "mine"


@pytest.mark.slow
def test_it_builds_without_a_finding(tmp_path: Path) -> None:
    make_publication(tmp_path / "new", DAY)
    built = build_publication(tmp_path / "new", "pdf", 2, lambda words: None, today=DAY)
    assert [str(finding) for finding in built.result.findings] == []
    assert [path.name for path in built.written] == ["publication.pdf"]

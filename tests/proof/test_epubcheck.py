"""The runner of EPUBCheck: a verdict, or what was missing."""

from __future__ import annotations

import shutil
import sys

import pytest
from package.samples import files_of, specimen_epub

from pipeline.errors import PipelineError
from pipeline.package.archive import write_archive
from pipeline.proof import epubcheck
from pipeline.proof.epubcheck import check_epub, find_command, read_answer

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="no java on this machine")


@needs_java
def test_specimen_has_no_error_and_no_warning() -> None:
    verdict = check_epub(specimen_epub())
    assert [str(message) for message in verdict.messages] == []
    assert verdict.passed
    proved = verdict.proved("book.epub")
    assert proved.problems == ()
    assert str(proved.verdicts[0]) == f"EPUBCheck {verdict.version}: 0 errors, 0 warnings"


@needs_java
def test_broken_link_is_reported_with_its_place() -> None:
    files = {n: d for n, d in files_of(specimen_epub()).items() if n.startswith("EPUB/")}
    nav = files["EPUB/nav.xhtml"]
    files["EPUB/nav.xhtml"] = nav.replace(b"sec-colophon.xhtml", b"sec-colofon.xhtml", 1)
    verdict = check_epub(write_archive(files))
    assert not verdict.passed
    assert any(m.code == "RSC-007" and m.file == "EPUB/nav.xhtml" for m in verdict.messages)
    proved = verdict.proved("book.epub")
    assert {problem.rule for problem in proved.problems} == {"OUT109"}
    assert proved.verdicts[0].outcome == "failed"


def test_missing_java_is_untestable_not_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck.shutil, "which", lambda name: None)
    assert find_command()[0] == []
    verdict = check_epub(b"")
    assert not verdict.passed
    assert "java" in verdict.untestable
    (told,) = verdict.proved("book.epub").verdicts
    assert told.outcome == "untestable"
    assert "there is no java" in told.line


def test_validator_that_breaks_down_is_an_error() -> None:
    with pytest.raises(PipelineError, match="gave no answer"):
        check_epub(b"", [sys.executable, "-c", "raise SystemExit(1)"])


def test_answer_is_read_with_places() -> None:
    verdict = read_answer(
        {
            "checker": {"checkerVersion": "5.3.0"},
            "messages": [
                {
                    "ID": "RSC-005",
                    "severity": "ERROR",
                    "message": "Oh",
                    "locations": [{"path": "a.xhtml", "line": 3, "column": 7}],
                },
                {"ID": "ACC-001", "severity": "USAGE", "message": "Ah", "locations": []},
            ],
        }
    )
    assert [str(m) for m in verdict.messages] == [
        "ERROR RSC-005: Oh (a.xhtml:3:7)",
        "USAGE ACC-001: Ah",
    ]
    assert (verdict.count("ERROR"), verdict.count("WARNING")) == (1, 0)

"""The runner of Ace: a verdict, or what was missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from package.samples import files_of, specimen_epub

from pipeline.errors import PipelineError
from pipeline.package.archive import write_archive
from pipeline.proof import ace
from pipeline.proof.ace import check_by_ace, find_command, read_report

COMMAND, MISSING = find_command()
needs_ace = pytest.mark.skipif(not COMMAND, reason=f"untestable: {MISSING}")


@pytest.mark.slow
@needs_ace
def test_specimen_has_no_violation() -> None:
    verdict = check_by_ace(specimen_epub())
    assert [str(violation) for violation in verdict.violations] == []
    proved = verdict.proved("book.epub")
    assert proved.problems == ()
    assert str(proved.verdicts[0]) == (
        f"Ace {verdict.version}: 0 violations in {verdict.documents} documents"
    )
    names = [name for name in files_of(specimen_epub()) if name.endswith(".xhtml")]
    assert verdict.documents == len(names)


@pytest.mark.slow
@needs_ace
def test_picture_without_words_is_a_violation() -> None:
    files = {n: d for n, d in files_of(specimen_epub()).items() if n.startswith("EPUB/")}
    name = "EPUB/text/sec-carte.xhtml"
    files[name] = files[name].replace(b' alt="', b' data-words="')
    proved = check_by_ace(write_archive(files)).proved("book.epub")
    assert {problem.rule for problem in proved.problems} == {"OUT112"}
    assert any("sec-carte.xhtml" in problem.message for problem in proved.problems)
    assert proved.verdicts[0].outcome == "failed"


@pytest.mark.parametrize("lacking", ["Node", "chromium", "ace-cli"])
def test_what_is_missing_makes_it_untestable(
    lacking: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    node = None if lacking == "Node" else "node"
    browser = None if lacking == "chromium" else "chromium"
    monkeypatch.setattr(ace, "find_node", lambda: node)
    monkeypatch.setattr(ace, "find_browser", lambda: browser)
    command, missing = find_command(tmp_path)
    assert command == []
    assert lacking in missing
    monkeypatch.setattr(ace, "find_command", lambda: (command, missing))
    proved = check_by_ace(b"").proved("book.epub")
    assert proved.confirmed == 0
    assert proved.verdicts[0].outcome == "untestable"
    assert missing in proved.verdicts[0].line
    assert len(proved.untestable) == 1


def test_checker_that_breaks_down_is_an_error() -> None:
    with pytest.raises(PipelineError, match="gave no answer"):
        check_by_ace(b"", [sys.executable, "-c", "raise SystemExit(1)"])


def test_report_is_read_with_places() -> None:
    failed = {
        "earl:result": {"earl:outcome": "fail", "dct:description": "Fix\n this", "html": "<img>"},
        "earl:test": {"dct:title": "image-alt", "earl:impact": "critical"},
    }
    passed = {**failed, "earl:result": {"earl:outcome": "pass"}}
    report = {
        "earl:assertedBy": {"doap:release": {"doap:revision": "1.4.6"}},
        "assertions": [
            {"earl:testSubject": {"url": "a.xhtml"}, "assertions": [failed, passed]},
            {"earl:testSubject": {"url": "b.xhtml"}, "assertions": []},
        ],
    }
    verdict = read_report(report)
    assert (verdict.version, verdict.documents) == ("1.4.6", 2)
    assert [str(v) for v in verdict.violations] == [
        "image-alt (critical), a.xhtml : Fix this <img>"
    ]
    (problem,) = verdict.proved("book.epub").problems
    assert problem.key == "image-alt a.xhtml"

"""A build that has nothing to do says so, and only then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.build.unchanged import build_key, keep_told, read_told

OPTIONS = ("pdf", "text", False)


@pytest.fixture
def built(specimen: Path) -> Path:
    """A publication whose last build wrote one file and said one line."""
    (specimen / "output" / "build").mkdir(parents=True)
    file = specimen / "output" / "publication.pdf"
    file.write_bytes(b"pages")
    keep_told(specimen, "pdf", build_key(specimen, OPTIONS), "aucun constat\n", [file])
    return specimen


def told(root: Path) -> bool:
    return read_told(root, "pdf", build_key(root, OPTIONS)) is not None


def test_what_was_said_is_said_again(built: Path) -> None:
    again = read_told(built, "pdf", build_key(built, OPTIONS))
    assert again is not None
    assert (again.findings, list(again.written)) == ("aucun constat\n", ["publication.pdf"])


@pytest.mark.parametrize("name", ["sources/lexicon.yaml", "sources/new.md", "styles/tokens.css"])
def test_any_change_of_a_file_counts(built: Path, name: str) -> None:
    path = built / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n", "utf-8")
    assert not told(built)


def test_a_lost_file_counts(built: Path) -> None:
    (built / "sources" / "boxes" / "leviers.md").unlink()
    assert not told(built)


def test_other_options_are_another_build(built: Path) -> None:
    assert read_told(built, "pdf", build_key(built, ("pdf", "text", True))) is None


def test_a_finished_file_that_was_touched_is_built_again(built: Path) -> None:
    (built / "output" / "publication.pdf").write_bytes(b"other pages")
    assert not told(built)


def test_a_damaged_memory_counts_as_none(built: Path) -> None:
    file = built / "output" / "cache" / "told-pdf.json"
    file.write_text(file.read_text("utf-8")[:40], "utf-8")
    assert not told(built)


@pytest.mark.slow
def test_the_second_build_does_nothing_and_says_the_same(specimen: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "--root", str(specimen), "build", "pdf"]
    first, second = (
        subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert second.stdout == first.stdout
    assert second.stderr == "nothing changed since the last build\n"

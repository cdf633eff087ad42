"""`build --all`: every publication below a folder, one after another."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "pipeline", "build", "epub", "--all"]


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, str(folder)], capture_output=True, text=True, check=False, timeout=300
    )


def test_a_folder_without_publications_is_wrong_usage(tmp_path: Path) -> None:
    # What builds left behind is no publication.
    (tmp_path / "output" / "sources").mkdir(parents=True)
    (tmp_path / "output" / "sources" / "publication.yaml").write_text("", "utf-8")
    done = build(tmp_path)
    assert done.returncode == 2
    assert "no publication" in done.stderr


@pytest.mark.slow
def test_one_that_fails_keeps_none_from_being_built(specimen: Path) -> None:
    house = specimen.parent
    broken = house / "a-first" / "deep"
    shutil.copytree(specimen, broken)
    colophon = broken / "sources" / "chapters" / "colophon.md"
    colophon.write_text(colophon.read_text("utf-8") + "\nVoir [](#sheet-nante).\n", "utf-8")
    done = build(house)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-2:] == [f"failed  {broken}", f"built  {specimen}"]
    assert "erreur REF001" in done.stdout
    assert (specimen / "output" / "publication.epub").is_file()
    assert not (broken / "output" / "publication.epub").exists()

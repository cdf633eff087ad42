"""What must never pass: `publication check`, run as an editor runs it, on a broken publication."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(sys.executable).parent / "publication"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kill")
    shutil.copytree(ROOT / "sources", root / "sources")
    return root


def check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SCRIPT), "check", "--root", str(root)], capture_output=True, text=True, check=False
    )


def line_of(file: Path, words: str) -> int:
    text = file.read_text("utf-8")
    return text[: text.index(words)].count("\n") + 1


def test_the_publication_passes(copy: Path) -> None:
    done = check(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("sheets/nantes.yaml", "(#quote-johanna-rolland)", "(#quote-johanna-roland)", "REF001"),
        ("zooms/grenoble-gaia.md", "[49 entreprises]", "[59 entreprises]", "NUM003"),
        ("zooms/grenoble-gaia.md", "[sept structures]", "[six structures]", "NUM003"),
    ],
)
def test_a_broken_reference_or_number_stops_everything(
    copy: Path, name: str, old: str, new: str, rule: str
) -> None:
    file = copy / "sources" / name
    before = file.read_text("utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), "utf-8")
    try:
        done, line = check(copy), line_of(file, new)
    finally:
        file.write_text(before, "utf-8")
    assert done.returncode == 1
    (said,) = (said for said in done.stdout.split("\n") if said.startswith("sources/"))
    assert said.startswith(f"sources/{name}:{line}:")
    assert f"erreur {rule}" in said


def test_a_figure_that_is_gone_is_missed_where_it_is_placed(copy: Path) -> None:
    figure = copy / "sources/figures/carte-metropoles.yaml"
    before = figure.read_text("utf-8")
    figure.unlink()
    try:
        done = check(copy)
    finally:
        figure.write_text(before, "utf-8")
    place = copy / "sources/chapters/carte.md"
    line = line_of(place, "include=fig-carte-metropoles")
    assert done.returncode == 1
    assert f"sources/chapters/carte.md:{line}:1: erreur REF002" in done.stdout


def test_a_picture_that_is_gone_is_missed_where_it_is_named(specimen: Path) -> None:
    (specimen / "sources/figures/parcours.png").unlink()
    done = check(specimen)
    line = line_of(specimen / "sources/figures/parcours.yaml", "file: ")
    assert done.returncode == 1
    assert f"sources/figures/parcours.yaml:{line}:7: erreur FIG001" in done.stdout

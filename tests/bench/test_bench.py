"""The benchmark: its edits, its figures, and a round of it on the specimen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.bench.bench import Bench
from pipeline.bench.edits import EDITS
from pipeline.bench.figures import bench_as_data, bench_as_text
from pipeline.bench.growth import copy_sections
from pipeline.bench.process import BenchError, Run, run
from pipeline.build import check_publication
from pipeline.render.environment import PROJECT
from pipeline.typeset.place import SectionSource


@pytest.mark.parametrize("name", [name for name in EDITS if name != "token"])
def test_an_edit_changes_one_file_and_breaks_nothing(
    specimen: Path, tree_cache: Path, name: str
) -> None:
    before = {path: path.read_bytes() for path in specimen.rglob("*") if path.is_file()}
    EDITS[name](specimen)
    assert sum(path.read_bytes() != data for path, data in before.items()) == 1
    checked = check_publication(specimen, cache=tree_cache)
    assert not checked.result.fails(strict=True)


def test_an_edit_that_finds_nothing_to_change_says_so(specimen: Path) -> None:
    for sheet in (specimen / "sources" / "sheets").glob("*.yaml"):
        sheet.unlink()
    with pytest.raises(BenchError, match="no sheet says an area"):
        EDITS["value"](specimen)


def test_a_run_tells_the_memory_of_its_largest_process(tmp_path: Path) -> None:
    # The one below holds a hundred megabytes, and it is not the one that was started.
    hold = "import time; data = b'x' * 100_000_000; time.sleep(0.4)"
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    done = run([sys.executable, "-c", command], tmp_path)
    assert 95 < done.memory < 200
    assert done.seconds > 0.4


def test_a_run_that_fails_says_what_was_said(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="ended with 3:\nno luck"):
        run([sys.executable, "-c", "import sys; print('no luck'); sys.exit(3)"], tmp_path)


def test_ratios_are_those_of_each_round() -> None:
    # The second round ran on a machine half as fast: the ratios know nothing of it.
    bench = Bench(2, 2)
    bench.runs = {"one-piece": [Run(10, 100), Run(20, 100)], "cold": [Run(5, 80), Run(10, 90)]}
    bench.growth = {1: Run(4, 100), 8: Run(34, 120)}
    bench.identical, bench.sizes = {"cold": False}, (110, 100)
    bench.failed = {"epub": "ended with 3"}
    data = bench_as_data(bench)
    assert data["cases"]["cold"]["ratio"] == 0.5
    assert data["cases"]["cold"]["ratio_spread"] == [0.5, 0.5]
    assert data["cases"]["cold"]["memory_mib"] == 90
    assert data["growth"]["8"]["ratio"] == 8.5
    assert data["size"]["ratio"] == 1.1
    assert "0.500 (0.500 to 0.500)" in bench_as_text(data)
    assert "EPUB, nothing changed: ended with 3" in bench_as_text(data)
    assert "NO" in bench_as_text(data)


def test_copies_refer_to_themselves() -> None:
    html = '<main id="a" data-fit="x"><a href="#b">b</a><i data-target="b">0</i></main>'
    first, second = copy_sections([SectionSource("a", html, "")], 2)
    assert (first.html, first.id) == (html, "a")
    assert second.html == (
        '<main id="a-2" data-fit="x"><a href="#b-2">b</a><i data-target="b-2">0</i></main>'
    )


@pytest.mark.slow
def test_a_round_on_the_specimen(specimen: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "--root", str(specimen), "bench"]
    cases = ["--rounds", "1", "--case", "word", "--case", "unchanged"]
    sources = {path: path.read_bytes() for path in (specimen / "sources").rglob("*.*")}
    done = subprocess.run(
        [*command, *cases], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads((specimen / "output" / "bench.json").read_text("utf-8"))
    assert list(data["cases"]) == ["one-piece", "unchanged", "word"]
    assert data["cases"]["word"]["identical_to_cold"] is True
    assert data["cases"]["unchanged"]["ratio"] > 0
    assert data["cases"]["word"]["memory_mib"] > 50
    assert "Compared with WeasyPrint" in done.stdout
    assert {path: path.read_bytes() for path in sources} == sources
    assert [path.name for path in (specimen / "output").iterdir()] == ["bench.json"]

"""The console script as editors and CI meet it: words, exit codes, what is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "publication"
COLOPHON = "sources/chapters/colophon.md"


def run(
    *words: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the console script."""
    return subprocess.run(
        [str(SCRIPT), *map(str, words)],
        capture_output=True, text=True, check=False, cwd=cwd, timeout=120,
        env={**os.environ, **(env or {})},
    )  # fmt: skip


def add(root: Path, words: str, name: str = COLOPHON) -> int:
    """Add a line to a source of the specimen; its number."""
    file = root / name
    text = file.read_text("utf-8") + f"\n{words}\n"
    file.write_text(text, "utf-8")
    return text.count("\n")


def stub(folder: Path, package: str, code: str = "") -> dict[str, str]:
    """An environment in which a package is not what it should be."""
    (folder / package).mkdir(parents=True)
    (folder / package / "__init__.py").write_text(code, "utf-8")
    return {"PYTHONPATH": str(folder)}


# --- findings ----------------------------------------------------------------------


def test_a_clean_publication(specimen: Path) -> None:
    done = run("check", "--root", specimen, "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contrôle : aucun constat" in done.stdout


def test_an_error_fails_and_names_its_line(specimen: Path) -> None:
    line = add(specimen, "Voir [](#sheet-nante).")
    done = run("--root", specimen, "check")
    assert done.returncode == 1
    assert f"{COLOPHON}:{line}:6: erreur REF001" in done.stdout
    assert "Vouliez-vous dire « sheet-nantes » ?" in done.stdout
    done = run("check", "--root", specimen, "--format", "json")
    assert done.returncode == 1
    (finding,) = (f for f in json.loads(done.stdout)["findings"] if not f["waived"])
    expected = {"rule": "REF001", "file": COLOPHON, "line": line, "key": "sheet-nante"}
    assert expected.items() <= finding.items()


def test_a_warning_fails_where_asked(specimen: Path) -> None:
    add(specimen, "Le fonds a financé 49 entreprises.")
    assert run("check", "--root", specimen).returncode == 0
    assert run("check", "--root", specimen, "--strict").returncode == 1
    done = run("build", "pdf", "--root", specimen, "--strict")
    assert done.returncode == 1
    assert "avertissement NUM010" in done.stdout
    assert "7 proof" not in done.stderr
    assert not list((specimen / "output").glob("publication.*"))


def test_ci_fails_on_warnings_too() -> None:
    root = Path(__file__).parents[1]
    assert "make check STRICT=--strict\n" in (root / ".ci/run").read_text("utf-8")
    command = ["make", "-n", "check", "all", "STRICT=--strict"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    called = [line for line in done.stdout.split("\n") if "bin/publication" in line]
    assert len(called) == 2
    assert all(line.endswith("--strict") for line in called)


def test_no_publication_here(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "SRC001" in done.stdout
    assert "--root" in done.stdout
    assert list(tmp_path.iterdir()) == []


# --- wrong words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("chek",), "'check'"),
        (("check", "--formt", "json"), "'--format'"),
        (("check", "--format", "jsn"), "json"),
        (("build", "pfd"), "pdf"),
        (("build", "--jobs", "0"), "--jobs"),
        (("explain", "REF0O1"), "REF001"),
    ],
)
def test_wrong_words_are_answered_with_the_nearest(words: tuple[str, ...], nearest: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert nearest in done.stderr
    assert "Traceback" not in done.stderr


# --- the machine -------------------------------------------------------------------


def test_a_missing_pandoc_is_said_with_the_command_that_mends_it(
    specimen: Path, tmp_path: Path
) -> None:
    env = stub(tmp_path / "stub", "pypandoc")
    done = run("check", "--root", specimen, env=env)
    assert done.returncode == 3
    assert done.stderr == "pandoc is missing. Type: rm -rf .venv && make setup\n"


def test_a_missing_library_is_said_with_the_command_that_mends_it(
    specimen: Path, tmp_path: Path
) -> None:
    # An empty file in its place is what the loader meets first.
    library = tmp_path / "lib" / "libpangoft2-1.0.so.0"
    library.parent.mkdir()
    library.touch()
    done = run("build", "--root", specimen, env={"LD_LIBRARY_PATH": str(library.parent)})
    assert done.returncode == 3
    last = done.stderr.strip().split("\n")[-1]
    assert last.endswith("apt-get install -y --no-install-recommends libpangoft2-1.0-0")


def test_an_output_that_cannot_be_written(specimen: Path) -> None:
    (specimen / "output").touch()
    done = run("check", "--root", specimen)
    assert done.returncode == 3
    assert f"Type: mv {specimen}/output {specimen}/output.old" in done.stderr


def test_a_fault_of_ours_is_logged_beside_the_publication(specimen: Path, tmp_path: Path) -> None:
    env = stub(tmp_path / "stub", "PIL", "raise RuntimeError('no pictures')")
    here = tmp_path / "here"
    here.mkdir()
    done = run("check", "--root", specimen, env=env, cwd=here)
    assert done.returncode == 4
    assert "Internal fault, not yours: no pictures" in done.stderr
    assert "Traceback" not in done.stderr
    assert "RuntimeError: no pictures" in (specimen / "output/fault.log").read_text("utf-8")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("when", ["5a typeset", "5a typeset 3/"])
def test_an_interrupted_build_leaves_what_was_there(specimen: Path, when: str) -> None:
    output = specimen / "output"
    output.mkdir()
    (output / "publication.pdf").write_bytes(b"from before")
    build = subprocess.Popen(
        [str(SCRIPT), "build", "pdf", "--root", str(specimen), "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert build.stderr is not None
    for line in build.stderr:
        if when in line:
            break
    # As a terminal does: to every process of the group.
    os.killpg(build.pid, signal.SIGINT)
    said, errors = build.communicate(timeout=60)
    assert build.returncode == 130, errors
    assert said == ""
    assert "Traceback" not in errors
    assert (output / "publication.pdf").read_bytes() == b"from before"
    hidden = [path.name for path in output.rglob(".*")]
    assert hidden == []
    for _ in range(100):
        if not is_running(build.pid):
            return
        time.sleep(0.05)
    pytest.fail("processes of the build are still there")


def is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# --- facts -------------------------------------------------------------------------


def test_facts_are_told_in_words_and_as_data(specimen: Path) -> None:
    done = run("facts", "--root", specimen)
    assert done.returncode == 0, done.stderr
    assert "Nombres du texte liés à un fait : " in done.stdout
    done = run("facts", "nantes.ess.salaries", "--root", specimen, "--format", "json")
    data = json.loads(done.stdout)
    assert (data["id"], data["value"], data["unit"]) == ("nantes.ess.salaries", 36000, "salariés")
    assert {(use["file"], use["line"]) for use in data["uses"]} >= {
        ("sources/zooms/nantes-fonds.md", 29)
    }
    data = json.loads(run("facts", "--root", specimen, "--format", "json").stdout)
    assert {"bound", "share", "unbound", "uncounted", "facts"} <= set(data)
    done = run("facts", "nantes.ess.salarie", "--root", specimen)
    assert done.returncode == 2
    assert "« nantes.ess.salaries »" in done.stderr


def test_facts_of_sources_that_cannot_be_read(specimen: Path) -> None:
    (specimen / COLOPHON).write_text("---\nid: [\n---\n", "utf-8")
    done = run("facts", "--root", specimen)
    assert done.returncode == 1
    assert "SRC003" in done.stdout


# --- fix ---------------------------------------------------------------------------


def test_fix_shows_then_writes_then_has_nothing_left(specimen: Path) -> None:
    line = add(specimen, "La 2ème fois.")
    file = specimen / COLOPHON
    before = file.read_text("utf-8")
    shown = run("fix", "--root", specimen)
    assert shown.returncode == 1
    assert "\n-La 2ème fois.\n+La 2e fois.\n" in shown.stdout
    assert "--write" in shown.stderr
    assert file.read_text("utf-8") == before
    written = run("fix", "--write", "--root", specimen)
    assert (written.returncode, written.stdout) == (0, shown.stdout)
    assert file.read_text("utf-8").split("\n")[line - 1] == "La 2e fois."
    again = run("fix", "--root", specimen)
    assert (again.returncode, again.stdout) == (0, "")


def test_fix_without_sources(tmp_path: Path) -> None:
    done = run("fix", "--root", tmp_path)
    assert done.returncode == 1
    assert "SRC001" in done.stdout

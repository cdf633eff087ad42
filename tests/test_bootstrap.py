"""Setting up: what is missing is said, what is there is not made again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import bootstrap

SCRIPT = Path(bootstrap.__file__)


# A project that builds itself: nothing is fetched.
PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """\
import pathlib, zipfile

def get_requires_for_build_editable(config_settings=None):
    return []

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "essai-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("essai.pth", str(pathlib.Path(__file__).parent))
        info = "essai-1.dist-info/"
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: essai\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without dependencies, that bootstrap takes for its own."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "essai.py").write_text("", "utf-8")
    (root / "backend.py").write_text(BACKEND, "utf-8")
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / name).write_text("", "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", root)
    monkeypatch.setattr(bootstrap, "VENV", root / ".venv")
    return root


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A path without any program: nothing can be installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize("arguments", [[], ["all"], ["runtime", "dev"]])
def test_wrong_words_are_answered_with_the_right_ones(arguments: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "runtime|dev" in run.stderr


def test_it_needs_nothing_but_python(tmp_path: Path) -> None:
    # -S and -I: no installed package, no path of the caller.
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


@pytest.mark.usefixtures("nowhere")
def test_a_missing_library_is_answered_with_the_command_to_type(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(bootstrap.LIBRARIES, "libnone.so.9", "libnone9")
    assert bootstrap.main(["runtime"]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install -y --no-install-recommends libnone9" in said
    assert not (project / ".venv").exists()


def test_an_old_python_is_answered_with_the_command_to_type(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    assert bootstrap.main(["runtime"]) == 3
    assert "apt-get install" in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
def test_what_only_proofs_need_does_not_stop_the_set_up(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "LIBRARIES", {})
    monkeypatch.setattr(bootstrap, "PROGRAMS", {"no-such-program": "no-such-package"})
    monkeypatch.setattr(bootstrap, "make_environment", lambda level: 0)
    assert bootstrap.main(["dev"]) == 0
    assert "no-such-package" in capsys.readouterr().err


def test_the_libraries_of_the_engine_are_those_it_loads() -> None:
    from weasyprint.text import ffi

    source = Path(ffi.__file__).read_text("utf-8")
    for library in bootstrap.LIBRARIES:
        assert library.removesuffix(".0") in source


@pytest.mark.slow
def test_the_environment_is_made_once_and_again_where_it_is_stale(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(level: str = "runtime") -> str:
        assert bootstrap.make_environment(level) == 0
        return capsys.readouterr().out

    assert "Making" in said("dev")
    python = project / ".venv/bin/python"
    run = subprocess.run([str(python), "-c", "import essai"], check=False, cwd="/")
    assert run.returncode == 0

    # The development environment holds all that the runtime needs.
    assert said("dev") == said() == ""

    (project / "requirements.txt").write_text("# changed\n", "utf-8")
    again = said()
    assert "Installing" in again
    assert "Making" not in again

    # Moved to another place, its programs would point to the old one.
    assert bootstrap.is_made_here(python)
    pip = project / ".venv/bin/pip"
    pip.write_text(pip.read_text("utf-8").replace(str(project), "/elsewhere"), "utf-8")
    assert not bootstrap.is_made_here(python)
    (project / "requirements.txt").write_text("# again\n", "utf-8")
    assert "Making" in said()


@pytest.mark.slow
def test_packages_that_cannot_be_installed_leave_no_stamp(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # No address to get it from, and no hash: pip refuses.
    (project / "requirements.txt").write_text("no-such-package-at-all==1\n", "utf-8")
    assert bootstrap.make_environment("runtime") == 3
    assert "type the same again" in capfd.readouterr().err
    assert not (project / ".venv/.runtime").exists()


def test_the_lock_files_hold_hashes_and_no_address() -> None:
    root = SCRIPT.parents[1]
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (root / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text

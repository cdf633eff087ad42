"""What is in the repository: nothing of the machine it was made on, and sources that load."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from pipeline.load import load_publication
from pipeline.model.kinds import KINDS

ROOT = Path(__file__).parents[2]

# Absolute paths of machines, and addresses that packages are fetched from.
MACHINE = re.compile(
    r"(?<![\w.~{}$/-])/(?:home|root|Users|work|mnt|media|srv)/[\w.-]+"
    r"|\bfile:///(?!\{)[a-z]\w*"
    r"|\b[A-Z]:\\\\?Users\b"
)
REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|registry|artifactory|nexus|devpi|mirror)[\w.-]*"
    r"|--(?:extra-)?index-url|--find-links|--trusted-host",
    re.I,
)
# Words that are said about registries, not addresses of one.
ALLOWED = {"Makefile": ("--no-emit-index-url", "--no-emit-find-links")}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file in git; of a copy without git, every file that would be."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("no git: the files of the repository are not known")
    run = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(ROOT / name for name in run.stdout.split("\0") if name)


def text_of(path: Path) -> str | None:
    """The text of a file; nothing where it is not text, or gone."""
    try:
        return path.read_bytes().decode("utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return None


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_speaks_of_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        allowed = ALLOWED.get(path.name, ())
        for number, line in enumerate((text_of(path) or "").split("\n"), start=1):
            for word in allowed:
                line = line.replace(word, "")
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_the_patterns_find_what_they_should() -> None:
    for line in ("see /home/anna/x", "'/root/.venv/bin'", "file:///tmp", r"C:\Users\anna"):
        assert MACHINE.search(line), line
    for line in ("https://pypi.example.org/simple", "pip --index-url x", "http://my-mirror.net/a"):
        assert REGISTRY.search(line), line
    for line in ("/usr/bin/chromium", "sources/home/x", "https://www.avise.org", "a/root/b"):
        assert not MACHINE.search(line), line
        assert not REGISTRY.search(line), line


def test_what_is_made_is_not_tracked() -> None:
    made = ("output/", ".venv/", "node_modules/", "__pycache__", ".egg-info")
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if any(part in name for part in made)] == []


def test_texts_end_with_a_line_feed_and_have_unix_ends() -> None:
    endings = (".py", ".md", ".yaml", ".toml", ".css", ".j2", ".lua", ".java")
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in endings
        and "fixtures" not in path.parts
        and (text := text_of(path))
        and ("\r" in text or not text.endswith("\n"))
    ]
    assert wrong == []


def test_every_file_of_the_sources_loads() -> None:
    loaded = load_publication(ROOT)
    assert [f"{p.place}: {p.rule} {p.message}" for p in loaded.problems] == []
    read = set(loaded.texts)
    for kind in KINDS:
        for path in (ROOT / "sources").glob(kind.pattern):
            if path.name != "README.md":
                assert path.relative_to(ROOT).as_posix() in read


def test_approved_pictures_stay_small() -> None:
    sizes = [path.stat().st_size for path in (ROOT / "approved").rglob("*") if path.is_file()]
    assert sum(sizes) < 4_500_000

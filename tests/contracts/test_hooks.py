"""The hook for pre-commit: what it declares exists, and it checks the folder it is called in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_hook_watches_what_a_publication_is_made_of() -> None:
    (hook,) = HOOKS
    assert hook["id"] in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    watched = re.compile(hook["files"])
    for name in ("sources/publication.yaml", "layouts/base.html.j2", "styles/tokens.css"):
        assert (ROOT / name).exists()
        assert watched.search(name)
    assert not watched.search("tests/specimen/sources/publication.yaml")


@pytest.mark.parametrize("words", [[], ["STRICT=--strict"]])
def test_the_hook_checks_the_folder_it_is_called_in(words: list[str], tmp_path: Path) -> None:
    if not shutil.which("make"):
        pytest.skip("no make here")
    (hook,) = HOOKS
    done = subprocess.run(
        [str(ROOT / hook["entry"]), "--just-print", *words],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    command = done.stdout.strip().split("\n")[-1]
    assert command.startswith(f".venv/bin/publication --root {tmp_path} check")
    assert command.endswith("--strict") is bool(words)

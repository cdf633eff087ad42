"""Running pandoc: many texts in few processes."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pypandoc

from pipeline.errors import MissingToolError, PipelineError

# What the sources may hold is decided in convert.py; an extension that would silently turn plain
# characters into something else (quotes, emoji, « $ », « a) ») is off.
FORMAT = (
    "commonmark_x+sourcepos-smart-emoji-tex_math_dollars-gfm_auto_identifiers"
    "-implicit_header_references-yaml_metadata_block-alerts-task_lists-fancy_lists-definition_lists"
)
# Seconds; a whole book takes two.
TIME_LIMIT = 120
# A whole environment lacks no package: `make setup` alone takes it for what it was.
_REMEDY = "rm -rf .venv && make setup"
# Characters that are worth a process of their own.
_SHARE = 30_000
# What one run has read is converted while the next one goes on.
_ROUNDS = 2


def pandoc_version() -> str:
    """The version of the package that holds pandoc, part of every cache key.

    Raises MissingToolError where it is not installed.
    """
    try:
        return version("pypandoc_binary")
    except PackageNotFoundError as error:
        raise MissingToolError("pandoc is missing", _REMEDY) from error


def find_program() -> Path:
    """Pandoc itself. Raises MissingToolError where it is not there."""
    # The package's own, never another one that the machine happens to have.
    program = Path(str(pypandoc.__file__)).parent / "files" / "pandoc"
    if not program.exists():
        raise MissingToolError("pandoc is missing", _REMEDY)
    return program


def read_texts(texts: Sequence[str]) -> Iterator[dict[str, Any] | None]:
    """Pandoc's JSON document of each text, in order; nothing where it is nested too deeply.

    The first are there while others are still read. Raises MissingToolError where pandoc is not
    to be found, PipelineError where it fails.
    """
    if not texts:
        return
    program = find_program()
    most = os.cpu_count() or 1
    shares = _shares(texts, most * _ROUNDS)
    with (
        tempfile.TemporaryDirectory() as folder,
        as_file(files("pipeline.markdown") / "read.lua") as script,
        ThreadPoolExecutor(min(most, len(shares))) as threads,
    ):
        runs = [
            threads.submit(_run, program, script, share, Path(folder, str(number)))
            for number, share in enumerate(shares)
        ]
        for run in runs:
            for line in run.result():
                yield _document(line)


def _shares(texts: Sequence[str], most: int) -> list[list[str]]:
    """The texts in at most `most` runs of about the same length."""
    wanted = max(1, min(most, sum(map(len, texts)) // _SHARE))
    length = sum(map(len, texts)) / wanted
    shares: list[list[str]] = [[]]
    done = 0
    for text in texts:
        if shares[-1] and done >= length * len(shares) and len(shares) < wanted:
            shares.append([])
        shares[-1].append(text)
        done += len(text)
    return shares


def _run(program: Path, script: Path, texts: Sequence[str], folder: Path) -> list[str]:
    folder.mkdir()
    names = []
    for number, text in enumerate(texts):
        path = folder / f"{number:05}.md"
        # Without a line feed at its end, a last line is read in another way.
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        names.append(str(path))
    list_file = folder / "names"
    list_file.write_text("\n".join(names), encoding="utf-8")
    command = [str(program), "lua", str(script), FORMAT, str(list_file)]
    try:
        run = subprocess.run(command, capture_output=True, check=False, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise PipelineError(f"pandoc did not end within {TIME_LIMIT} s") from error
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip()
        raise PipelineError(f"pandoc failed with exit code {run.returncode}: {said}")
    # Not splitlines(): it also splits at separators that may stand inside a text.
    documents = run.stdout.decode("utf-8").rstrip("\n").split("\n")
    if len(documents) != len(texts):
        raise PipelineError(f"pandoc gave {len(documents)} documents for {len(texts)} texts")
    return documents


def _document(line: str) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = json.loads(line)
    except RecursionError:
        return None
    return document

"""Running pandoc: many texts in one process."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pypandoc

from pipeline.errors import MissingToolError, PipelineError

# What the sources may hold is decided in convert.py; an extension that would silently turn plain
# characters into something else (quotes, emoji, « $ ») is off.
FORMAT = (
    "commonmark_x+sourcepos-smart-emoji-tex_math_dollars-gfm_auto_identifiers"
    "-implicit_header_references-yaml_metadata_block-alerts-task_lists"
)


@cache
def pandoc_version() -> str:
    """The version of the pandoc in use, part of every cache key."""
    return str(pypandoc.get_pandoc_version())


def read_texts(texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Pandoc's JSON document of each text, in order.

    Raises MissingToolError where pandoc is not to be found, PipelineError where it fails.
    """
    if not texts:
        return
    try:
        program = pypandoc.get_pandoc_path()
    except OSError as error:
        raise MissingToolError("pandoc is missing", "make setup") from error
    with (
        tempfile.TemporaryDirectory() as folder,
        as_file(files("pipeline.markdown") / "read.lua") as script,
    ):
        names = []
        for number, text in enumerate(texts):
            path = Path(folder, f"{number:05}.md")
            path.write_text(text, encoding="utf-8", newline="\n")
            names.append(str(path))
        list_file = Path(folder, "names")
        list_file.write_text("\n".join(names), encoding="utf-8")
        run = subprocess.run(
            [program, "lua", str(script), FORMAT, str(list_file)],
            capture_output=True,
            check=False,
        )
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip()
        raise PipelineError(f"pandoc failed with exit code {run.returncode}: {said}")
    documents = run.stdout.decode("utf-8").splitlines()
    if len(documents) != len(texts):
        raise PipelineError(f"pandoc gave {len(documents)} documents for {len(texts)} texts")
    for document in documents:
        yield json.loads(document)

"""Manuscripts written elsewhere: to pandoc's document, from it to Markdown of the sources."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError, UsageError
from pipeline.markdown.pandoc import FORMAT, TIME_LIMIT, find_program

FORMATS = {
    ".docx": "docx",
    ".odt": "odt",
    # What pandoc's own Markdown reads beyond CommonMark (its tables) is what manuscripts hold.
    ".md": "markdown-smart-raw_html-raw_tex-tex_math_dollars",
}
"""The manuscripts that can be read, by the ending of their name."""

_WRITTEN = FORMAT.replace("+sourcepos", "")
_WIDTH = 100


def read_manuscript(file: Path, media: Path) -> dict[str, Any]:
    """Pandoc's JSON document of a manuscript; its pictures go below `media`.

    Raises UsageError where the file is of no known kind or cannot be read.
    """
    form = FORMATS.get(file.suffix.lower())
    if form is None:
        known = ", ".join(FORMATS)
        raise UsageError(f"{file.name} is no manuscript that can be read ({known})")
    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    command = [str(find_program()), "-f", form, "-t", "json", f"--extract-media={media}"]
    run = subprocess.run(
        [*command, f"--resource-path={file.parent}", str(file)],
        capture_output=True, check=False, timeout=TIME_LIMIT,
    )  # fmt: skip
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise UsageError(f"{file.name} cannot be read: {said}")
    document: dict[str, Any] = json.loads(run.stdout)
    return document


def write_markdown(document: dict[str, Any], blocks: Sequence[dict[str, Any]]) -> str:
    """Blocks of a document as Markdown of the sources. Raises PipelineError where pandoc fails."""
    data = {**document, "meta": {}, "blocks": list(blocks)}
    run = subprocess.run(
        [str(find_program()), "-f", "json", "-t", _WRITTEN, f"--columns={_WIDTH}"],
        input=json.dumps(data).encode(), capture_output=True, check=False, timeout=TIME_LIMIT,
    )  # fmt: skip
    if run.returncode:
        raise PipelineError(f"pandoc failed: {run.stderr.decode('utf-8', 'replace').strip()}")
    return run.stdout.decode("utf-8")

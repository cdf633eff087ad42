"""A new publication: a small complete one, whose texts say how to replace them."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.french.format import format_date

STARTER = Path(__file__).parent / "starter"
# What a publication's own repository should not keep.
_IGNORED = "output/\n"


def make_publication(folder: Path, today: datetime.date) -> list[Path]:
    """Write a new publication into an empty or missing folder; the files written, sorted.

    It has an identifier of its own and the date of `today`; layouts and styles are those of this
    project. Raises UsageError where the folder is none, or not empty.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: give a new folder")
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty: give a new folder")
    values = {
        "@EDITION@": format_date(f"{today:%Y-%m}").capitalize(),
        "@DATE@": f"{today:%Y-%m}",
        "@MODIFIED@": f"{today:%Y-%m-%d}T00:00:00Z",
        "@IDENTIFIER@": f"urn:uuid:{uuid.uuid4()}",
    }
    written = [_write(folder / ".gitignore", _IGNORED)]
    for file in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(name, value)
        written.append(_write(folder / "sources" / file.relative_to(STARTER), text))
    return sorted(written)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path

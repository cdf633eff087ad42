"""Where a build reads and writes, and how it writes: a whole file or none."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a build of a publication reads and writes."""

    root: Path

    @property
    def output(self) -> Path:
        """`output/` of the publication."""
        return self.root / "output"

    @property
    def cache(self) -> Path:
        """What makes the next build quicker; may be removed at any time."""
        return self.output / "cache"

    @property
    def build(self) -> Path:
        """What the build made on its way, to look at."""
        return self.output / "build"


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or none, readable as the user's own files are; leave an equal one alone.

    Raises OSError where the folder cannot be written.
    """
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # Not a temporary file of the library: those are for their owner alone.
        aside.write_bytes(data)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: object) -> None:
    """Write JSON for people and programs to read."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    write_file(path, text.encode() + b"\n")

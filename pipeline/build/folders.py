"""Where a build reads and writes, and how it writes: a whole file or none."""

from __future__ import annotations

import json
import os
import tempfile
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
    """Write a whole file or none; an unchanged one is left alone."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)


def write_json(path: Path, value: object) -> None:
    """Write JSON for people and programs to read."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    write_file(path, text.encode() + b"\n")

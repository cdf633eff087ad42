"""What importing a manuscript gives: files to write, and what a hand must still do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file to be written; `name` is relative to the publication's folder."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a manuscript: its files, how much of what they hold, what needs a hand."""

    files: tuple[ImportedFile, ...]
    counts: dict[str, int]
    remarks: tuple[str, ...]


@dataclass
class Gathered:
    """What is gathered while a manuscript is read; names are those that are free in `root`."""

    root: Path
    files: list[ImportedFile] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def free_name(self, folder: str, words: str, endings: tuple[str, ...]) -> str:
        """A name for files of a folder that neither the publication nor this import has."""
        stem = slug(words) or "sans-titre"
        number = 1
        while True:
            name = stem if number == 1 else f"{stem}-{number}"
            paths = [f"sources/{folder}/{name}{ending}" for ending in endings]
            if not any(path in self._taken or (self.root / path).exists() for path in paths):
                self._taken.update(paths)
                return name
            number += 1

    def add(self, name: str, data: str | bytes) -> None:
        """Keep a file to write."""
        self.files.append(ImportedFile(name, data.encode() if isinstance(data, str) else data))

    def remark(self, words: str) -> None:
        """Say once what a hand must do."""
        if words not in self.remarks:
            self.remarks.append(words)


def slug(words: str) -> str:
    """Words as the second half of an id: « L'été à Nantes » is « l-ete-a-nantes »."""
    words = words.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", re.sub(r"['’]", " ", plain))
    name = ""
    for part in parts:
        if name and len(name) + len(part) >= _LONGEST:
            break
        name = f"{name}-{part}" if name else part
    return name

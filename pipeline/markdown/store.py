"""Parsed texts kept on disk, so that an unchanged text is not parsed again."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.markdown import convert, encoding, faults, notes, pandoc
from pipeline.model import tree

# About ten megabytes; the oldest leave first.
MOST_ENTRIES = 4000


@cache
def _reader_digest() -> bytes:
    """What decides how a text is read: pandoc, its options, and the modules below."""
    digest = hashlib.sha256(f"{pandoc.pandoc_version()}\0{pandoc.FORMAT}".encode())
    for module in (convert, encoding, faults, notes, tree):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.digest()


class TreeStore:
    """Encoded trees by the text they were read from; `folder` may not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, text: str) -> Path:
        key = hashlib.sha256(_reader_digest() + text.encode()).hexdigest()
        return self._folder / key[:2] / f"{key[2:]}.json"

    def get(self, text: str) -> Any | None:
        """The encoded tree of a text, or nothing; a damaged file counts as nothing."""
        try:
            digest, _, data = self._path(text).read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest().encode() != digest:
            return None
        return json.loads(data)

    def put(self, text: str, encoded: Any) -> None:
        """Keep the encoded tree of a text; other builds never see half a file.

        Raises PipelineError where the folder cannot be written.
        """
        data = json.dumps(encoded, ensure_ascii=False, separators=(",", ":")).encode()
        path = self._path(text)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            Path(name).replace(path)
        except OSError as error:
            raise PipelineError(f"the cache {self._folder} cannot be written: {error}") from error

    def prune(self) -> None:
        """Remove the oldest entries where there are too many."""
        entries = list(self._folder.glob("??/*.json"))
        if len(entries) <= MOST_ENTRIES:
            return
        for path in sorted(entries, key=_age)[: len(entries) - MOST_ENTRIES * 3 // 4]:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        # Another build removed it: nothing is older.
        return 0.0

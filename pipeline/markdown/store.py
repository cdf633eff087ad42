"""Trees kept on disk, so that an unchanged text is not parsed again.

A tree is stored without its file: line and column are relative to the text, and the reader
places them anew, so that a text that only moved down is still found.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from pipeline.markdown.pandoc import FORMAT, pandoc_version


class DocumentStore:
    """Pandoc documents by the text they were read from; `folder` may not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, text: str) -> Path:
        key = hashlib.sha256("\0".join((pandoc_version(), FORMAT, text)).encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"

    def get(self, text: str) -> dict[str, Any] | None:
        """The document of a text, or nothing; a damaged file counts as nothing."""
        try:
            document = json.loads(self._path(text).read_bytes())
        except (OSError, ValueError):
            return None
        return document if isinstance(document, dict) and "blocks" in document else None

    def put(self, text: str, document: dict[str, Any]) -> None:
        """Keep the document of a text; other builds never see half a file."""
        path = self._path(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(name, path)

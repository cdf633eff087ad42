"""Files that a document reaches: read from disk only, and remembered.

Nothing is fetched from a network: a page that needs one would differ from day to day.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

MISSING = ""
_TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


class RecordingFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches `file:` and `data:` addresses; `reached` maps each file to its SHA-256.

    A file that is not there maps to `MISSING`, so that its coming later is noticed too.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self.reached: dict[str, str] = {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The response for an address; raises `OSError` or `ValueError` where there is none."""
        if not url.startswith("file:"):
            return super().fetch(url, headers)
        path = Path(self.path_of(url))
        try:
            content = path.read_bytes()
        except OSError:
            self.reached[str(path)] = MISSING
            raise
        self.reached[str(path)] = hashlib.sha256(content).hexdigest()
        kind = _TYPES.get(path.suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(url, BytesIO(content), {"Content-Type": kind})

    @staticmethod
    def path_of(url: str) -> str:
        """The path of a `file:` address, as it is named in `reached`."""
        return unquote(urlsplit(url).path)

"""Pictures: collected from the documents, named after their content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import unquote, urlparse
from xml.etree.ElementTree import Element

from pipeline.errors import PipelineError
from pipeline.package.model import Resource
from pipeline.package.outlines import outline_text
from pipeline.package.xhtml import tag

_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


class Images:
    """The pictures of the archive; `fonts` is where the letters of drawings are taken from."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._made: dict[str, Resource] = {}
        self._names: dict[str, str] = {}

    @property
    def resources(self) -> list[Resource]:
        """All pictures, by name."""
        return [self._made[name] for name in sorted(self._made)]

    def collect(self, root: Element, name: str) -> None:
        """Take in every picture of a document and give it its address in the archive."""
        up = "../" * name.count("/")
        for image in root.iter(tag("img")):
            source = image.get("src", "")
            if source not in self._names:
                self._names[source] = self._take(source)
            image.set("src", up + self._names[source])

    def _take(self, source: str) -> str:
        path = Path(unquote(urlparse(source).path))
        ending = path.suffix.lower()
        if urlparse(source).scheme != "file" or ending not in _TYPES:
            raise PipelineError(f"the EPUB cannot hold the picture {source!r}")
        data = path.read_bytes()
        if ending == ".svg":
            data = outline_text(data.decode("utf-8"), self._fonts).encode()
        digest = hashlib.sha256(data).hexdigest()[:16]
        name = f"images/{digest}{ending}"
        self._made[name] = Resource(name, data, _TYPES[ending])
        return name

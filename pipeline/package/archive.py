"""The container (OCF 3.3): a zip whose bytes depend on its contents only."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MIMETYPE = b"application/epub+zip"
CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""

# The first moment a zip can tell: the archive carries no clock.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """The archive of files named from its root; the media type comes first and is stored."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _add(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER, zipfile.ZIP_DEFLATED)
        for name in sorted(files):
            _add(archive, name, files[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = method
    info.external_attr = _READABLE
    info.create_system = 3
    archive.writestr(info, data, compresslevel=9)

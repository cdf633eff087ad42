"""A press PDF as its objects, read by qpdf's command (another program than the maker's).

Values are qpdf's JSON (version 2): names begin with a slash, references are « 12 0 R », strings
begin with « u: » (text) or « b: » (bytes in hexadecimal).
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError

_REFERENCE = re.compile(r"\d+ \d+ R")
# qpdf 11 copies « 282. » as it stands in the PDF, which JSON does not allow. A value has its line.
_BARE_POINT = re.compile(rb'^( *(?:"[^"\n]*": )?-?\d+)\.(,?)$', re.M)
_TIMEOUT = 120


class ReadingError(PipelineError):
    """qpdf cannot read the file."""


@dataclass(frozen=True)
class PressReader:
    """The objects of a PDF; `pages` are references in order."""

    version: str
    objects: dict[str, Any]
    trailer: dict[str, Any]
    pages: tuple[str, ...]

    def get(self, value: Any) -> Any:
        """A value, or what it refers to; of a stream, its dictionary."""
        if isinstance(value, str) and _REFERENCE.fullmatch(value):
            found = self.objects.get(f"obj:{value}", {})
            return found["stream"]["dict"] if "stream" in found else found.get("value")
        return value

    def find(self, owner: Any, *keys: str) -> Any:
        """What a path of keys leads to below a value; None where a key is missing."""
        value = self.get(owner)
        for key in keys:
            value = self.get(value.get(key)) if isinstance(value, dict) else None
        return value

    def data(self, reference: str) -> bytes:
        """The decoded content of a stream; pictures stay as they are compressed."""
        return base64.b64decode(self.objects[f"obj:{reference}"]["stream"]["data"])

    @cached_property
    def root(self) -> dict[str, Any]:
        """The catalogue."""
        root: dict[str, Any] = self.find(self.trailer, "/Root")
        return root

    def dictionaries(self) -> Iterator[dict[str, Any]]:
        """Every dictionary of the file, those inside others too."""
        for item in self.objects.values():
            yield from _dictionaries(item["stream"]["dict"] if "stream" in item else item["value"])

    def page_content(self, page: str) -> bytes:
        """All the content of a page."""
        contents = self.objects[f"obj:{page}"]["value"].get("/Contents", [])
        parts = contents if isinstance(contents, list) else [contents]
        return b"\n".join(self.data(part) for part in parts)

    def box(self, page: str, name: str) -> tuple[float, ...]:
        """A box of a page: left, bottom, right, top; nothing where it has none of its own."""
        found = self.find(page, name)
        return tuple(float(value) for value in found) if found else ()


def _dictionaries(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _dictionaries(inner)


def read_press(path: Path) -> PressReader | None:
    """The objects of a PDF; None where qpdf is missing. Raises `ReadingError`."""
    if shutil.which("qpdf") is None:
        return None
    run = subprocess.run(
        ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", str(path)],
        capture_output=True,
        timeout=_TIMEOUT,
        check=False,
    )
    # 3: it read the file with warnings, and would have to mend it.
    if run.returncode:
        raise ReadingError(f"qpdf: {run.stderr.decode(errors='replace').strip()[-300:]}")
    data = json.loads(_BARE_POINT.sub(rb"\1.0\2", run.stdout))
    head, objects = data["qpdf"]
    trailer = objects.pop("trailer")["value"]
    pages = tuple(page["object"] for page in data["pages"])
    return PressReader(head["pdfversion"], objects, trailer, pages)


def text_of(value: Any) -> str:
    """A string or a name in qpdf's JSON as plain text."""
    text = value if isinstance(value, str) else ""
    if text.startswith("b:"):
        return bytes.fromhex(text[2:]).decode("latin-1")
    return text[2:] if text.startswith("u:") else text.removeprefix("/")

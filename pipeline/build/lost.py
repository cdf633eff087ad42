"""Names that may stand in files that could not be read, so that nobody is told they are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from pipeline.errors import Problem

_PREFIXES = {
    "chapters": "sec",
    "zooms": "zoom",
    "boxes": "box",
    "testimonials": "quote",
    "tables": "tbl",
    "figures": "fig",
    "sheets": "sheet",
}
_IDS = re.compile(r"\bid:\s*[\"']?([\w.-]+)|\{#([\w-]+)")


def lost_names(problems: Sequence[Problem], texts: Mapping[str, str]) -> frozenset[str]:
    """The ids that files with problems hold, or would hold; the empty name where any may be."""
    files = dict.fromkeys(problem.place.file for problem in problems)
    return frozenset(name for file in files for name in _names_of(file, texts.get(file)))


def _names_of(file: str, text: str | None) -> Iterator[str]:
    path = PurePosixPath(file)
    folder = path.parts[1] if len(path.parts) > 2 else ""
    if text is None and folder not in _PREFIXES:
        # A file of facts, or one that stands where nothing is read: it may hold anything.
        yield ""
    yield path.stem
    for prefix in [_PREFIXES[folder]] if folder in _PREFIXES else _PREFIXES.values():
        yield f"{prefix}-{path.stem}"
    for match in _IDS.finditer(text or ""):
        name = match[1] or match[2]
        yield name
        if "." in name:
            # The rest of a subject's facts may have been in what is broken off.
            yield name.partition(".")[0]

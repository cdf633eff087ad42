"""Where each block of the sources is printed, kept for whoever asks after the build."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.build.folders import Folders, write_json
from pipeline.model.places import Place
from pipeline.typeset.schedule import TypesetBook

_NAME = "folios.json"


@dataclass(frozen=True)
class Folios:
    """Folios of the last build, by block.

    `blocks` gives for each « file:line » that begins a block the words printed on each folio,
    without spaces; `current` whether the sources are still those of that build.
    """

    blocks: Mapping[str, Mapping[str, str]]
    current: bool

    def of(self, place: Place, words: str = "") -> list[int]:
        """The folios at which a place of the sources is printed: those with its words, if any."""
        starts = [
            line
            for line in (int(name.rpartition(":")[2]) for name in self._of_file(place.file))
            if line <= place.line
        ]
        if not starts:
            return []
        pages = self.blocks[f"{place.file}:{max(starts)}"]
        wanted = _squeezed(words)
        found = [int(folio) for folio, text in pages.items() if wanted and wanted in text]
        return sorted(found or [int(folio) for folio in pages])

    def _of_file(self, file: str) -> list[str]:
        return [name for name in self.blocks if name.startswith(f"{file}:")]


def keep_folios(folders: Folders, typeset: TypesetBook, texts: Mapping[str, str]) -> None:
    """Write where the blocks of a build stand."""
    blocks: dict[str, dict[str, str]] = {}
    for placed in typeset.sections:
        for line in placed.result.record.lines:
            if line.source:
                pages = blocks.setdefault(line.source, {})
                folio = str(placed.first_page + line.page + 1)
                pages[folio] = pages.get(folio, "") + _squeezed(line.text, line.hyphenated)
    write_json(folders.build / _NAME, {"sources": _digest(texts), "blocks": blocks})


def read_folios(folders: Folders, texts: Mapping[str, str]) -> Folios | None:
    """What the last build kept; nothing where there was none."""
    path = folders.build / _NAME
    if not path.is_file():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Folios(kept["blocks"], kept["sources"] == _digest(texts))


def _squeezed(text: str, hyphenated: bool = False) -> str:
    """A text without spaces, nor the hyphen that the engine set at its end."""
    plain = re.sub(r"[\s\u00ad\u2060]", "", text).replace("’", "'")
    return plain[:-1] if hyphenated and plain[-1:] in ("-", "\u2010") else plain


def _digest(texts: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(f"{name}\0{texts[name]}\0".encode())
    return digest.hexdigest()

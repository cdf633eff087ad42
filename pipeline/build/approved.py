"""Pages that somebody looked at and approved: one picture each, in `approved/` of a publication.

`approved/<set>/<name>-<page>.png`, and `pages.json` with the key under which each part was
approved: what an editor can change about it. A part whose key is the same must look the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.build.folders import write_file, write_json
from pipeline.proof.pictures import (
    PagePicture,
    differs,
    read_picture,
    show_difference,
    write_picture,
)

_INDEX = "pages.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A section or component: its name, its key, and where its pages begin in the PDF."""

    name: str
    key: str
    first: int


@dataclass(frozen=True)
class PageSet:
    """Pages that are compared: `parts` tells which is whose.

    `strict`: no difference is ever explained by the sources.
    """

    name: str
    parts: Sequence[Part]
    pages: Sequence[PagePicture]
    strict: bool = False

    def named(self) -> dict[str, tuple[Part, PagePicture]]:
        """Every page by its name: part and number in it."""
        named = {}
        ends = [part.first for part in self.parts[1:]] + [len(self.pages)]
        for part, end in zip(self.parts, ends, strict=True):
            for number, page in enumerate(self.pages[part.first : end], start=1):
                named[f"{part.name}-{number}"] = (part, page)
        return named


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that is not as it was approved.

    `strict`: nothing that an editor can change explains it. `state` is `changed`, `new` or `gone`;
    `folio` its page in the PDF, 0 where it is gone.
    """

    set: str
    page: str
    state: str
    strict: bool
    folio: int
    picture: Path


@dataclass(frozen=True)
class Approved:
    """The approved pages of one set, in a folder."""

    folder: Path
    keys: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Approved:
        """What was approved; nothing where nothing was."""
        index = folder / _INDEX
        keys = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
        return cls(folder, keys)

    def compare(self, pages: PageSet, pictures: Path) -> Iterator[PageChange]:
        """The pages that differ, each with a picture of before, after and the difference."""
        named = pages.named()
        folios = {name: folio for folio, name in enumerate(named, start=1)}
        keys = {part.name: part.key for part in pages.parts}
        before = {file.stem for file in self.folder.glob("*.png")}
        for name in sorted({*named, *before}, key=lambda n: (folios.get(n, 0), n)):
            old = read_picture(self._file(name).read_bytes()) if name in before else None
            new = named[name][1] if name in named else None
            if old and new and not differs(old, new):
                continue
            part = name.rpartition("-")[0]
            known = self.keys.get(part)
            picture = pictures / f"{pages.name}-{name}.png"
            picture.parent.mkdir(parents=True, exist_ok=True)
            show_difference(old, new).save(picture)
            state = "changed" if old and new else "new" if new else "gone"
            strict = pages.strict or known == keys.get(part)
            yield PageChange(pages.name, name, state, strict, folios.get(name, 0), picture)

    def approve(self, pages: PageSet) -> int:
        """Keep these pages as approved; how many files changed.

        A page that does not differ keeps its file, so that the repository does not grow.
        """
        named = pages.named()
        written = 0
        for file in self.folder.glob("*.png"):
            if file.stem not in named:
                file.unlink()
                written += 1
        for name, (_, page) in named.items():
            file = self._file(name)
            if file.is_file() and not differs(read_picture(file.read_bytes()), page):
                continue
            write_file(file, write_picture(page))
            written += 1
        write_json(self.folder / _INDEX, {part.name: part.key for part in pages.parts})
        return written

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.png"

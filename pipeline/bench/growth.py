"""A book of several times the sections, typeset and bound: `python -m pipeline.bench.growth`.

Arguments: folder, copies, jobs. The sections are those rendered for the publication; each copy has
ids of its own, and its references lead inside it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.bind import BookInfo, BoundSection, OutlineItem, bind
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.place import SectionSource
from pipeline.typeset.schedule import typeset_book
from pipeline.typeset.workers import Workers

_DAY = "2026-01-01T00:00:00Z"
_NAMES = re.compile(r'(\s(?:id|data-target)="|\shref="(?:pub:|#))([^"]+)"')


def copy_sections(sources: list[SectionSource], copies: int) -> Iterator[SectionSource]:
    """The sections, then copies of them whose ids end in `-2`, `-3` …"""
    yield from sources
    for number in range(2, copies + 1):
        ending = rf'\g<1>\g<2>-{number}"'
        for source in sources:
            html = _NAMES.sub(ending, source.html)
            yield replace(source, id=f"{source.id}-{number}", html=html)


def main(folder: Path, copies: int, jobs: int) -> None:
    """Typeset and bind into `growth.pdf`, from nothing."""
    given = json.loads((folder / "sections.json").read_text(encoding="utf-8"))
    sources = list(copy_sections([SectionSource(**item) for item in given], copies))
    cache = SectionCache(folder / f"growth-{copies}")
    with Workers(jobs) as workers:
        book = typeset_book(sources, workers, cache)
    sections = [
        BoundSection(placed.id, placed.result.pdfs, placed.blanks_before, "Sect", placed.id)
        for placed in book.sections
    ]
    info = BookInfo("Publication", created=_DAY, modified=_DAY)
    outline = [OutlineItem(source.id, source.id) for source in sources]
    (folder / "growth.pdf").write_bytes(bind(sections, b"", info, outline))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

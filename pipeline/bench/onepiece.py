"""What is compared with: the settled pages as one document, set by WeasyPrint's own command.

It does less than a build: nothing is read, checked, fitted, referred, laid over or proofed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from pipeline.build.check import check_publication
from pipeline.build.folders import Folders
from pipeline.build.screen import section_sources
from pipeline.errors import SourceError
from pipeline.render.document import make_studio, render_sections
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.memory import Memory
from pipeline.typeset.onepiece import join_documents
from pipeline.typeset.place import SectionSource
from pipeline.typeset.schedule import typeset_book
from pipeline.typeset.workers import Workers

ONE = "one-piece"


def write_one_piece(root: Path, folder: Path, jobs: int) -> list[SectionSource]:
    """Write `one-piece.html` and `sections.json` of a publication that has been built."""
    checked = check_publication(root)
    if checked.book is None:
        raise SourceError(())
    folders = Folders(root)
    studio = make_studio(root, folders.output)
    sources = list(section_sources(render_sections(checked.book, studio)))
    memory = Memory.from_json((folders.cache / "memory.json").read_text(encoding="utf-8"))
    with Workers(jobs) as workers:
        book = typeset_book(sources, workers, SectionCache(folders.cache / "sections"), memory)
    html = join_documents(sources, book)
    (folder / f"{ONE}.html").write_text(html, encoding="utf-8")
    plain = json.dumps([asdict(source) for source in sources], ensure_ascii=False)
    (folder / "sections.json").write_text(plain, encoding="utf-8")
    return sources


def one_piece_command(folder: Path) -> list[str]:
    """The command that sets the one document, with the same tags as ours."""
    names = [str(folder / f"{ONE}{ending}") for ending in (".html", ".pdf")]
    return [sys.executable, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", *names]

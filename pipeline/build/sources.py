"""Steps 1 and 2: load, resolve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.build.folders import Folders
from pipeline.build.lost import lost_names
from pipeline.build.machine import require_folder
from pipeline.errors import Problem
from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.resolve import resolve_book


@dataclass(frozen=True)
class Sources:
    """The sources as they were read and resolved, what went wrong there, what was lost.

    `output` is the folder for what is made of them.
    """

    root: Path
    output: Path
    book: Book | None
    problems: tuple[Problem, ...]
    partial: Book | None
    lost: frozenset[str]
    texts: dict[str, str]


def read_sources(root: Path, cache: Path | None = None) -> Sources:
    """Read the sources of the publication at `root`.

    `cache` keeps what was read, in place of the publication's own. Raises MissingToolError where
    that cannot be written, or pandoc is not there.
    """
    folders = Folders(root)
    kept = cache or folders.cache
    if (root / "sources").is_dir():
        require_folder(kept)
    loaded = load_publication(root, kept)
    book = resolve_book(loaded.publication) if loaded.publication else None
    partial = resolve_book(loaded.partial) if loaded.partial else None
    lost = lost_names(loaded.problems, loaded.texts) if partial else frozenset[str]()
    output = cache or folders.output
    return Sources(root, output, book, loaded.problems, partial, lost, loaded.texts)

"""Steps 1 to 3: load, resolve, check."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.build.folders import Folders
from pipeline.build.machine import require_folder
from pipeline.checks import RULES, Context, Result, check_book
from pipeline.checks.run import run_rules
from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.resolve import resolve_book


@dataclass(frozen=True)
class Checked:
    """The sources, read and checked; `book` is None where they could not all be read.

    `lasting` is the part of the result that is the same on any day: what a file may hold.
    """

    book: Book | None
    result: Result
    lasting: Result
    texts: dict[str, str]


def check_publication(root: Path, today: datetime.date | None = None) -> Checked:
    """Read and check the publication at `root`; `today` decides which facts are to be reviewed.

    Raises MissingToolError where its cache cannot be written, or pandoc is not there.
    """
    folders = Folders(root)
    if (root / "sources").is_dir():
        require_folder(folders.cache)
    loaded = load_publication(root, folders.cache)
    book = resolve_book(loaded.publication) if loaded.publication else None
    lasting = check_book(Context(book, loaded.problems))
    return Checked(book, _on_the_day(lasting, book, today), lasting, loaded.texts)


def _on_the_day(lasting: Result, book: Book | None, today: datetime.date | None) -> Result:
    """The result with what depends on the day."""
    if book is None or today is None:
        return lasting
    dated = [rule for rule in RULES if rule.dated]
    known = tuple(f"{rule.id} : " for rule in dated)
    untestable = tuple(what for what in lasting.untestable if not what.startswith(known))
    return replace(lasting, untestable=untestable) + run_rules(dated, Context(book, today=today))

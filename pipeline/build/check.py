"""Steps 1 to 3: load, resolve, check."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.build.sources import Sources, read_sources
from pipeline.build.trial import drawing_problems
from pipeline.checks import RULES, Context, Result, check_book
from pipeline.checks.run import run_rules
from pipeline.model.book import Book
from pipeline.render.document import make_studio
from pipeline.typeset.workers import Workers


@dataclass(frozen=True)
class Checked:
    """The sources, read and checked; `book` is None where they could not all be read.

    `lasting` is the part of the result that is the same on any day: what a file may hold.
    """

    book: Book | None
    result: Result
    lasting: Result
    texts: dict[str, str]


def check_publication(
    root: Path, today: datetime.date | None = None, cache: Path | None = None
) -> Checked:
    """Read and check the publication at `root`; `today` decides which facts are to be reviewed.

    `cache` keeps what was read, in place of the publication's own. Raises MissingToolError where
    that cannot be written, or pandoc is not there.
    """
    return judge_sources(read_sources(root, cache), today)


def judge_sources(sources: Sources, today: datetime.date | None = None) -> Checked:
    """Step 3 of `check_publication`."""
    return begin_judging(Workers(), sources, today)()


def begin_judging(
    workers: Workers, sources: Sources, today: datetime.date | None = None
) -> Callable[[], Checked]:
    """Let a worker check the sources, beside what this process does; the rest waits for it."""
    judged = workers.apart(_judge, sources, today)
    return lambda: Checked(sources.book, *judged(), sources.texts)


def _judge(sources: Sources, today: datetime.date | None) -> tuple[Result, Result]:
    book, problems = sources.book, sources.problems
    if book is not None:
        problems += tuple(drawing_problems(book, make_studio(sources.root, sources.output)))
    lasting = check_book(Context(book, problems, sources.partial, sources.lost))
    return _on_the_day(lasting, book, today), lasting


def _on_the_day(lasting: Result, book: Book | None, today: datetime.date | None) -> Result:
    """The result with what depends on the day."""
    if book is None or today is None:
        return lasting
    dated = [rule for rule in RULES if rule.dated]
    known = tuple(f"{rule.id} : " for rule in dated)
    untestable = tuple(what for what in lasting.untestable if not what.startswith(known))
    return replace(lasting, untestable=untestable) + run_rules(dated, Context(book, today=today))

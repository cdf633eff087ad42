"""The pipe as a recipe.

Everything is read before anything is set, and checked while it is; a finished file gets its name
only when the checks and its proof have no error.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from pipeline.build.ahead import begun
from pipeline.build.beside import Checks, FailedChecksError
from pipeline.build.check import begin_judging, check_publication
from pipeline.build.folders import Folders, write_file, write_json
from pipeline.build.folios import keep_folios
from pipeline.build.laid import lay_out
from pipeline.build.machine import require_engine
from pipeline.build.plain import book_as_data
from pipeline.build.press import PRESS, build_press, prove_press
from pipeline.build.screen import (
    PdfEdition,
    Say,
    build_pdf,
    page_folios,
    render_pages,
    set_pages,
)
from pipeline.build.sources import Sources
from pipeline.checks import RULES, Context, Result, check_layout
from pipeline.checks.formats import result_as_data
from pipeline.checks.index import format_index
from pipeline.checks.run import run_rules
from pipeline.errors import Problem
from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.proof.contact import contact_sheet
from pipeline.proof.epub import prove_by_others, prove_epub
from pipeline.proof.page_marks import prove_page_marks
from pipeline.proof.pdf import PdfBegun, begin_reading, proof_pdf
from pipeline.proof.proved import Proved
from pipeline.render.document import make_studio
from pipeline.render.environment import find_folder
from pipeline.report import render_report
from pipeline.typeset import TypesetWarning
from pipeline.typeset.schedule import Rebuild
from pipeline.typeset.workers import Workers

Edition = Literal["pdf", "press", "epub", "all"]

PDF, EPUB, PAGES = "publication.pdf", "publication.epub", "pages.png"
# The face of the folios on the contact sheet, in styles/.
FOLIOS = "fonts/SourceSans3-Semibold.ttf"
DEBUG = "publication-debug.pdf"


@dataclass(frozen=True)
class Built:
    """What a build found and wrote; `failed` where something unexcused stands in its way."""

    result: Result
    texts: dict[str, str]
    failed: bool
    written: tuple[Path, ...] = ()
    rebuilds: tuple[Rebuild, ...] = ()


def build_publication(
    root: Path,
    edition: Edition,
    jobs: int,
    say: Say,
    *,
    strict: bool = False,
    today: datetime.date | None = None,
    workers: Workers | None = None,
) -> Built:
    """The whole pipe; stops where the checks or the proofs find an unexcused error.

    `workers` typeset, and are left running; without them, `jobs` processes of its own do.
    `today` decides which facts are to be reviewed; nothing of that is written into a file. Raises
    MissingToolError where the machine lacks what a build needs.
    """
    with begun(root, jobs, workers) as (used, read):
        return build_begun(root, edition, used, read, say, strict=strict, today=today)


def build_begun(
    root: Path,
    edition: Edition,
    workers: Workers,
    read: Callable[[], Sources],
    say: Say,
    *,
    strict: bool = False,
    today: datetime.date | None = None,
) -> Built:
    """The whole pipe, of sources that `read` waits for (see `ahead`)."""
    try:
        say("1-3 load, resolve, check")
        sources = read()
        with ThreadPoolExecutor(1) as aside:
            checks = Checks(aside, partial(begin_judging, workers, sources, today), strict)
            return _build(Folders(root), sources, checks, edition, workers, say)
    except FailedChecksError as failed:
        return Built(failed.checked.result, failed.checked.texts, failed=True)


def _build(
    folders: Folders,
    sources: Sources,
    checks: Checks,
    edition: Edition,
    workers: Workers,
    say: Say,
) -> Built:
    if sources.problems:
        checks.require()
    book = sources.book
    if book is None:
        raise FailedChecksError(checks.begin().result())
    studio = make_studio(folders.root, folders.output)
    with checks.beside(workers, say) as tell:
        checks.begin()
        rendered = render_pages(book, studio, folders, tell)
        made = set_pages(book, rendered, folders, workers, tell)
    begun = None
    if edition in ("pdf", "all"):
        # The last checks may still be going on.
        begun = begin_reading(made.pdf, f"output/{PDF}", made.expected, book, workers.apart)
    checked = checks.require()
    write_json(folders.build / "book.json", book_as_data(book))
    keep_folios(folders, made.typeset, checked.texts)
    press = build_press(book, made, say) if edition in ("press", "all") else None
    files: dict[str, bytes] = {}
    if edition in ("pdf", "all"):
        files[PDF] = made.pdf
    if edition in ("epub", "all"):
        say("5b package")
        # Not loaded where it is not asked for.
        from pipeline.build.epub import build_epub

        files[EPUB] = build_epub(book, studio, made, folders.cache / "fonts")
    say("7 proof")
    layout = check_layout(Context(book, laid=lay_out(book, made.typeset)))
    proved = _proof(book, folders, files, made, begun)
    if press:
        files[PRESS] = press.pdf
        proved += prove_press(press, folders)
    for verdict in proved.verdicts:
        say(str(verdict))
    result = _with_proofs(book, checked.result + layout, proved)
    failed = result.fails(strict=checks.strict)
    written = () if failed else tuple(_publish(folders, files))
    if edition == "all":
        lasting = _with_proofs(book, checked.lasting + layout, proved)
        told = [asdict(verdict) for verdict in proved.verdicts]
        data = {**result_as_data(lasting), "verdicts": told}
        write_json(folders.output / "report.json", data)
        pages, verdicts = made.typeset.page_count, proved.verdicts
        html = render_report(book, lasting, pages, verdicts)
        write_file(folders.output / "report.html", html.encode())
        write_file(folders.output / "rules.md", format_index(RULES).encode())
        sheet = contact_sheet(made.pdf, find_folder(folders.root, "styles") / FOLIOS)
        write_file(folders.output / PAGES, sheet)
    return Built(result, checked.texts, failed, written, made.typeset.rebuilds)


def build_debug(root: Path, jobs: int, say: Say) -> Built:
    """The pages of the screen edition with their grid, in a file of its own, not proofed.

    Only what cannot be read stops it: a designer looks at pages before they are right.
    """
    folders = Folders(root)
    require_engine()
    say("1-3 load, resolve, check")
    checked = check_publication(root)
    if checked.book is None:
        return Built(checked.result, checked.texts, failed=True)
    studio = make_studio(folders.root, folders.output)
    with Workers(jobs) as workers:
        workers.say = say
        made = build_pdf(checked.book, studio, folders, workers, say, debug=True)
    written = tuple(_publish(folders, {DEBUG: made.pdf}))
    return Built(checked.result, checked.texts, False, written, made.typeset.rebuilds)


def _proof(
    book: Book,
    folders: Folders,
    files: dict[str, bytes],
    made: PdfEdition,
    begun: PdfBegun | None,
) -> Proved:
    """Write the files aside and read them back with other tools than those that made them."""
    proved = Proved(tuple(_engine_problem(warning) for warning in made.warnings))
    for name, data in files.items():
        path = folders.build / name
        write_file(path, data)
        if name == PDF:
            # veraPDF takes ten seconds: with Ace, it judges what is to be published as a whole.
            whole = EPUB in files
            proved += proof_pdf(
                path,
                f"output/{name}",
                made.expected,
                book=book,
                engine=whole,
                begun=begun,
            )
        else:
            pages = [str(page.folio) for page in made.pages if page.section]
            # Ace takes half a minute: it judges what is to be published as a whole.
            proved += prove_book_epub(book, data, pages, ace=PDF in files)
    if PDF in files and EPUB in files:
        folios = page_folios(book, made)
        proved += prove_page_marks(files[PDF], files[EPUB], folios, f"output/{EPUB}")
    return proved


def _engine_problem(warning: TypesetWarning) -> Problem:
    """What the typesetting engine complained about."""
    message = f"section {warning.section} : {warning.message}"
    return Problem("OUT011", Place(f"output/{PDF}"), message, key=warning.section)


def prove_book_epub(book: Book, data: bytes, pages: Sequence[str] | None, *, ace: bool) -> Proved:
    """The EPUB against its book, then by the validators of others.

    `pages` are the printed folios; None where they are not known.
    """
    read = prove_epub(data, book, pages)
    own = Proved(read.problems, sum(read.confirmed.values()), verdicts=read.verdicts)
    return own + prove_by_others(data, ace=ace)


def _with_proofs(book: Book, result: Result, proved: Proved) -> Result:
    """The result of the checks with what the proofs found."""
    late = [rule for rule in RULES if rule.family == "OUT"]
    found = run_rules(late, Context(book, proved.problems))
    confirmed = {**result.confirmed}
    confirmed["OUT"] = confirmed.get("OUT", 0) + proved.confirmed
    return replace(
        result,
        findings=result.findings + found.findings,
        confirmed=confirmed,
        untestable=result.untestable + proved.untestable,
    )


def _publish(folders: Folders, files: dict[str, bytes]) -> Iterator[Path]:
    for name, data in files.items():
        path = folders.output / name
        write_file(path, data)
        yield path

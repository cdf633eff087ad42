"""The verb that compares pages with those that somebody approved: visual."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.group import cli, jobs_option, progress, with_root
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.build.approved import PageChange


@cli.command()
@click.option("--approve", is_flag=True, help="Keep the pages as they are now as approved.")
@jobs_option
@with_root
def visual(root: Path, approve: bool, jobs: int | None) -> None:
    """Compare the pages of specimen and publication with the approved ones."""
    from pipeline.build.visual import APPROVED, approve_pages, compare_pages
    from pipeline.typeset.workers import Workers

    folder = root / APPROVED
    if not approve and not folder.is_dir():
        raise UsageError("no page is approved yet: type « make approve »")
    with progress() as say, Workers(jobs or os.cpu_count() or 1) as workers:
        if approve:
            written = approve_pages(root, workers, say)
        else:
            seen = compare_pages(root, workers, say)
    if approve:
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        click.echo(f"{written} pictures changed; {APPROVED}/ holds {size / 1e6:.1f} MB")
        return
    for change in seen.changes:
        click.echo(_line(change, root))
    counts = Counter(change.strict for change in seen.changes)
    click.echo(
        f"{seen.pages} pages compared: {counts[True]} differ, "
        f"{counts[False]} differ with the sources"
    )
    if seen.failed:
        click.echo("Look at the pictures; if the pages are right: make approve", err=True)
        sys.exit(1)


def _line(change: PageChange, root: Path) -> str:
    inside = change.picture.is_relative_to(root)
    picture = change.picture.relative_to(root) if inside else change.picture
    why = "" if change.strict else ", as the sources do"
    at = f" (p. {change.folio})" if change.folio else ""
    return f"{change.set} {change.page}{at}: {change.state}{why}: {picture}"

"""The verb that builds."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.group import (
    cli,
    format_option,
    jobs_option,
    progress,
    show_findings,
    strict_option,
    with_root,
)

if TYPE_CHECKING:
    from pipeline.build.recipe import Built, Edition

EDITIONS = ("pdf", "press", "epub", "all")


@cli.command()
@click.argument("edition", type=click.Choice(EDITIONS), default="all")
@format_option
@strict_option
@jobs_option
@click.option("--debug", is_flag=True, help="For pdf: show the grid, in a file of its own.")
@click.option("--explain-rebuild", is_flag=True, help="Say which sections were typeset, and why.")
@with_root
def build(
    root: Path,
    edition: Edition,
    form: str,
    strict: bool,
    jobs: int | None,
    debug: bool,
    explain_rebuild: bool,
) -> None:
    """Build an edition into output/ (all: every edition, its proofs and the report)."""
    from pipeline.build.recipe import build_debug, build_publication

    if debug and edition != "pdf":
        raise click.UsageError("--debug shows the pages of the screen edition: build pdf --debug")
    workers = jobs or os.cpu_count() or 1
    with progress() as say:
        if debug:
            built = build_debug(root, workers, say)
        else:
            today = datetime.date.today()
            built = build_publication(root, edition, workers, say, strict=strict, today=today)
    show_findings(built.result, built.texts, form)
    if explain_rebuild:
        for rebuild in built.rebuilds:
            detail = f" ({rebuild.detail})" if rebuild.detail else ""
            words = f"{rebuild.section}: {rebuild.reason}{detail}, round {rebuild.round}"
            click.echo(words, err=form != "text")
    # What programs read holds findings and nothing else.
    _show_written(built, root, aside=form != "text")
    if built.failed:
        sys.exit(1)


def _show_written(built: Built, root: Path, *, aside: bool) -> None:
    for path in built.written:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        click.echo(f"{shown}  {path.stat().st_size / 1e6:.1f} MB", err=aside)


@cli.command()
@format_option
@strict_option
@with_root
def proof(root: Path, form: str, strict: bool) -> None:
    """Prove the finished files in output/ again, without building them."""
    from pipeline.build.reproof import prove_again

    with progress() as say:
        reproved = prove_again(root, say)
    show_findings(reproved.result, reproved.texts, form)
    for path in reproved.written:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        click.echo(str(shown), err=form != "text")
    if reproved.result.fails(strict=strict):
        sys.exit(1)

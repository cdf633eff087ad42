"""The verb that builds."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.group import (
    cli,
    format_findings,
    format_option,
    jobs_option,
    progress,
    show_findings,
    strict_option,
    with_root,
)

if TYPE_CHECKING:
    from pipeline.build.recipe import Edition
    from pipeline.typeset.schedule import Rebuild

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
    from pipeline.build.unchanged import build_key, keep_told, read_told

    if debug and edition != "pdf":
        raise click.UsageError("--debug shows the pages of the screen edition: build pdf --debug")
    today = datetime.date.today()
    name, options = "debug" if debug else edition, (edition, form, strict, debug, today)
    key = build_key(root, options)
    told = read_told(root, name, key)
    if told is not None:
        click.echo("nothing changed since the last build", err=True)
        click.echo(told.findings, nl=False)
        _show_written([root / "output" / file for file in told.written], root, form)
        return
    from pipeline.build.recipe import build_debug, build_publication

    workers = jobs or os.cpu_count() or 1
    with progress() as say:
        if debug:
            built = build_debug(root, workers, say)
        else:
            built = build_publication(root, edition, workers, say, strict=strict, today=today)
    findings = format_findings(built.result, built.texts, form)
    click.echo(findings, nl=False)
    if explain_rebuild:
        _show_rebuilds(built.rebuilds, form)
    _show_written(built.written, root, form)
    if built.failed:
        sys.exit(1)
    # A source edited meanwhile is not what was built.
    if build_key(root, options) == key:
        keep_told(root, name, key, findings, built.written)


def _show_rebuilds(rebuilds: Iterable[Rebuild], form: str) -> None:
    for rebuild in rebuilds:
        detail = f" ({rebuild.detail})" if rebuild.detail else ""
        words = f"{rebuild.section}: {rebuild.reason}{detail}, round {rebuild.round}"
        click.echo(words, err=form != "text")


def _show_written(written: Iterable[Path], root: Path, form: str) -> None:
    # What programs read holds findings and nothing else.
    for path in written:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        click.echo(f"{shown}  {path.stat().st_size / 1e6:.1f} MB", err=form != "text")


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

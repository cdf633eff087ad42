"""The verb that shows the design on its own: specimen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pipeline.cli.group import cli, jobs_option, progress, with_root


@cli.command()
@click.argument("names", nargs=-1)
@click.option("--debug", is_flag=True, help="Show baseline grid, margins, columns and boxes.")
@jobs_option
@with_root
def specimen(root: Path, names: tuple[str, ...], debug: bool, jobs: int | None) -> None:
    """Set every component and kind of page (or those NAMES), with its variants, in one PDF."""
    from pipeline.build.specimen import build_specimen
    from pipeline.typeset.workers import Workers

    with progress() as say, Workers(jobs or os.cpu_count() or 1) as workers:
        made = build_specimen(root, workers, say, names, debug=debug)
    for warning in made.warnings:
        click.echo(f"{warning.section}: {warning.message}", err=True)
    shown = made.path.relative_to(root) if made.path.is_relative_to(root) else made.path
    click.echo(f"{shown}  {len(made.pages)} pages, {len(made.rebuilds)} documents typeset")
    if made.warnings:
        sys.exit(1)

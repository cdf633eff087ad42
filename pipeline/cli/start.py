"""The verbs that make sources: new."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from pipeline.cli.group import cli


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a new publication in DIR: small, complete, ready to build."""
    from pipeline.importer.new import make_publication

    written = make_publication(folder, datetime.date.today())
    click.echo(f"{len(written)} files in {folder}. Next: publication preview --root {folder}")

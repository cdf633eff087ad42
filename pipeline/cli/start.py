"""The verbs that make sources: new, import."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from pipeline.cli.group import cli, with_root


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a new publication in DIR: small, complete, ready to build."""
    from pipeline.importer.new import make_publication

    written = make_publication(folder, datetime.date.today())
    click.echo(f"{len(written)} files in {folder}. Next: publication preview --root {folder}")


@cli.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@with_root
def import_(root: Path, file: Path) -> None:
    """Make sources of a manuscript: Word (.docx), OpenDocument (.odt) or Markdown (.md)."""
    from pipeline.importer.manuscript import import_manuscript, write_files

    imported = import_manuscript(root, file)
    write_files(root, imported)
    counts = [f"{n} {_word(kind, n)}" for kind, n in imported.counts.items()]
    click.echo(f"{file.name} : {', '.join(counts)}.")
    for written in imported.files:
        click.echo(f"  {written.name}")
    click.echo("À reprendre à la main :")
    for words in imported.remarks:
        click.echo(f"  - {words}")
    click.echo("Puis : publication check")


def _word(plural: str, number: int) -> str:
    """« chapitres », or « chapitre » for one."""
    singular = {"tableaux": "tableau"}.get(plural, plural.removesuffix("s"))
    return singular if number < 2 else plural

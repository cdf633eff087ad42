"""The verb that mends."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.group import cli, show_findings, with_root


@cli.command()
@click.option("--write", is_flag=True, help="Write the mended files.")
@with_root
def fix(root: Path, write: bool) -> None:
    """Show what can be mended for certain, as a diff; nothing is written unless asked."""
    from pipeline.build import check_publication
    from pipeline.build.fix import fix_publication, write_changes
    from pipeline.mend import show_difference

    if not (root / "sources").is_dir():
        checked = check_publication(root)
        show_findings(checked.result, checked.texts, "text")
        sys.exit(1)
    fixed = fix_publication(root)
    for change in fixed.changes:
        click.echo(show_difference(change.name, change.before, change.after), nl=False)
    if not fixed.changes:
        click.echo("Rien à corriger qui soit certain.", err=True)
        return
    many, files = fixed.mended > 1, len(fixed.changes)
    words = f"{fixed.mended} constat{'s' if many else ''}, {files} fichier{'s' * (files > 1)}"
    if write:
        write_changes(root, fixed.changes)
        click.echo(f"Corrigé : {words}.", err=True)
        return
    click.echo(f"À corriger : {words}. Rien n’est écrit ; --write l’écrit.", err=True)
    sys.exit(1)

"""The verbs about the data of a publication: facts, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from pipeline.cli.group import cli, show_findings, with_root


@cli.command()
@click.argument("fact", required=False)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@with_root
def facts(root: Path, fact: str | None, form: str) -> None:
    """Say how many numbers are bound to facts, and which are not; or where one fact is used."""
    from pipeline.build import check_publication
    from pipeline.build import facts as told
    from pipeline.build.facts_words import format_fact, format_share
    from pipeline.build.folders import Folders
    from pipeline.build.folios import read_folios
    from pipeline.checks import Context

    checked = check_publication(root)
    if checked.book is None:
        show_findings(checked.result, checked.texts, form)
        sys.exit(1)
    context, folios = Context(checked.book), read_folios(Folders(root), checked.texts)
    if fact is None:
        data = told.facts_as_data(context, folios)
        words = format_share(told.bound_share(context), len(checked.book.facts))
    else:
        known = told.fact_of(checked.book, fact)
        uses = told.uses_of_facts(context, folios)[known.id]
        data, words = told.fact_as_data(known, uses), format_fact(known, uses, folios)
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if form == "json" else words)


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
def schema(folder: Path | None) -> None:
    """Give the JSON Schemas of the sources, for an editor's YAML plug-in."""
    from pipeline.model.schema import export_schemas

    schemas = export_schemas()
    if folder is None:
        click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in schemas.items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(f"{len(schemas)} schemas in {folder}")


@cli.command()
@click.argument("revision", metavar="REV")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@with_root
def diff(root: Path, revision: str, form: str) -> None:
    """Say what changed in the publication since a git revision: pieces, numbers, texts."""
    from pipeline.build import check_publication
    from pipeline.build.compare import compare_books
    from pipeline.build.compare_words import format_difference
    from pipeline.build.folders import Folders
    from pipeline.build.revision import read_revision

    checked = check_publication(root)
    if checked.book is None:
        show_findings(checked.result, checked.texts, form)
        sys.exit(1)
    old = read_revision(root, revision, Folders(root).cache)
    difference = compare_books(old, checked.book)
    if form == "json":
        click.echo(json.dumps(difference.as_data(), ensure_ascii=False, indent=2))
    else:
        click.echo(format_difference(difference, revision))

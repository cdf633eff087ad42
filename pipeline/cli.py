"""The command line: the only place that prints or exits."""

from __future__ import annotations

import datetime
import functools
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import MissingToolError, PipelineError

if TYPE_CHECKING:
    from pipeline.build.recipe import Built, Edition
    from pipeline.checks import Result

# Where the log of an internal fault goes.
_root: ContextVar[Path] = ContextVar("root", default=Path())

EDITIONS = ("pdf", "press", "epub", "all")
FORMATS = ("text", "json", "github")

root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The publication's folder, holding sources/ (default: here).",
)
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the findings."
)
strict_option = click.option("--strict", is_flag=True, help="Warnings fail too.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Sections typeset at once."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@root_option
@click.version_option(package_name="publication")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Text and data in; a designed PDF and an EPUB out, checked before and after."""
    context.obj = root


def with_root(command: Callable[..., None]) -> Callable[..., None]:
    """Give a verb its root: its own --root, the group's, or the current folder."""

    def wrapped(context: click.Context, /, root: Path | None, **options: Any) -> None:
        _root.set(root or context.obj or Path())
        command(root=_root.get(), **options)

    return root_option(click.pass_context(functools.update_wrapper(wrapped, command)))


@cli.command()
@click.argument("edition", type=click.Choice(EDITIONS), default="all")
@strict_option
@jobs_option
@click.option("--explain-rebuild", is_flag=True, help="Say which sections were typeset, and why.")
@with_root
def build(
    root: Path, edition: Edition, strict: bool, jobs: int | None, explain_rebuild: bool
) -> None:
    """Build an edition into output/ (all: every edition, its proofs and the report)."""
    from pipeline.build.recipe import build_publication

    with progress() as say:
        built = build_publication(
            root,
            edition,
            jobs or os.cpu_count() or 1,
            say,
            strict=strict,
            today=datetime.date.today(),
        )
    show_findings(built.result, built.texts, "text")
    if explain_rebuild:
        for rebuild in built.rebuilds:
            detail = f" ({rebuild.detail})" if rebuild.detail else ""
            click.echo(f"{rebuild.section}: {rebuild.reason}{detail}, round {rebuild.round}")
    _show_written(built, root)
    if built.failed:
        sys.exit(1)


@cli.command()
@format_option
@strict_option
@click.option("--waived", is_flag=True, help="Show the excused findings as well.")
@with_root
def check(root: Path, form: str, strict: bool, waived: bool) -> None:
    """Check the sources: nothing is typeset."""
    from pipeline.build import check_publication

    checked = check_publication(root, datetime.date.today())
    show_findings(checked.result, checked.texts, form, waived=waived)
    if checked.result.fails(strict=strict):
        sys.exit(1)


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a rule: why, wrong, right, what to do."""
    from pipeline.checks import rule_of
    from pipeline.checks.formats import explain_rule

    click.echo(explain_rule(rule_of(rule)), nl=False)


@cli.command()
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
def rules(form: str) -> None:
    """List every rule."""
    from pipeline.checks import RULES
    from pipeline.checks.formats import rules_as_data

    data = rules_as_data(RULES)
    if form == "json":
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for rule in data:
        click.echo(f"{rule['id']}  {rule['severity']:<7}  {rule['title']}")


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


# --- showing ----------------------------------------------------------------------


def show_findings(
    result: Result, texts: dict[str, str], form: str, *, waived: bool = False
) -> None:
    """Print findings in the form asked for."""
    from pipeline.checks import formats

    if form == "json":
        click.echo(formats.format_json(result), nl=False)
    elif form == "github":
        click.echo(formats.format_github(result), nl=False)
    else:
        click.echo(formats.format_text(result, texts, waived=waived))


def _show_written(built: Built, root: Path) -> None:
    for path in built.written:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        click.echo(f"{shown}  {path.stat().st_size / 1e6:.1f} MB")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show the steps on standard error: one line each, or a live line on a terminal."""
    started = time.monotonic()
    if not sys.stderr.isatty():
        yield lambda words: click.echo(f"[{time.monotonic() - started:5.1f} s] {words}", err=True)
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("") as status:
        yield lambda words: status.update(f"{words} [dim]{time.monotonic() - started:.0f} s[/]")


def main() -> None:
    """Run the command line; every failure ends in one plain line and its exit code."""
    try:
        cli.main(prog_name="publication", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except MissingToolError as error:
        click.echo(f"{error}. Type: {error.remedy}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        code = error.exit_code if isinstance(error, PipelineError) else PipelineError.exit_code
        if code == PipelineError.exit_code:
            _log_fault(error)
        else:
            click.echo(str(error), err=True)
        sys.exit(code)


def _log_fault(error: Exception) -> None:
    """Keep the details of a fault of ours in output/ of the publication, and say where."""
    details = traceback.format_exc()
    log = _root.get() / "output" / "fault.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(details, encoding="utf-8")
    except OSError:
        click.echo(f"{details}\nInternal fault, not yours: {error}", err=True)
        return
    click.echo(f"Internal fault, not yours: {error}\nDetails for a bug report: {log}", err=True)

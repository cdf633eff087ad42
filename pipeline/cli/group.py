"""The command itself, and the options and words its verbs share."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.checks import Result

# Where the log of an internal fault goes.
root_in_use: ContextVar[Path] = ContextVar("root_in_use", default=Path())

FORMATS = ("text", "json", "github", "sarif")

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
        root_in_use.set(root or context.obj or Path())
        command(root=root_in_use.get(), **options)

    return root_option(click.pass_context(functools.update_wrapper(wrapped, command)))


def show_findings(
    result: Result, texts: dict[str, str], form: str, *, waived: bool = False
) -> None:
    """Print findings in the form asked for."""
    click.echo(format_findings(result, texts, form, waived=waived), nl=False)


def format_findings(
    result: Result, texts: dict[str, str], form: str, *, waived: bool = False
) -> str:
    """Findings in the form asked for, with the line end that closes them."""
    from pipeline.checks import formats

    if form == "json":
        return formats.format_json(result)
    if form == "github":
        return formats.format_github(result)
    if form == "sarif":
        from pipeline.checks import RULES
        from pipeline.checks.sarif import format_sarif

        return format_sarif(result, RULES, texts)
    return formats.format_text(result, texts, waived=waived) + "\n"


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

"""The command line: the only place that prints or exits. One module for each group of verbs."""

from __future__ import annotations

import gc
import sys
import traceback

import click

# Importing a module of verbs adds them to the command.
from pipeline.cli import (  # noqa: F401
    bench,
    build,
    check,
    data,
    fix,
    preview,
    specimen,
    start,
    visual,
)
from pipeline.cli.group import cli, root_in_use
from pipeline.errors import MissingToolError, PipelineError

__all__ = ["cli", "main"]

# Trees of texts and tags are many and last: looking for garbage among them more often takes a
# third of the time of reading the sources, and finds next to nothing.
GARBAGE = 100_000


def main() -> None:
    """Run the command line; every failure ends in one plain line and its exit code."""
    gc.set_threshold(GARBAGE, 20, 50)
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
    log = root_in_use.get() / "output" / "fault.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(details, encoding="utf-8")
    except OSError:
        click.echo(f"{details}\nInternal fault, not yours: {error}", err=True)
        return
    click.echo(f"Internal fault, not yours: {error}\nDetails for a bug report: {log}", err=True)

"""The verb that shows the pages while they are being written."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click

from pipeline.cli.group import cli, jobs_option, with_root


@cli.command()
@jobs_option
@with_root
def preview(root: Path, jobs: int | None) -> None:
    """Show the pages in a browser, and set them again at each change. Ctrl-C ends it."""
    from pipeline.build.show import show_live

    # A closed terminal ends it as an interrupt does: no worker is left behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        show_live(root, jobs or os.cpu_count() or 1, click.echo)
    except KeyboardInterrupt:
        click.echo("Aperçu arrêté.")

"""The verb that builds."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
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
from pipeline.errors import MissingToolError, PipelineError

if TYPE_CHECKING:
    from pipeline.build.recipe import Built, Edition
    from pipeline.typeset.schedule import Rebuild
    from pipeline.typeset.workers import Workers

EDITIONS = ("pdf", "press", "epub", "all")


@dataclass(frozen=True)
class _Wish:
    """What a build was asked for."""

    edition: Edition
    form: str
    strict: bool
    jobs: int
    debug: bool
    explain: bool


@cli.command()
@click.argument("edition", type=click.Choice(EDITIONS), default="all")
@format_option
@strict_option
@jobs_option
@click.option(
    "--executor", metavar="dask:ADDRESS", help="Who typesets (default: processes of this machine)."
)
@click.option(
    "--all",
    "below",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Build every publication below this folder.",
)
@click.option("--debug", is_flag=True, help="For pdf: show the grid, in a file of its own.")
@click.option("--explain-rebuild", is_flag=True, help="Say which sections were typeset, and why.")
@with_root
def build(
    root: Path,
    edition: Edition,
    form: str,
    strict: bool,
    jobs: int | None,
    executor: str | None,
    below: Path | None,
    debug: bool,
    explain_rebuild: bool,
) -> None:
    """Build an edition into output/ (all: every edition, its proofs and the report)."""
    if debug and edition != "pdf":
        raise click.UsageError("--debug shows the pages of the screen edition: build pdf --debug")
    if debug and executor:
        raise click.UsageError("--debug sets its pages on this machine: leave --executor out")
    count = jobs or os.cpu_count() or 1
    wish = _Wish(edition, form, strict, count, debug, explain_rebuild)
    if below is None and executor is None:
        failed = _build(root, wish, None)
    else:
        with _shared_workers(count, executor) as workers:
            if below is None:
                failed = _build(root, wish, workers)
            else:
                failed = _build_all(below, wish, workers)
    if failed:
        sys.exit(1)


def _shared_workers(jobs: int, executor: str | None) -> Workers:
    if executor is None:
        from pipeline.typeset.workers import Workers

        return Workers(jobs)
    from pipeline.typeset.cluster import ClusterWorkers

    return ClusterWorkers(executor)


def _build_all(below: Path, wish: _Wish, workers: Workers) -> bool:
    """Build every publication below a folder, a line each at the end; whether any failed."""
    roots = sorted(
        file.parents[1]
        for file in below.rglob("sources/publication.yaml")
        # What builds and tools left behind holds no publications.
        if not {"output", "node_modules", ".venv"} & set(file.relative_to(below).parts)
    )
    if not roots:
        raise click.UsageError(f"no publication (sources/publication.yaml) below {below}")
    outcomes = {}
    for root in roots:
        click.echo(f"{root}:", err=wish.form != "text")
        try:
            outcomes[root] = _build(root, wish, workers)
        except MissingToolError:
            # The others would lack it too.
            raise
        except PipelineError as error:
            click.echo(str(error), err=True)
            outcomes[root] = True
    for root, failed in outcomes.items():
        click.echo(f"{'failed' if failed else 'built'}  {root}", err=wish.form != "text")
    return any(outcomes.values())


def _build(root: Path, wish: _Wish, workers: Workers | None) -> bool:
    """Build one publication and tell of it; whether it failed."""
    from pipeline.build.unchanged import build_key, keep_told, read_told

    today = datetime.date.today()
    name = "debug" if wish.debug else wish.edition
    options = (wish.edition, wish.form, wish.strict, wish.debug, today)
    key = build_key(root, options)
    told = read_told(root, name, key)
    if told is not None:
        click.echo("nothing changed since the last build", err=True)
        click.echo(told.findings, nl=False)
        _show_written([root / "output" / file for file in told.written], root, wish.form)
        return False
    built = _build_debug(root, wish) if wish.debug else _build_edition(root, wish, workers, today)
    findings = format_findings(built.result, built.texts, wish.form)
    click.echo(findings, nl=False)
    if wish.explain:
        _show_rebuilds(built.rebuilds, wish.form)
    _show_written(built.written, root, wish.form)
    # A source edited meanwhile is not what was built.
    if not built.failed and build_key(root, options) == key:
        keep_told(root, name, key, findings, built.written)
    return built.failed


def _build_debug(root: Path, wish: _Wish) -> Built:
    from pipeline.build.recipe import build_debug

    with progress() as say:
        return build_debug(root, wish.jobs, say)


def _build_edition(root: Path, wish: _Wish, workers: Workers | None, today: datetime.date) -> Built:
    from pipeline.build.ahead import begun

    with progress() as say, begun(root, wish.jobs, workers) as (used, read):
        # Takes half a second: sources are read and workers get ready meanwhile.
        from pipeline.build.recipe import build_begun

        return build_begun(root, wish.edition, used, read, say, strict=wish.strict, today=today)


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

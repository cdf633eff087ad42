"""The verb that measures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pipeline.cli.group import cli, jobs_option, progress, with_root


@cli.command()
@click.option("--rounds", type=click.IntRange(min=1), default=3, help="How often each case runs.")
@click.option("--case", "cases", multiple=True, help="Only this case (may be given again).")
@jobs_option
@with_root
def bench(root: Path, rounds: int, cases: tuple[str, ...], jobs: int | None) -> None:
    """Measure builds against WeasyPrint setting the same pages in one piece."""
    from pipeline.bench import CASES, run_bench
    from pipeline.bench.figures import bench_as_data, bench_as_text
    from pipeline.build.folders import Folders, write_json
    from pipeline.errors import UsageError, nearest

    for case in cases:
        if case not in CASES:
            hint = nearest(case, CASES) or ", ".join(CASES)
            raise UsageError(f"no case is called {case!r}; there is: {hint}")
    with progress() as say:
        done = run_bench(root, cases or tuple(CASES), rounds, jobs or os.cpu_count() or 1, say)
    data = bench_as_data(done)
    write_json(Folders(root).output / "bench.json", data)
    click.echo(bench_as_text(data))
    if done.failed or not all(done.identical.values()):
        sys.exit(1)

"""What a build can begin with while the rest of this program is still being loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path

from pipeline.build.machine import require_engine
from pipeline.build.sources import Sources, read_sources
from pipeline.typeset.workers import Workers


@contextmanager
def begun(
    root: Path, jobs: int, workers: Workers | None = None
) -> Iterator[tuple[Workers, Callable[[], Sources]]]:
    """Workers that load the engine, and what waits for the sources, which are being read.

    `workers` are left running; without them, `jobs` processes are ended at the end. Raises
    MissingToolError where the machine lacks what a build needs.
    """
    require_engine()
    with nullcontext(workers) if workers else Workers(jobs) as used, ThreadPoolExecutor(1) as aside:
        used.warm()
        # Much of the time of reading is pandoc's.
        yield used, aside.submit(read_sources, root).result

"""Sections typeset by a Dask cluster, as an ordinary `concurrent.futures` executor.

A job carries its HTML; sheets, typefaces and pictures are read from disk, at the same paths on
every machine (one machine, or a shared folder). That is not taken on trust: a worker refuses a
job made for another engine, and what it read is compared with the files here, by digest. Dask
gives a job of a worker that died to another one.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from pipeline.errors import MissingToolError, PipelineError, UsageError
from pipeline.typeset.engine import engine_versions
from pipeline.typeset.job import SectionJob, SectionResult
from pipeline.typeset.workers import Workers, set_section

INSTALL = ".venv/bin/pip install --require-hashes -r requirements-dask.txt"
_SCHEME = "dask:"
_PATIENCE = "10s"
# The engine's fonts and logs belong to the process: one section at a time in each.
_alone = threading.Lock()


class ClusterError(PipelineError):
    """The cluster does not set sections as they are set here: other files, or no worker left."""

    exit_code = 3


class ClusterWorkers(Workers):
    """Workers of a Dask cluster; `name` is `dask:ADDRESS`.

    Raises UsageError for another name, MissingToolError where Dask is not installed or no
    scheduler answers.
    """

    def __init__(self, name: str) -> None:
        if not name.startswith(_SCHEME) or name == _SCHEME:
            raise UsageError(f"{name!r} is no executor: dask:ADDRESS, such as dask:127.0.0.1:8786")
        self._client = _connect(name.removeprefix(_SCHEME))
        count = len(self._client.scheduler_info(n_workers=-1)["workers"])
        # One more than they are, so that none waits for its next.
        super().__init__(count + 1, lambda: _ClusterExecutor(self._client))

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        super().close()
        self._client.close()


class _ClusterExecutor(Executor):
    """Sends sections to the cluster, and looks at what comes back."""

    def __init__(self, client: Any) -> None:
        self._inner = client.get_executor(pure=False)

    def submit(self, task: Callable[..., Any], /, *words: Any, **named: Any) -> Future[Any]:
        """Do a task of `Workers`: only `set_section` is one."""
        (job,) = words
        inner = self._inner.submit(set_section_there, job, engine_versions())
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        inner.add_done_callback(lambda done: _hand_on(job, done, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up what is not done."""
        self._inner.shutdown(wait=wait)


def set_section_there(job: SectionJob, engine: dict[str, str]) -> SectionResult:
    """Typeset one section on a worker. Raises ClusterError where its engine is another one."""
    own = engine_versions()
    differing = sorted(name for name in {*engine, *own} if engine.get(name) != own.get(name))
    if differing:
        raise ClusterError(
            f"a worker has another version of {', '.join(differing)}: install the same "
            "project there, from the same requirements-dask.txt"
        )
    with _alone:
        return set_section(job)


def check_files(result: SectionResult) -> None:
    """Raise ClusterError where a worker read another file than stands here."""
    for name, digest in result.resources.items():
        path = Path(name)
        here = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        if here != digest:
            raise ClusterError(
                f"a worker {'read another' if digest else 'has no'} {name} for section "
                f"{result.id}: give it the publication and the project at the same paths "
                "(a shared folder)"
            )


def _hand_on(job: SectionJob, done: Future[Any], outer: Future[Any]) -> None:
    try:
        result = done.result()
        check_files(result)
    except BaseException as error:
        outer.set_exception(_lost(job, error) if _is_of_cluster(error) else error)
    else:
        outer.set_result(result)


def _is_of_cluster(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in ("distributed", "dask")


def _lost(job: SectionJob, error: BaseException) -> ClusterError:
    """What Dask gives up: workers died on a job again and again, or the scheduler went away."""
    return ClusterError(
        f"the cluster lost section {job.id} ({type(error).__name__}): look at the logs of its "
        "workers, or build without --executor"
    )


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingToolError("Dask is not installed", INSTALL) from error
    try:
        client: Callable[..., Any] = Client
        return client(address, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        host, _, port = address.rpartition("//")[2].rpartition(":")
        remedy = f".venv/bin/dask scheduler --host {host or '127.0.0.1'} --port {port or '8786'}"
        raise MissingToolError(f"no Dask scheduler answers at {address}", remedy) from error

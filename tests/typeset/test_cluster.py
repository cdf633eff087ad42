"""Sections on a Dask cluster: the same bytes, whatever happens to its workers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import MissingToolError, UsageError
from pipeline.render.environment import PROJECT
from pipeline.typeset.cluster import (
    INSTALL,
    ClusterError,
    ClusterWorkers,
    _hand_on,
    check_files,
    set_section_there,
)
from pipeline.typeset.engine import engine_versions
from pipeline.typeset.job import SectionJob
from pipeline.typeset.place import SectionSource
from pipeline.typeset.schedule import typeset_book
from pipeline.typeset.section import typeset_section
from pipeline.typeset.workers import Workers
from tests.typeset.samples import BASE, chapter, page


def dask(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    """A scheduler or worker of a cluster on this machine."""
    tail = ["--scheduler-file", str(folder / "scheduler.json"), "--no-dashboard"]
    with (folder / f"{words[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, *tail], cwd=PROJECT, stdout=log, stderr=log
        )


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a cluster of two workers, and its workers."""
    started = [dask("scheduler", "--host", "127.0.0.1", "--port", "0", folder=folder)]
    try:
        deadline = time.monotonic() + 60
        while not (folder / "scheduler.json").is_file() and time.monotonic() < deadline:
            time.sleep(0.1)
        for number in range(2):
            words = ["worker", "--nthreads", "1", "--no-nanny", "--name", f"worker-{number}"]
            started.append(dask(*words, "--host", "127.0.0.1", folder=folder))
        import json

        from distributed import Client

        address = json.loads((folder / "scheduler.json").read_text("utf-8"))["address"]
        with Client(address, timeout="60s") as client:
            client.wait_for_workers(2, timeout=90)
        yield f"dask:{address}", started[1:]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


SOURCES = [
    SectionSource(f"s{i}", chapter(f"s{i}", 4 + 5 * (i % 3), (f"s{5 - i}",)), BASE)
    for i in range(6)
]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_bytes_of_this_machine(tmp_path: Path) -> None:
    here = typeset_book(SOURCES, Workers(1))
    with cluster(tmp_path) as (name, processes):
        with ClusterWorkers(name) as workers:
            there = typeset_book(SOURCES, workers)
        assert [s.result for s in there.sections] == [s.result for s in here.sections]
        # One dies while it is at work: the other one does what it had.
        with ClusterWorkers(name) as workers:
            workers.say = lambda _: processes[0].kill()
            there = typeset_book(SOURCES, workers)
        assert processes[0].wait(10) != 0
        assert [s.result for s in there.sections] == [s.result for s in here.sections]


def test_another_engine_is_refused() -> None:
    other = {**engine_versions(), "weasyprint": "0.1"}
    with pytest.raises(ClusterError, match="another version of weasyprint"):
        set_section_there(SectionJob("a", page("<p>a"), BASE), other)


def test_other_files_are_found_out() -> None:
    result = typeset_section(SectionJob("a", page("<p>a"), BASE))
    check_files(result)
    name = next(iter(result.resources))
    with pytest.raises(ClusterError, match=f"read another {name} for section a"):
        check_files(replace(result, resources={name: "0" * 64}))
    with pytest.raises(ClusterError, match=f"has no {name}"):
        check_files(replace(result, resources={name: ""}))


def test_a_name_that_is_no_executor_is_wrong_usage() -> None:
    for name in ("dask", "dask:", "ray:127.0.0.1:1"):
        with pytest.raises(UsageError, match=r"dask:127\.0\.0\.1:8786"):
            ClusterWorkers(name)


def test_without_dask_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingToolError) as caught:
        ClusterWorkers("dask:127.0.0.1:1")
    assert caught.value.remedy == INSTALL
    assert (PROJECT / INSTALL.split()[-1]).is_file()


def test_what_the_cluster_gives_up_is_told_by_its_section() -> None:
    class KilledWorker(Exception):
        """As Dask raises it."""

    KilledWorker.__module__ = "distributed.scheduler"
    done: Future[object] = Future()
    done.set_exception(KilledWorker("a"))
    outer: Future[object] = Future()
    _hand_on(SectionJob("zoom-a", "", BASE), done, outer)
    with pytest.raises(ClusterError, match=r"lost section zoom-a \(KilledWorker\)") as caught:
        outer.result()
    assert caught.value.exit_code == 3

"""Running a command as a user would, with its time and the memory of its largest process."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError

_PROCESSES = Path("/proc")
# Seconds between two looks at the memory; the mark that is read is a high-water one.
_PAUSE = 0.1


class BenchError(PipelineError):
    """A case of the benchmark did not run as it should."""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds, and MiB at the peak of the largest process (0 where /proc is missing)."""

    seconds: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end. Raises BenchError where its exit code is not 0."""
    peaks: dict[int, int] = {}
    ended = threading.Event()
    with (folder / "bench.log").open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        watch = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        ended.set()
        watch.join()
    if code:
        said = (folder / "bench.log").read_text(encoding="utf-8", errors="replace")
        raise BenchError(f"{' '.join(command)} ended with {code}:\n{said[-2000:]}")
    return Run(seconds, max(peaks.values(), default=0) / 1024)


def _watch(root: int, peaks: dict[int, int], ended: threading.Event) -> None:
    while True:
        for pid in _family(root):
            peak = _high_water(pid)
            peaks[pid] = max(peak, peaks.get(pid, 0))
        if ended.wait(_PAUSE):
            return


def _family(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for path in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            # The name in brackets may hold spaces.
            fields = (path / "stat").read_text(errors="replace").rpartition(")")[2].split()
            parents[int(path.name)] = int(fields[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _high_water(pid: int) -> int:
    """The most memory a process held so far, in KiB."""
    with suppress(OSError):
        for line in (_PROCESSES / str(pid) / "status").read_text(errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0

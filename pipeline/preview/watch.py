"""Which files change, told as they do."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from watchfiles import watch


class Changes:
    """Files that changed, gathered while the ones before are being set."""

    def __init__(self) -> None:
        self._queue: queue.Queue[set[Path]] = queue.Queue()

    def put(self, paths: set[Path]) -> None:
        """Tell of files that changed."""
        self._queue.put(paths)

    def take(self) -> set[Path]:
        """Wait for a change; gives all that is known by then."""
        paths = set(self._queue.get())
        while not self._queue.empty():
            paths |= self._queue.get()
        return paths


@contextmanager
def watched(folders: Sequence[Path]) -> Iterator[Changes]:
    """Watch folders, in a thread of its own; hidden files and those of editors do not count."""
    changes, stop = Changes(), threading.Event()

    def run() -> None:
        for found in watch(*folders, stop_event=stop, raise_interrupt=False, rust_timeout=500):
            changes.put({Path(name) for _, name in found})

    thread = threading.Thread(target=run, name="watch", daemon=True)
    thread.start()
    try:
        yield changes
    finally:
        stop.set()
        thread.join(2)

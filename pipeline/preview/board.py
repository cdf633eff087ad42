"""The state of the preview between who makes it (one thread) and who shows it (another)."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from pipeline.preview.model import Snapshot
from pipeline.preview.pictures import Pictures
from pipeline.preview.words import snapshot_as_data

BUSY: dict[str, Any] = {"kind": "busy"}


class Board:
    """Takes states and hands them to every browser that listens."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self._lock = threading.Lock()
        self._last: dict[str, Any] = BUSY
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def publish(self, snapshot: Snapshot) -> None:
        """Show a new state."""
        self.pictures.show(snapshot.pages)
        with self._lock:
            self._last = snapshot_as_data(snapshot)
        self._send(self._last)

    def tell_busy(self) -> None:
        """Say that a change was seen and is being set."""
        self._send(BUSY)

    def close(self) -> None:
        """Tell every listener that there is no more to come."""
        self._send(None)

    def listen(self) -> asyncio.Queue[dict[str, Any] | None]:
        """A queue of states, the present one first; called in the loop of the server."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        with self._lock:
            queue.put_nowait(self._last)
            self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[dict[str, Any] | None]) -> None:
        """Listen no more."""
        with self._lock:
            self._listeners.discard(queue)

    def _send(self, message: dict[str, Any] | None) -> None:
        with self._lock:
            loop, queues = self._loop, tuple(self._listeners)
        if loop is None:
            return
        for queue in queues:
            loop.call_soon_threadsafe(queue.put_nowait, message)

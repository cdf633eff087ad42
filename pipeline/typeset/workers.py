"""Who typesets: this process, a pool of processes, or any `concurrent.futures` executor."""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from functools import partial
from multiprocessing import forkserver, resource_tracker
from types import TracebackType
from typing import Protocol, TypeVar

from pipeline.errors import PipelineError
from pipeline.typeset.job import SectionJob, SectionResult

_ATTEMPTS = 3
T = TypeVar("T")


class Queue(Protocol):
    """Jobs to hand out; the choice may depend on the results so far, and more may come."""

    def __len__(self) -> int:
        """How many there are in all, as far as is known."""
        ...

    def advance(self) -> bool:
        """Do a bit of what brings more jobs; whether there was anything to do."""
        ...

    def take(self) -> SectionJob | None:
        """The next job, or nothing when there is none."""
        ...


class WorkerError(PipelineError):
    """Workers died again and again."""


class Workers:
    """Runs typesetting jobs, at most `jobs` at a time; closing it ends its processes.

    `executor` makes the executor when one is first needed; by default a pool of warm processes.
    With one job, or one worker, everything happens in this process.
    """

    def __init__(self, jobs: int = 1, executor: Callable[[], Executor] | None = None) -> None:
        self._jobs = max(1, jobs)
        self._make = executor or self._make_pool
        self._always = executor is not None
        # Told of each section that is done, in words.
        self.say: Callable[[str], object] = lambda _: None
        self._warm = False
        self._executor: Executor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and self._executor is not None and not self._always:
            # What they are at is not wanted any more: an interrupted build ends at once.
            for process in multiprocessing.active_children():
                process.terminate()
        self.close()

    def warm(self) -> None:
        """Let the engine be loaded beside, while this process does something else."""
        if self._jobs > 1 and not self._always:
            _fork_context()
            with _interrupts_held():
                forkserver.ensure_running()
            self._warm = True

    def close(self) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def begin(self, job: SectionJob) -> Callable[[], SectionResult]:
        """Let one job begin beside; what is given back waits for its result.

        Where everything happens in this process, it is done when it is asked for.
        """
        if self._always or self._warm:
            return self._beside(set_section, job)
        return partial(set_section, job)

    def apart(self, task: Callable[..., T], *words: object) -> Callable[[], T]:
        """Let a warm process of this machine do something else than typesetting, as `begin`."""
        if self._warm:
            return self._beside(task, *words)
        return partial(task, *words)

    def _beside(self, task: Callable[..., T], *words: object) -> Callable[[], T]:
        try:
            future = self._submit(task, *words)
        except BrokenExecutor:
            self._renew()
            future = self._submit(task, *words)

        def finish() -> T:
            try:
                return future.result()
            except BrokenExecutor:
                # Its worker died: it is done here.
                self._renew()
                return task(*words)

        return finish

    def run(self, queue: Queue) -> Iterator[tuple[SectionJob, SectionResult]]:
        """Do all jobs of a queue; each is given back with its result as soon as it is done."""
        for number, (job, result) in enumerate(self._run(queue), start=1):
            self.say(f"5a typeset {number}/{len(queue)} {job.id}")
            yield job, result

    def _run(self, queue: Queue) -> Iterator[tuple[SectionJob, SectionResult]]:
        if not (self._always or self._warm):
            while queue.advance():
                pass
            if self._jobs == 1 or len(queue) == 1:
                while job := queue.take():
                    yield job, set_section(job)
                return
        yield from self._run_parallel(queue)

    def _run_parallel(self, queue: Queue) -> Iterator[tuple[SectionJob, SectionResult]]:
        running: dict[Future[SectionResult], SectionJob] = {}
        attempts: dict[str, int] = {}
        again: list[SectionJob] = []
        while True:
            while len(running) < self._jobs and (job := again.pop() if again else queue.take()):
                attempts[job.id] = attempts.get(job.id, 0) + 1
                if attempts[job.id] > _ATTEMPTS:
                    raise WorkerError(f"the worker died {_ATTEMPTS} times on section {job.id}")
                try:
                    running[self._submit(set_section, job)] = job
                except BrokenExecutor:
                    # The pool broke since: nothing of this job was lost.
                    attempts[job.id] -= 1
                    again.append(job)
                    self._renew()
            if not running:
                return
            # What can be done meanwhile is done, as long as there is some.
            done, _ = wait(running, 0 if queue.advance() else None, FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                try:
                    result = future.result()
                except BrokenExecutor:
                    again.append(job)
                    self._renew()
                    continue
                yield job, result

    def _submit(self, task: Callable[..., T], *words: object) -> Future[T]:
        with _interrupts_held():
            return self._pool().submit(task, *words)

    def _pool(self) -> Executor:
        if self._executor is None:
            self._executor = self._make()
        return self._executor

    def _renew(self) -> None:
        self.close()

    def _make_pool(self) -> Executor:
        return ProcessPoolExecutor(max_workers=self._jobs, mp_context=_fork_context())


def _fork_context() -> multiprocessing.context.ForkServerContext:
    """A fork server that has loaded the engine, and set a page with it.

    Workers start warm, and without the threads and open files of this process.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.typeset.warm"])
    return context


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start processes that an interrupt from the keyboard does not reach.

    It goes to every process of the terminal, and this one ends the others. It is held back, not
    lost, while they start: they inherit that.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    # Its start would let interrupts through again.
    resource_tracker.ensure_running()
    # Processes inherit the mask. It alone would not do: another thread may take the interrupt.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler or signal.default_int_handler)
        if held:
            signal.raise_signal(signal.SIGINT)


def set_section(job: SectionJob) -> SectionResult:
    """Typeset one section, in whatever process this is."""
    from pipeline.typeset import section

    return section.typeset_section(job)

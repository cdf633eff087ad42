"""Nothing changed since the last build: what it found and wrote holds, and is told again.

A build depends on the sources, the design, this code, the engine, what the machine can prove
with, its own options and the day. All of that goes into one digest. Where it is that of the last
good build, and the finished files are still those it wrote, there is nothing to do. This module
imports none of the steps, so that saying so takes no time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.build.folders import Folders, write_json
from pipeline.typeset.engine import engine_versions

_PROJECT = Path(__file__).resolve().parents[2]
_DESIGN = ("layouts", "styles")
# Programs that proofs run; without one, something is untestable.
_PROGRAMS = ("java", "javac", "node", "chromium", "gs", "qpdf", "pdftotext", "hunspell")


@dataclass(frozen=True, slots=True)
class Told:
    """What a good build said: its findings as printed, and the files it wrote (by digest)."""

    findings: str
    written: Mapping[str, str]


def build_key(root: Path, options: Iterable[object]) -> str:
    """A digest of everything that a build depends on."""
    digest = hashlib.sha256(repr([str(root.resolve()), *map(str, options)]).encode())
    machine: list[object] = [
        sys.version,
        engine_versions(),
        _packages(),
        *map(shutil.which, _PROGRAMS),
    ]
    machine.append((_PROJECT / "node_modules").is_dir())
    digest.update(repr(machine).encode())
    folders = [root / "sources", *(root / name for name in _DESIGN)]
    folders += [_PROJECT / name for name in (*_DESIGN, "pipeline")]
    for folder in folders:
        for path in _files(folder):
            digest.update(f"{path}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_told(root: Path, name: str, key: str) -> Told | None:
    """What the last good build with this key said, if all that it wrote is still there."""
    try:
        kept = json.loads(_file(root, name).read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        told = Told(kept["findings"], kept["written"])
    except (OSError, ValueError, KeyError, TypeError):
        # Not there, or cut short: the build runs.
        return None
    output = Folders(root).output
    is_there = Folders(root).build.is_dir()
    if is_there and all(_digest(output / file) == was for file, was in told.written.items()):
        return told
    return None


def keep_told(root: Path, name: str, key: str, findings: str, written: Iterable[Path]) -> None:
    """Keep what a good build said for the next one."""
    output = Folders(root).output
    files = {path.relative_to(output).as_posix(): _digest(path) for path in written}
    write_json(_file(root, name), {"key": key, **asdict(Told(findings, files))})


def _file(root: Path, name: str) -> Path:
    return Folders(root).cache / f"told-{name}.json"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _packages() -> list[str]:
    """The packages installed, by the names of their folders, which hold their versions."""
    sites = [path for path in sys.path if path.endswith("site-packages")]
    return [name for site in sites if Path(site).is_dir() for name in sorted(os.listdir(site))]  # noqa: PTH208


def _files(folder: Path) -> Iterable[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(parent, name) for name in sorted(names))

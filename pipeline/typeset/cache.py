"""Typeset sections kept on disk, found again by everything that decides their look.

Two steps lead to an entry. The first key is made of what is known beforehand: the HTML, the side,
the folios used, the engine. Under it stand the names of the files reached when that was last
typeset. The second key adds what is in those files now. So a changed style sheet or picture
leads to another entry, and nothing has to guess which files a document reaches.

Entries are written whole or not at all, carry a checksum, and leave the oldest used first when
the folder grows too large. Several builds may use one folder at once: a damaged or vanished entry
is simply typeset again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pipeline.model.layout import LayoutRecord
from pipeline.typeset.engine import engine_versions
from pipeline.typeset.job import SectionJob, SectionResult, Stamp, TypesetWarning
from pipeline.typeset.references import used_folios

LIMIT = 512 * 1024 * 1024
_MAGIC = b"PUBSECT1"
_DIGEST = 32
_UNFINISHED = ".new"
_DAY = 24 * 60 * 60


class SectionCache:
    """A folder of typeset sections; `limit` is its size in bytes after `prune`."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._hashes: dict[str, tuple[tuple[int, int], str]] = {}
        self.damaged = 0

    def get(self, job: SectionJob) -> SectionResult | None:
        """The result of a job, if it was typeset before with the same files."""
        first = job_key(job)
        paths = self._read_paths(first)
        if paths is None:
            return None
        entry = self._entry(first, self._contents(paths))
        try:
            data = entry.read_bytes()
        except FileNotFoundError:
            return None
        result = _unpack(data)
        if result is None:
            self.damaged += 1
            entry.unlink(missing_ok=True)
            return None
        # Used now: it leaves last.
        with suppress(FileNotFoundError):
            os.utime(entry)
        return result

    def put(self, job: SectionJob, result: SectionResult) -> None:
        """Keep the result of a job, unless a file changed while it was being typeset."""
        if self._contents(list(result.resources)) != dict(result.resources):
            return
        first = job_key(job)
        paths = json.dumps(list(result.resources), ensure_ascii=False).encode()
        self._write(self._entry(first, result.resources), _pack(result))
        self._write(self._folder / first[:2] / f"{first}.paths", _sealed(paths))

    def prune(self) -> int:
        """Bring the folder below its limit, oldest used first; how many files left."""
        files = []
        now = time.time()
        for path in self._folder.glob("*/*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                # Another build may be writing this one; a day later it was left by a crash.
                if path.suffix == _UNFINISHED and now - status.st_mtime < _DAY:
                    continue
                files.append((status.st_mtime_ns, str(path), status.st_size))
        size = sum(item[2] for item in files)
        left = 0
        for _, name, length in sorted(files):
            if size <= self._limit:
                break
            Path(name).unlink(missing_ok=True)
            size -= length
            left += 1
        return left

    def _entry(self, first: str, contents: Mapping[str, str]) -> Path:
        second = _hash_json([first, sorted(contents.items())])
        return self._folder / second[:2] / f"{second}.section"

    def _read_paths(self, first: str) -> list[str] | None:
        path = self._folder / first[:2] / f"{first}.paths"
        try:
            content = _unsealed(path.read_bytes())
        except FileNotFoundError:
            return None
        if content is None:
            self.damaged += 1
            path.unlink(missing_ok=True)
            return None
        with suppress(FileNotFoundError):
            os.utime(path)
        names: list[str] = json.loads(content)
        return names

    def _contents(self, paths: list[str]) -> dict[str, str]:
        """SHA-256 of files, read again only when their time or size changed."""
        return {name: self._content(name) for name in paths}

    def _content(self, name: str) -> str:
        try:
            status = Path(name).stat()
            stamp = (status.st_mtime_ns, status.st_size)
            known = self._hashes.get(name)
            if known is None or known[0] != stamp:
                digest = hashlib.sha256(Path(name).read_bytes()).hexdigest()
                known = self._hashes[name] = (stamp, digest)
        except OSError:
            return ""
        return known[1]

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file whole: under another name first, then renamed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=_UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def job_key(job: SectionJob) -> str:
    """The key of all that decides a section's look, but for the files it reaches."""
    return _hash_json(
        {
            "engine": engine_versions(),
            "section": job.id,
            "html": job.html,
            "base": job.base_url,
            "side": "verso" if job.side == "verso" else "recto",
            "folios": used_folios(job.html, job.folios),
            "first": job.first_folio,
            "decoration": job.decoration,
        }
    )


def _hash_json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _pack(result: SectionResult) -> bytes:
    head = json.dumps(
        {
            "id": result.id,
            "record": result.record.to_json(),
            "warnings": [asdict(warning) for warning in result.warnings],
            "resources": dict(result.resources),
            "stamps": {key: asdict(stamp) for key, stamp in result.stamps.items()},
            "forms": result.forms,
        },
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    return _sealed(len(head).to_bytes(8, "big") + head + result.pdf)


def _unpack(data: bytes) -> SectionResult | None:
    content = _unsealed(data)
    if content is None:
        return None
    end = 8 + int.from_bytes(content[:8], "big")
    head = json.loads(content[8:end])
    return SectionResult(
        id=head["id"],
        pdfs=(content[end:],),
        record=LayoutRecord.from_json(head["record"]),
        warnings=tuple(TypesetWarning(**warning) for warning in head["warnings"]),
        resources=head["resources"],
        stamps={
            key: Stamp(tuple(stamp["offsets"]), stamp["glyphs"])
            for key, stamp in head["stamps"].items()
        },
        forms=tuple(head["forms"]),
    )


def _sealed(content: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(content).digest() + content


def _unsealed(data: bytes) -> bytes | None:
    """The content behind its seal, or nothing where it was damaged."""
    start = len(_MAGIC) + _DIGEST
    content = data[start:]
    sealed = data[: len(_MAGIC)] == _MAGIC
    return content if sealed and hashlib.sha256(content).digest() == data[8:start] else None

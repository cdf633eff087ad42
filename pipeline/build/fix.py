"""Mending what is certain: mends are tried on a copy of the sources, which is checked again."""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.build.check import check_publication
from pipeline.build.folders import Folders, write_file
from pipeline.checks import Finding
from pipeline.errors import MissingToolError
from pipeline.mend import mend_text


@dataclass(frozen=True, slots=True)
class Change:
    """The text of a file of the sources before and after mending."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What mending changes, and how many findings it ends."""

    changes: tuple[Change, ...]
    mended: int


def fix_publication(root: Path, cache: Path | None = None) -> Fixed:
    """The changes that mend all that is certain in the publication at `root`; writes nothing there.

    A change is kept only where the check then finds that much less in the file: what is not cured,
    or harms, is left as it was. What waivers excuse is not touched. `cache` as for the check.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_publication(root.resolve(), copy)
        mended = _Trial(copy, cache or Folders(root).cache).run()
        changes = (_change(root, copy, name) for name in sorted(mended))
        return Fixed(tuple(changes), sum(mended.values()))


def _copy_publication(root: Path, copy: Path) -> None:
    """Copy the texts; the rest, and what cannot be read, is linked to."""
    for name in ("layouts", "styles"):
        if (root / name).is_dir():
            (copy / name).symlink_to(root / name)
    for folder, _, files in os.walk(root / "sources"):
        below = copy / Path(folder).relative_to(root)
        below.mkdir()
        for name in files:
            file = Path(folder) / name
            if file.suffix in (".md", ".yaml") and file.is_file() and os.access(file, os.R_OK):
                shutil.copyfile(file, below / name)
            else:
                (below / name).symlink_to(file)


def write_changes(root: Path, changes: tuple[Change, ...]) -> None:
    """Write the files as mended. Raises MissingToolError where one cannot be written."""
    for change in changes:
        try:
            write_file((root / change.name).resolve(), change.after.encode())
        except OSError as error:
            words = f"{change.name} cannot be written ({error.strerror})"
            raise MissingToolError(words, f"chmod u+w {root / change.name}") from error


def _change(root: Path, copy: Path, name: str) -> Change:
    before, after = ((folder / name).read_bytes().decode() for folder in (root, copy))
    return Change(name, before, after)


@dataclass
class _Trial:
    """Rounds of mending a copy and checking it again, until nothing certain is left.

    A file in which a round went wrong is `careful`: from then on, one finding at a time.
    """

    root: Path
    cache: Path
    careful: set[str] = field(default_factory=set)
    refused: set[Finding] = field(default_factory=set)

    def run(self) -> Counter[str]:
        """Mend the copy; how many findings that ends in each changed file."""
        mended: Counter[str] = Counter()
        found = self._findings()
        while chosen := self._choose(found):
            before = {name: (self.root / name).read_bytes() for name in chosen}
            done = {name: self._mend(name, findings) for name, findings in chosen.items()}
            after = self._findings()
            for name, findings in done.items():
                if findings and len(after[name]) <= len(found[name]) - len(findings):
                    mended[name] += len(findings)
                    continue
                (self.root / name).write_bytes(before[name])
                if name in self.careful or not findings:
                    self.refused.update(chosen[name])
                self.careful.add(name)
                after[name] = found[name]
            found = after
        return mended

    def _findings(self) -> dict[str, list[Finding]]:
        """What is found and not excused, by file."""
        result = check_publication(self.root, cache=self.cache).result
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in result.findings:
            if not finding.waived:
                found[finding.place.file].append(finding)
        return found

    def _choose(self, found: dict[str, list[Finding]]) -> dict[str, list[Finding]]:
        """The findings to mend in this round, by file."""
        chosen = {}
        for name, findings in found.items():
            able = [f for f in findings if f.mends and f not in self.refused]
            if able:
                chosen[name] = able[:1] if name in self.careful else able
        return chosen

    def _mend(self, name: str, findings: list[Finding]) -> list[Finding]:
        """Mend a file of the copy; the findings all of whose mends applied."""
        path = self.root / name
        mends = {mend for finding in findings for mend in finding.mends}
        text, done = mend_text(path.read_bytes().decode(), mends)
        path.write_bytes(text.encode())
        return [finding for finding in findings if done.issuperset(finding.mends)]

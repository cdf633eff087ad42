"""The publication as it was at a git revision, read in a temporary folder."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from pipeline.errors import MissingToolError, UsageError
from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.resolve import resolve_book

_PATIENCE = 60


def read_revision(root: Path, revision: str, cache: Path) -> Book:
    """The book of the sources at a revision of the repository that `root` stands in.

    Of sources that could not all be read, what could. Raises UsageError where the revision, the
    repository or its sources are not to be had, MissingToolError where git is not there.
    """
    with tempfile.TemporaryDirectory(prefix="revision-") as folder:
        _unpack(_archive(root, revision), Path(folder, "sources"))
        loaded = load_publication(Path(folder), cache)
        publication = loaded.publication or loaded.partial
        if publication is None:
            first = loaded.problems[0]
            count = len(loaded.problems)
            raise UsageError(
                f"the sources at {revision} cannot be read: {count} problems, the first at "
                f"{first.place} ({first.message})"
            )
        return resolve_book(publication)


def _archive(root: Path, revision: str) -> bytes:
    """The sources at a revision, as a tar archive."""
    if shutil.which("git") is None:
        raise MissingToolError("git is missing", "apt-get install -y git")
    # What begins with a dash would be read as an option.
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    if commit.returncode:
        inside = _git(root, "rev-parse", "--git-dir")
        if inside.returncode:
            raise UsageError(f"{root} is not in a git repository: there is nothing to compare with")
        raise UsageError(f"git knows no revision {revision}: see git log, or git tag")
    # From the top: in a folder below, git would look for that folder in the tree it is given.
    places = _git(root, "rev-parse", "--show-toplevel", "--show-prefix").stdout.decode().split("\n")
    name = f"{commit.stdout.decode().strip()}:{places[1]}sources"
    archive = _git(Path(places[0]), "archive", "--format=tar", name)
    if archive.returncode:
        raise UsageError(f"there is no sources/ of {root} at {revision}")
    return archive.stdout


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, check=False, timeout=_PATIENCE
    )


def _unpack(archive: bytes, folder: Path) -> None:
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")

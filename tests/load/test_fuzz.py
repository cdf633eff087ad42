"""Whatever is done to a good publication, loading reports problems and raises nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.load import load_publication
from pipeline.resolve import resolve_book

SPECIMEN = Path(__file__).parents[1] / "specimen"
NAMES = sorted(
    path.relative_to(SPECIMEN).as_posix()
    for path in (SPECIMEN / "sources").rglob("*")
    if path.suffix in (".md", ".yaml")
)
# What editors type by accident, and what parsers stumble over.
SCRAPS = [
    "\t", "\n", "\r", "  ", ":", ": ", "- ", "---\n", "[", "]", "{", "}", "'", '"', "*", "&a ",
    "!b ", "|", ">", "#", "%", "@", "`", "<", "&", "\\", "[^", "[^a]: ", "[^a]", "::: ", ":::\n",
    "**",
    "](#", "[](#", "{fact=", "{include=", "{.", "~", "^", "null", "true", "12", "-1.5", "1e999",
    "\x00", "\u2028", "\ufeff", "\U0001f600", "é", "<!--", "<b>", "![", "| a |\n|---|\n", "    ",
    "? ", "*a", "1) ", "> " * 40, "- " * 40, "[" * 60, "&amp;", "\\u0000", "\n\n", "sec-", "zoom-",
]  # fmt: skip


@contextmanager
def broken(name: str, content: bytes) -> Iterator[Path]:
    """The specimen with other content in one file."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SPECIMEN / "sources", Path(folder, "sources"))
        Path(folder, name).write_bytes(content)
        yield Path(folder)


def read(root: Path, cache: Path) -> None:
    loaded = load_publication(root, cache)
    assert (loaded.publication is None) == bool(loaded.problems)
    for problem in loaded.problems:
        assert problem.place.file.startswith("sources/")
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message
    if loaded.publication is not None:
        resolve_book(loaded.publication)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(NAMES),
    at=st.floats(0, 1),
    cut=st.integers(0, 12),
    scraps=st.lists(st.sampled_from(SCRAPS), max_size=3),
)
def test_scraps_of_text_anywhere(
    tree_cache: Path, name: str, at: float, cut: int, scraps: list[str]
) -> None:
    text = (SPECIMEN / name).read_text("utf-8")
    start = int(at * len(text))
    changed = text[:start] + "".join(scraps) + text[start + cut :]
    with broken(name, changed.encode()) as root:
        read(root, tree_cache)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), at=st.floats(0, 1), tail=st.binary(max_size=4))
def test_files_cut_short_anywhere(tree_cache: Path, name: str, at: float, tail: bytes) -> None:
    data = (SPECIMEN / name).read_bytes()
    with broken(name, data[: int(at * len(data))] + tail) as root:
        read(root, tree_cache)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), first=st.floats(0, 1), second=st.floats(0, 1))
def test_lines_moved_anywhere(tree_cache: Path, name: str, first: float, second: float) -> None:
    lines = (SPECIMEN / name).read_text("utf-8").split("\n")
    line = lines.pop(int(first * (len(lines) - 1)))
    lines.insert(int(second * len(lines)), line)
    with broken(name, "\n".join(lines).encode()) as root:
        read(root, tree_cache)

"""Files are written whole or not at all, and can be read by others."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pipeline.build.folders import write_file, write_json


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_files_have_the_mode_of_the_users_own(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_file(tmp_path / "below" / "a.pdf", b"data")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "below" / "a.pdf").stat().st_mode) == mode


def test_an_equal_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_json(file, {"b": 1, "a": "é"})
    assert file.read_bytes() == '{\n "a": "é",\n "b": 1\n}\n'.encode()
    os.utime(file, ns=(1, 1))
    write_json(file, {"a": "é", "b": 1})
    assert file.stat().st_mtime_ns == 1
    write_json(file, {"a": "è"})
    assert file.stat().st_mtime_ns > 1


def test_a_failure_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "a.pdf"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        # Nothing can take the place of a folder: what was written aside has to go.
        write_file(folder, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]

"""Mending a text: at its place, and nowhere else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.checks.core import Mend
from pipeline.mend import mend_text, show_difference
from pipeline.model.places import Place


def mend(line: int, column: int, old: str, new: str) -> Mend:
    return Mend(Place("a.md", line, column), old, new)


def test_only_the_place_changes() -> None:
    text = "# une note : 16%\nkey: 16%   # gardé\n"
    assert mend_text(text, [mend(2, 8, "%", " %")])[0] == "# une note : 16%\nkey: 16 %   # gardé\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str) -> None:
    text = f"{mark}a 1%{end}b 2%{end}"
    done = mend_text(text, [mend(1, 4, "%", " %"), mend(2, 4, "%", " %")])[0]
    assert done == f"{mark}a 1 %{end}b 2 %{end}"


def test_what_is_not_there_is_left() -> None:
    text = "un mot\n"
    for wrong in (mend(1, 4, "mat", "x"), mend(1, 70, "mot", "x"), mend(9, 1, "un", "x")):
        assert mend_text(text, [wrong]) == (text, frozenset())


def test_mends_of_one_line_do_not_move_each_other() -> None:
    mends = [mend(1, 5, ":", " :"), mend(1, 1, "Mr", "M."), mend(1, 1, "Mr", "M.")]
    assert mend_text("Mr X: oui", mends) == ("M. X : oui", frozenset(mends))


def test_of_two_mends_of_one_place_one_applies() -> None:
    first, second = mend(1, 1, "abc", "x"), mend(1, 2, "bc", "y")
    assert mend_text("abcd", [second, first]) == ("xd", frozenset([first]))


def test_the_difference_can_be_applied(tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("no git here")
    before, after = "un\ndeux\r\nfin", "un\ntrois\r\nla fin"
    (tmp_path / "a.md").write_bytes(before.encode())
    diff = show_difference("a.md", before, after)
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "a.md").read_bytes() == after.encode()
    assert show_difference("a.md", before, before) == ""

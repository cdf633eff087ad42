"""Calls of notes that would make pandoc run forever."""

from __future__ import annotations

import pytest

from pipeline.markdown.notes import defuse, find_bad_calls
from tests.markdown.samples import read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[^a]: moi-même[^a].\n\nUn[^a].", [(1, 15)]),
        ("Un[^a].\n\n[^a]: voir[^b].\n\n[^b]: voir[^a].", [(3, 11), (5, 11)]),
        ("> [^a]: voir[^a].\n\nUn[^a].", [(1, 13)]),
        ("- [^a]: voir[^a].\n\nUn[^a].", [(1, 13)]),
        ("Un[^a].\n\n[^a]: voir\nla suite[^a]\n\n    et[^a]\n\nfin[^a]", [(4, 9), (6, 7)]),
        ("Un[^a\nb].", [(1, 3)]),
    ],
)
def test_bad_calls_are_problems_and_the_text_is_read(
    text: str, places: list[tuple[int, int]]
) -> None:
    tree, problems = read(text)
    assert [(p.place.line, p.place.column) for p in problems] == places
    assert {p.rule for p in problems} == {"SRC010"}
    assert tree.blocks


@pytest.mark.parametrize(
    "text",
    [
        "Un[^a].\n\n[^a]: La note.\n\nDeux[^b].\n\n[^b]: Une autre.",
        r"Un \[^a\n",
        "Un[^a].\n\n[^a]: La note.\n\n    Sa suite.\n\nDeux[^a].",
    ],
)
def test_other_calls_are_left_alone(text: str) -> None:
    assert find_bad_calls(text) == ()
    assert defuse(text, ()) == text


def test_no_column_moves() -> None:
    text = "[^a]: voir[^a] ici"
    assert len(defuse(text, find_bad_calls(text))) == len(text)

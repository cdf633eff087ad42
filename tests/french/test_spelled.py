"""Numbers in letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.spelled import find_spelled, read_spelled, spell_number

WORDS = {
    0: "zéro", 1: "un", 16: "seize", 17: "dix-sept", 21: "vingt et un", 70: "soixante-dix",
    71: "soixante et onze", 80: "quatre-vingts", 81: "quatre-vingt-un", 99: "quatre-vingt-dix-neuf",
    100: "cent", 200: "deux cents", 201: "deux cent un", 1000: "mille", 1999:
    "mille neuf cent quatre-vingt-dix-neuf", 80_000: "quatre-vingt mille",
    200_000: "deux cent mille", 2_000_000: "deux millions", 1_000_000_000: "un milliard",
}  # fmt: skip


@pytest.mark.parametrize(("value", "words"), WORDS.items())
def test_spelling(value: int, words: str) -> None:
    assert spell_number(value) == words
    assert read_spelled(words) == value


@given(st.integers(0, 10**12 - 1))
def test_round_trip(value: int) -> None:
    assert read_spelled(spell_number(value)) == value
    assert read_spelled(spell_number(value).replace(" ", "-").upper()) == value


def test_words_that_are_two_numbers() -> None:
    assert [found.value for found in find_spelled("deux trois cents")] == [2, 300]
    assert read_spelled("deux trois") is None
    assert read_spelled("bonjour") is None


@pytest.mark.parametrize("value", [-1, 10**12])
def test_numbers_without_words(value: int) -> None:
    with pytest.raises(ValueError, match="no French words"):
        spell_number(value)

"""Which words rank, and what they compare."""

from __future__ import annotations

import pytest

from pipeline.checks.num_ranks import find_claims


@pytest.mark.parametrize(
    ("text", "rank", "key", "sense"),
    [
        ("Nantes est la plus dense des métropoles", 1, "density", 1),
        ("la troisième métropole la plus peuplée", 3, "population", 1),
        ("la troisième métropole de France par la population", 3, "population", 1),
        ("Lille est l’une des plus denses", 0, "density", 1),
        ("elle est la moins peuplée", 1, "population", -1),
        ("Le Grand Paris compte le plus de communes", 1, "communes", 1),
        # What no card settles: told as untestable.
        ("la zone la plus dense de la ville", 1, "", 1),
        ("le premier réseau de pépinières", 1, "", 1),
        ("la deuxième métropole de France", 1, "", 1),
    ],
)
def test_ranks_are_read(text: str, rank: int, key: str, sense: int) -> None:
    (claim,) = find_claims(text)
    assert (claim.rank, claim.key, claim.sense) == (rank, key, sense)


@pytest.mark.parametrize(
    "text", ["le plus souvent", "plus dense que Lyon", "la première étape", "plus de 30 communes"]
)
def test_what_ranks_nothing_is_left_alone(text: str) -> None:
    assert list(find_claims(text)) == []

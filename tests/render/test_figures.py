"""Numbers set large: what is read is the fact, in French, with its unit."""

from __future__ import annotations

import pytest

from pipeline.model.book import ResolvedFact, Value
from pipeline.model.places import Place
from pipeline.render.figures import split_number


def fact(value: Value, unit: str, published: str = "") -> ResolvedFact:
    return ResolvedFact("a.b", value, unit, "", "", Place("f"), "facts", published=published)


@pytest.mark.parametrize(
    ("value", "unit", "number", "symbol"),
    [
        (1_700_000, "€", "1,7", "M€"),
        (100_000_000_000, "€", "100", "Md€"),
        (2_300_000, "salariés", "2,3\u00a0millions", ""),
        (1_000_000, "salariés", "1\u00a0million", ""),
        (16, "%", "16\u202f%", ""),
        (36_000, "salariés", "36\u202f000", ""),
        (579.27, "km²", "579,27", "km²"),
        (20_000, "€", "20\u202f000", "€"),
        ((25, 30), "projets", "25 à 30", ""),
        (1_898_950, "habitants", "1\u202f898\u202f950", ""),
    ],
)
def test_number_and_unit(value: Value, unit: str, number: str, symbol: str) -> None:
    assert split_number(fact(value, unit)) == (number, symbol)


def test_growth_keeps_its_sign_as_published() -> None:
    assert split_number(fact(5, "%", "+5%"))[0] == "+5\u202f%"
    assert split_number(fact(5, "%", "5%"))[0] == "5\u202f%"

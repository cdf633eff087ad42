"""Numbers, ordinals, lists and dates, written."""

from __future__ import annotations

import pytest

from pipeline.french.format import (
    format_date,
    format_figures,
    format_list,
    format_number,
    format_value,
    ordinal,
)
from pipeline.french.units import names_unit


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "words"),
    [
        (36_000, "salariés", "plus de", "plus de 36\u202f000\u00a0salariés"),
        (1_700_000, "€", "", "1,7\u00a0million d’euros"),
        (2_380_000, "salariés", "", "2,38\u00a0millions de salariés"),
        (400_000_000, "€", "", "400\u00a0millions d’euros"),
        (100_000_000_000, "€", "", "100\u00a0milliards d’euros"),
        (1_898_950, "habitants", "", "1\u202f898\u202f950\u00a0habitants"),
        (16, "%", "", "16\u202f%"),
        (523.36, "km²", "", "523,36\u202fkm²"),
        (-0.7, "%", "", "\u22120,7\u202f%"),
        ((25, 30), "structures", "", "25 à 30\u00a0structures"),
        ((25, 30), "", "entre", "entre 25 et 30"),
        ((2_000_000, 4_000_000), "€", "", "2\u00a0millions à 4\u00a0millions d’euros"),
        (20, "structures", "une vingtaine", "une vingtaine de structures"),
        (100, "", "plus d'", "plus de 100"),
    ],
)
def test_numbers(value: float | tuple[float, float], unit: str, qualifier: str, words: str) -> None:
    assert format_number(value, unit, qualifier) == words


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "words"),
    [
        (1_700_000, "€", "", "1\u202f700\u202f000"),
        (288_000, "habitants", "environ", "environ 288\u202f000"),
        (20, "structures", "une vingtaine", "une vingtaine"),
        (2018, "année", "", "2018"),
        ((25, 30), "structures", "", "25 à 30"),
        ((25, 30), "structures", "entre", "entre 25 et 30"),
        ((25, 30), "structures", "environ", "environ 25 à 30"),
    ],
)
def test_numbers_of_a_column(
    value: float | tuple[float, float], unit: str, qualifier: str, words: str
) -> None:
    assert format_figures(value, unit, qualifier) == words


@pytest.mark.parametrize(
    ("head", "unit", "named"),
    [
        ("Superficie (km²)", "km²", True),
        ("Habitants", "habitants", True),
        ("Habitants au km²", "hab./km²", True),
        ("Habitants au km²", "habitants", False),
        ("Habitants au km²", "km²", False),
        ("Nombre d'habitants", "habitants", True),
        ("Communes", "communes", True),
        ("Salariés de l’ESS", "salariés", True),
        ("Part de l'ESS", "%", False),
        ("Part de l'ESS (%)", "%", True),
        ("Budget (k€)", "k€", True),
        ("Budget (€)", "k€", False),
        ("Budget (k€)", "€", False),
        ("Communes", "", False),
        ("", "habitants", False),
    ],
)
def test_a_head_names_a_unit(head: str, unit: str, *, named: bool) -> None:
    assert names_unit(head, unit) is named


def test_values_ordinals_and_lists() -> None:
    assert format_value(1234.50) == "1\u202f234,5"
    assert [ordinal(1), ordinal(1, feminine=True), ordinal(22)] == ["1er", "1re", "22e"]
    assert format_list([]) == ""
    assert format_list(["a"]) == "a"
    assert format_list(["a", "b", "c"]) == "a, b et c"
    with pytest.raises(ValueError, match="ordinal"):
        ordinal(0)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2018", "2018"),
        ("2018-06", "juin 2018"),
        ("2014-07-31", "31\u00a0juillet 2014"),
        ("2018-08-01", "1er\u00a0août 2018"),
    ],
)
def test_dates(iso: str, words: str) -> None:
    assert format_date(iso) == words


def test_a_date_that_is_none() -> None:
    with pytest.raises(ValueError, match="month"):
        format_date("2018-13")

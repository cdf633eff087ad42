"""The numbers of French texts: every form found, read, compared and written again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.characters import NARROW, NO_BREAK
from pipeline.french.numbers import (
    NumberPhrase,
    bound_number,
    compare,
    find_numbers,
    format_number,
)


def one(text: str) -> NumberPhrase:
    """The single number of a text."""
    found = find_numbers(text)
    assert len(found) == 1, found
    return found[0]


QUANTITIES = [
    ("1,2 million", 1_200_000, "", ""),
    ("plus de 1,2 million d'habitants", 1_200_000, "plus de", "habitants"),
    ("36 000", 36_000, "", ""),
    (f"36{NARROW}000 salariés", 36_000, "", ""),
    (f"1{NO_BREAK}898{NO_BREAK}950 habitants", 1_898_950, "", "habitants"),
    ("16 %", 16, "", "%"),
    ("16%", 16, "", "%"),
    ("seize pour cent", 16, "", "%"),
    ("près de 50%", 50, "près de", "%"),
    ("de l'ordre de 16,2%", "16.2", "environ", "%"),
    ("environ 52 000 salariés", 52_000, "environ", ""),
    ("quelque 300 structures", 300, "environ", ""),
    ("200 personnes environ", 200, "environ", ""),
    ("une vingtaine de structures", 20, "environ", ""),
    ("une dizaine", 10, "environ", ""),
    ("une petite centaine", 100, "environ", ""),
    ("plus d'une centaine", 100, "plus de", ""),
    ("plus d’une centaine", 100, "plus de", ""),
    ("deux milliers d'emplois", 2000, "environ", ""),
    ("moins de 25 000€", 25_000, "moins de", "€"),
    ("au moins deux partenaires", 2, "au moins", ""),
    ("jusqu'à 30%", 30, "au plus", "%"),
    ("la moitié", "0.5", "", "part"),
    ("plus de la moitié", "0.5", "plus de", "part"),
    ("la quasi-moitié", "0.5", "", "part"),
    ("le quart", "0.25", "", "part"),
    ("un bon tiers", "0.3333333333", "", "part"),
    ("les neuf dixièmes", "0.9", "", "part"),
    ("9 sur 10", "0.9", "", "part"),
    ("2 emplois sur 3", "0.6666666667", "", "part"),
    ("une demi-douzaine de projets", 6, "environ", ""),
    ("un demi-million d'euros", 500_000, "", "€"),
    ("un an et demi", "1.5", "", "ans"),
    ("30 pour mille", 30, "", "‰"),
    ("à peine 10 %", 10, "près de", "%"),
    ("plus ou moins 300", 300, "environ", ""),
    ("trois quarts", "0.75", "", "part"),
    ("un emploi sur dix", "0.1", "", "part"),
    ("deux fois et demie", "2.5", "", "fois"),
    ("deux fois plus rapide", 2, "", "fois"),
    ("plus du double", 2, "plus de", "fois"),
    ("deux ans et demi", "2.5", "", "ans"),
    ("un million et demi", 1_500_000, "", ""),
    ("100 milliards d'euros", 100_000_000_000, "", "€"),
    ("1,7 millions d’euros", 1_700_000, "", "€"),
    ("45 M€", 45_000_000, "", "€"),
    ("100k€", 100_000, "", "€"),
    ("plus de 400 K€", 400_000, "plus de", "€"),
    ("+5 %", 5, "", "%"),
    ("-0,7 %", "-0.7", "", "%"),
    ("\u22120,7 %", "-0.7", "", "%"),
    ("environ 600m²", 600, "environ", "m²"),
    ("523,36 km²", "523.36", "", "km²"),
    ("36 654 Ha", 36_654, "", "ha"),
    ("1637 hab/km²", 1637, "", "hab./km²"),
    ("1 200 hab./km²", 1200, "", "hab./km²"),
    ("vingt-deux métropoles", 22, "", ""),
    ("vingt et une métropoles", 21, "", ""),
    ("soixante et onze", 71, "", ""),
    ("quatre-vingt-dix-sept", 97, "", ""),
    ("trois cent quarante-deux", 342, "", ""),
    ("deux mille cinq cents personnes", 2500, "", ""),
]


@pytest.mark.parametrize(("text", "value", "qualifier", "unit"), QUANTITIES)
def test_quantities(text: str, value: int | str, qualifier: str, unit: str) -> None:
    phrase = one(text)
    assert phrase.kind == "quantity"
    assert phrase.value == Decimal(value)
    assert (phrase.qualifier, phrase.unit) == (qualifier, unit)
    assert phrase.text == text[phrase.start : phrase.end]


RANGES = [
    ("2 à 4", (2, 4), ""),
    ("entre 15 et 20 entreprises", (15, 20), "entre"),
    ("de 25 à 30 projets", (25, 30), ""),
    ("2 à 4 millions d'euros", (2_000_000, 4_000_000), ""),
    ("vingt à trente mille habitants", (20_000, 30_000), ""),
    ("deux cents à trois mille euros", (200, 3000), ""),
    ("500 000 à 1 million d'euros", (500_000, 1_000_000), ""),
    ("10 % à 15 %", (10, 15), ""),
    ("15-20 %", (15, 20), ""),
    ("deux ou trois réunions", (2, 3), ""),
    ("environ 100 à 150 personnes", (100, 150), "environ"),
]


@pytest.mark.parametrize(("text", "value", "qualifier"), RANGES)
def test_ranges(text: str, value: tuple[int, int], qualifier: str) -> None:
    phrase = one(text)
    assert phrase.value == (Decimal(value[0]), Decimal(value[1]))
    assert phrase.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("passe de 5 à 17 projets", [5, 17]),
        ("15 des 22 métropoles", [15, 22]),
        ("2 entreprises et 4 associations", [2, 4]),
        ("en 2018, 49 entreprises et 3 fonds", [2018, 49, 3]),
        ("20, 30 et 40 projets", [20, 30, 40]),
    ],
)
def test_numbers_that_are_no_range(text: str, values: list[int]) -> None:
    assert [phrase.value for phrase in find_numbers(text)] == values


OTHERS = [
    ("10e édition", "ordinal", 10),
    ("1re édition", "ordinal", 1),
    ("la vingt et unième", "ordinal", 21),
    ("XIXe siècle", "ordinal", 19),
    ("en 2018", "year", 2018),
    ("(2019)", "year", 2019),
    ("le 31 juillet 2014", "date", 2014),
    ("1er janvier", "date", 1),
    ("2015-10-16", "date", 2015),
    ("décret n° 2015-1103", "law", 2015),
    ("n° 47-1775", "law", 47),
    ("article 13", "law", 13),
    ("l'article L5217-2", "law", 5217),
    ("75011 Paris", "address", 75011),
    ("01 53 25 02 25", "address", 1),
    ("CS 30651", "address", 30651),
    ("https://exemple.fr/2018/12", "address", 2018),
    ("p. 48", "folio", 48),
    ("pages 12 à 14", "folio", 12),
    ("COP 21", "name", 21),
    ("COP21", "name", 21),
    ("le champ d'action 3", "list", 3),
    ("#5", "list", 5),
]


@pytest.mark.parametrize(("text", "kind", "value"), OTHERS)
def test_numbers_that_are_no_quantity(text: str, kind: str, value: int) -> None:
    phrase = one(text)
    assert phrase.kind == kind
    assert phrase.value == value


def test_periods() -> None:
    for text in ("2016-2018", "de 2016 à 2018", "2016\u20132018", "2016-18"):
        phrase = one(text)
        assert phrase.kind == "period"
        assert phrase.value == (Decimal(2016), Decimal(2018))


def test_names_of_the_lexicon() -> None:
    text = "« Strasbourg éco 2030 » et 12 projets de Territoire 2030"
    found = find_numbers(text, ["Strasbourg éco 2030", "Territoire 2030"])
    assert [(phrase.kind, phrase.text) for phrase in found] == [
        ("name", "Strasbourg éco 2030"),
        ("quantity", "12"),
        ("name", "Territoire 2030"),
    ]


@pytest.mark.parametrize(
    "text",
    ["les tiers-lieux", "un tiers-lieu", "une métropole", "du neuf", "zéro déchet", "plusieurs"],
)
def test_words_that_are_no_number(text: str) -> None:
    assert find_numbers(text) == []


def test_the_number_of_bound_words() -> None:
    for text, value in (
        ("une métropole", 1),
        ("10e anniversaire", 10),
        ("en 2018, 49 entreprises", 49),
        ("2006", 2006),
    ):
        phrase = bound_number(text)
        assert phrase is not None
        assert phrase.value == value
    assert bound_number("15 des 22 métropoles") is None
    assert bound_number("plusieurs métropoles") is None


def test_the_noun_counted() -> None:
    assert one("plus de 36 000 salariés").noun == "salariés"
    assert one("un tiers des emplois").noun == "emplois"
    assert one("16 % sur dossier").noun == ""


AGREE = [
    ("36 000", 36_000, "", ""),
    ("plus de 36 000", 36_515, "", ""),
    ("plus de 36 000", 36_000, "plus de", ""),
    ("au moins 36 000", 36_000, "plus de", ""),
    ("près de 50 %", 48, "", "%"),
    ("environ 450", 460, "", ""),
    ("environ 450", 450, "près de", ""),
    ("une vingtaine", 18, "", ""),
    ("une vingtaine", 20, "une vingtaine", ""),
    ("moins de 25 000 €", 24_000, "", "€"),
    ("jusqu'à 30 %", 30, "", "%"),
    ("1,7 million d'euros", 1_700_000, "", "€"),
    ("1,7 million d'euros", 1_684_000, "", "€"),
    ("16 %", 15.8, "", "%"),
    ("un tiers", 33.3, "", "%"),
    ("la moitié", 0.5, "", ""),
    ("plus du tiers", 38, "", "%"),
    ("deux fois et demie", 2.4, "", "fois"),
    ("52 336 ha", 523.36, "", "km²"),
    ("45 M€", 45_000_000, "", "euros"),
    ("25 à 30", (25, 30), "", ""),
    ("entre 15 et 20", 18, "", ""),
    ("36 000 salariés", 36_000, "", "emplois"),
    ("36 654 ha", 366.54, "", "km²"),
    ("400 k€", 400, "", "k€"),
    ("400 000 €", 400, "", "k€"),
    ("5 M d'euros", 5_000_000, "", "€"),
    ("tous les deux ans", 2, "", "ans"),
    ("à la fin de 2015", 2015, "", "année"),
]
DISAGREE = [
    ("36 000", 36_515, "", "", "value"),
    ("36 000", 36_000, "plus de", "", "qualifier"),
    ("moins de 36 000", 36_000, "plus de", "", "qualifier"),
    ("plus de 36 000", 36_000, "", "", "qualifier"),
    ("plus de 36 000", 48_000, "", "", "value"),
    ("plus de 37 000", 36_515, "", "", "value"),
    ("plus de 35 000", 36_000, "plus de", "", "value"),
    ("près de 50 %", 52, "", "%", "value"),
    ("une vingtaine", 26, "", "", "value"),
    ("1,7 million d'euros", 1_800_000, "", "€", "value"),
    ("17 %", 16, "", "%", "value"),
    ("un tiers", 40, "", "%", "value"),
    ("25 à 35", (25, 30), "", "", "range"),
    ("25", (25, 30), "", "", "range"),
    ("2 à 4", 3, "", "", "range"),
    ("16 €", 16, "", "%", "unit"),
    ("16 entreprises", 16, "", "%", "unit"),
    ("400 ha", 400, "", "km²", "unit"),
    ("400 €", 400, "", "k€", "value"),
]


@pytest.mark.parametrize(("text", "value", "qualifier", "unit"), AGREE)
def test_what_may_be_said(
    text: str, value: float | tuple[float, float], qualifier: str, unit: str
) -> None:
    assert compare(one(text), value, qualifier, unit).agrees


@pytest.mark.parametrize(("text", "value", "qualifier", "unit", "reason"), DISAGREE)
def test_what_may_not_be_said(
    text: str, value: float | tuple[float, float], qualifier: str, unit: str, reason: str
) -> None:
    verdict = compare(one(text), value, qualifier, unit)
    assert not verdict.agrees
    assert verdict.reason == reason


UNITS = ["", "%", "€", "km²", "ha", "hab./km²", "habitants", "salariés", "entreprises"]
WRITTEN_QUALIFIERS = ["", "environ", "près de", "plus de", "moins de", "au moins"]


@given(
    st.decimals(-(10**12), 10**12, places=2),
    st.sampled_from(UNITS),
    st.sampled_from(WRITTEN_QUALIFIERS),
)
def test_what_is_written_is_read_back(value: Decimal, unit: str, qualifier: str) -> None:
    phrase = one(format_number(value, unit, qualifier))
    assert (phrase.kind, phrase.value, phrase.qualifier) == ("quantity", value, qualifier)
    assert phrase.unit in (unit, "")
    assert qualifier or compare(phrase, value, "", unit).agrees


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.sampled_from(["", "entre"]))
def test_ranges_written_are_read_back(low: int, more: int, qualifier: str) -> None:
    phrase = one(format_number((low, low + more), "emplois", qualifier))
    assert phrase.value == (low, low + more)
    assert phrase.qualifier == qualifier


@given(st.text(alphabet="0123456789 ,.%€àdeun-–millionstr'\u202f\u00a0p°", max_size=40))
def test_any_text_gives_numbers_in_order_inside_it(text: str) -> None:
    found = find_numbers(text)
    for phrase in found:
        assert 0 <= phrase.start < phrase.end <= len(text)
        assert phrase.text == text[phrase.start : phrase.end]
    assert [p.start for p in found] == sorted(p.start for p in found)


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [("chaque année", 1, "ans"), ("salon bisannuel", 2, "ans"), ("lettre mensuelle", 1, "mois")],
)
def test_a_rhythm_is_a_number_where_it_is_bound(words: str, value: int, unit: str) -> None:
    assert find_numbers(words) == []
    phrase = bound_number(words)
    assert phrase is not None
    assert compare(phrase, value, "", unit).agrees
    assert not compare(phrase, value + 1, "", unit).agrees

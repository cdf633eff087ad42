"""Spelling: what is a word, which words are known, and what a wrong one stands for."""

from __future__ import annotations

import pytest

from pipeline.french.data.make_words import expand
from pipeline.french.nearwords import right_words
from pipeline.french.spelling import dictionary, unknown_words, unused_words, words_in


def words(text: str) -> list[str]:
    return [word for _, word in words_in(text)]


def unknown(text: str, *allowed: str) -> set[str]:
    return unknown_words(words(text), set(allowed))


def test_words_have_their_offsets() -> None:
    text = "L’élu·e va-t-il à 12 km², en 2e ?"
    found = list(words_in(text))
    assert [word for _, word in found] == ["L’élu·e", "va-t-il", "à", "en"]
    assert all(text[at:].startswith(word) for at, word in found)


@pytest.mark.parametrize(
    "text",
    ["voir www.exemple.fr/ici", "à nom@exemple.fr", "eco-sol.net", "#zoom-nantes", "CO2 et B2B"],
)
def test_addresses_and_codes_are_no_words(text: str) -> None:
    assert set(words(text)) <= {"voir", "à", "et"}


@pytest.mark.parametrize(
    "text",
    [
        "L’économie, qu’elle s’étende jusqu’à l’île ou qu'aujourd'hui d'autres l'aient",
        "les métropoles, des cheval et chevaux, nous finançâmes, elles sont allées",
        "Peut-être y va-t-on ; existe-t-il un porte-à-porte socio-économique co-construit ?",
        "les élu·e·s, des acteur·rice·s, un·e président·e",
        "Nantes, Auvergne-Rhône-Alpes, Jean-Baptiste, la Bretagne",
        "au XIXe siècle, Ier Empire, ESS, URBACT III",
        "À l’œuvre : le cœur, l’ŒUVRE, l’Œuvre, ÉTAT, c’est-à-dire",
        "un prud’homme, presqu’île, quelqu’un, entr’apercevoir, lorsqu’un",
    ],
)
def test_right_words_are_known(text: str) -> None:
    assert unknown(text) == set()


@pytest.mark.parametrize(
    "word",
    ["dévelopement", "l’économi", "metropole", "acceuil", "langague", "porte-monaie", "Nantse",
     "élu·e·z", "qu’ele", "solidairse", "financer-t-ils-x-kz"],
)  # fmt: skip
def test_wrong_words_are_found(word: str) -> None:
    assert unknown(word) == {word}


def test_listed_words_are_known_with_capital_and_plural_and_no_more() -> None:
    assert unknown("Isolignes et isoligne, d’isolignes", "isoligne") == set()
    assert unknown("Semia, Semias, semia", "Semia") == {"Semias", "semia"}


def test_listed_words_that_no_text_has() -> None:
    text = words("Les isolignes de l’Elefan au tiers-Semia")
    assert unused_words(["isoligne", "Elefan", "Semia", "Ufisc"], text) == {"Ufisc"}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("dévelopement", "développement"),  # one letter left out
        ("metropole", "métropole"),  # an accent
        ("Metropole", "Métropole"),
        ("l’econnomie", "l'économie"),  # elided, two faults
        ("acceuil", "accueil"),  # two letters changed about
        ("develloppemant", "développement"),  # three faults
        ("solidairess", "solidaires"),
        ("xqzwvk", ""),
        ("Ecobiz", ""),  # a name: no verb is meant
    ],
)
def test_the_right_word_is_named(wrong: str, right: str) -> None:
    assert right_words([wrong], {}).get(wrong, "") == right


def test_among_equals_the_word_of_the_text_is_meant() -> None:
    assert right_words(["conpte"], {"compte": 9})["conpte"] == "compte"
    assert right_words(["conpte"], {"conte": 9})["conpte"] == "conte"
    assert right_words(["evenement"], {"événement": 1})["evenement"] == "événement"


# --- the data ----------------------------------------------------------------------

AFF = """\
NEEDAFFIX ()
FORBIDDENWORD {}
PFX L' Y 1
PFX L' 0 l' .
SFX S. Y 2
SFX S. 0 0/L' [^sxz] is:sg
SFX S. 0 s [^sxz] is:pl
SFX F. Y 2
SFX F. 0 0/S. .
SFX F. eux euse/S. eux
"""
DIC = """\
4
île/S.() po:nom
nerveux/F.() po:adj
bonjour po:interj
anthraciste/{} po:nom
"""


def test_a_dictionary_is_expanded() -> None:
    made = ["bonjour", "nerveuse", "nerveuses", "nerveux", "île", "îles"]
    assert expand(AFF, DIC) == made


def test_the_data_are_what_the_provenance_says() -> None:
    known = dictionary()
    assert len(known) > 400_000
    assert list(known) == sorted(known)
    assert {"économie", "aujourd'hui", "Nantes", "œuvre", "finançâmes"} <= set(known)
    assert "l'économie" not in known

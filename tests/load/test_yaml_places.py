"""YAML as editors write it, right and wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import Problem
from pipeline.load.yaml_places import LocatedYaml, read_yaml
from pipeline.model.places import Place


def read(text: str, first_line: int = 1) -> tuple[LocatedYaml | None, list[Problem]]:
    problems: list[Problem] = []
    return read_yaml("f.yaml", text, problems, first_line), problems


def located(text: str) -> LocatedYaml:
    made, problems = read(text)
    assert problems == []
    assert made is not None
    return made


# --- places -----------------------------------------------------------------------

NESTED = """\
title: Un titre
people:
  - name: "Anne"
    ages: [12, {value: 3}]
  - {name: 'Paul', ages: []}
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 1, 8),
        (("people",), 3, 3),
        (("people", 0, "name"), 3, 11),
        (("people", 0, "ages", 0), 4, 12),
        (("people", 0, "ages", 1, "value"), 4, 24),
        (("people", 1, "name"), 5, 12),
    ],
)
def test_every_value_has_its_place(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert located(NESTED).values[path] == Place("f.yaml", line, column)


def test_every_key_has_its_place() -> None:
    assert located(NESTED).keys["people", 0, "ages"] == Place("f.yaml", 4, 5)
    assert located(NESTED).keys["people", 1, "ages"] == Place("f.yaml", 5, 20)


def test_front_matter_counts_its_lines_in_the_whole_file() -> None:
    made, _ = read("a: 1\nb: 2", first_line=2)
    assert made is not None
    assert made.values["b",] == Place("f.yaml", 3, 4)


def test_an_unknown_path_has_the_place_of_what_holds_it() -> None:
    assert located(NESTED).nearest_place(("people", 0, "job")) == Place("f.yaml", 3, 5)


# --- places of characters ---------------------------------------------------------

WRITTEN = [
    "a: mots simples",
    "a: mots sur\n  deux lignes\n\n  et un alinéa",
    'a: "entre guillemets"',
    'a: "une \\"citation\\" et \\u00e9t\\xe9 \\\\ fin"',
    'a: "sur deux\n  lignes \\\n  jointes\n\n  et plus"',
    "a: 'l''été'",
    "a: 'l''été\n   sur deux lignes'",
    "a: |\n  un\n  deux\n\n    trois\n",
    "a: |2\n    retrait\n  moins\n",
    "a: |-\n\n  après une ligne vide\n",
    "a: >\n  plié sur\n  deux lignes\n\n  et un alinéa\n    plus loin\n  fin\n",
    "a: >-  # remarque\n  plié",
    "a: &nom mots repris",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_every_character_of_a_text_is_found_where_it_is_written(text: str) -> None:
    markdown = located(text).markdown(("a",))
    assert markdown.text == yaml.safe_load(text)["a"]
    assert_places(text, markdown.text, markdown.locator())


def assert_places(text: str, value: str, locate: Callable[[int, int], Place]) -> None:
    lines = text.split("\n")
    for number, line in enumerate(value.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if character.isspace():
                continue
            place = locate(number, column)
            written = lines[place.line - 1][place.column - 1]
            assert written in (character, "\\"), (number, column, character, place)


WORDS = st.text(alphabet="ab é'\"\\:#-{[&*!|>%@~\n😀", min_size=1, max_size=60)


@given(value=WORDS, style=st.sampled_from(["'", '"', "|", ">", None]), width=st.integers(5, 40))
def test_any_text_in_any_style_is_found(value: str, style: str | None, width: int) -> None:
    text = yaml.safe_dump({"a": value}, default_style=style, width=width, allow_unicode=True)
    made, problems = read(text)
    assert problems == []
    assert made is not None
    # A plain « 12 » is a number.
    assume(isinstance(made.data["a"], str))
    markdown = made.markdown(("a",))
    assert markdown.text == value
    assert_places(text, value, markdown.locator())


# --- words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("36000", 36000),
        ("-3", -3),
        ("1.7", 1.7),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("~", None),
        ("", None),
        # YAML 1.1 read these as numbers, dates and flags; to an editor they are words.
        ("0240994848", "0240994848"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("2019-07", "2019-07"),
        ("2019-07-01", "2019-07-01"),
        ("no", "no"),
        ("1_000", "1_000"),
        ("36 000", "36 000"),
        (".inf", ".inf"),
        ("9" * 400, "9" * 400),
    ],
)
def test_plain_words_mean_what_they_look_like(word: str, value: object) -> None:
    read_value = located(f"a: {word}").data["a"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_a_word_is_repeated_with_its_place() -> None:
    made = located("a: &source Insee\nb: *source\n")
    assert made.data == {"a": "Insee", "b": "Insee"}
    assert made.values["a",] == Place("f.yaml", 1, 12)
    assert made.values["b",] == Place("f.yaml", 2, 4)


def test_an_empty_text_holds_nothing() -> None:
    assert located("").data is None
    assert located("# une remarque\n").data is None


# --- what does not parse ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", (1, 5), "un « : » est placé"),
        ("a: 1\n\tb: 2", (2, 1), "tabulation"),
        ("a: @avise", (1, 4), "commence par « @ »"),
        ("a: *gras* mot", (1, 4), "commence par « * »"),
        ("a: *gras", (1, 4), "ne reprend rien"),
        ("a: &é", (1, 4), "commence par « & »"),
        ("a: !!int 12", (1, 4), "un « ! »"),
        ("x: 1\na: 'l'été'", (2, 7), "une clé était attendue"),
        ('x: 1\na: "mots\nb: 2', (2, 4), "guillemets ne sont pas fermés"),
        ('a: "c:\\dossier"', (1, 7), "commence un code"),
        ("a: [1, 2\nb: 3", (2, 2), "virgule ou un « ] » manque"),
        ("a: [1, 2\n", (1, 4), "virgule ou un « ] » manque"),
        ("a: {b: 1", (1, 4), "virgule ou un « } » manque"),
        ("a: {{ x }}", (1, 5), "une clé doit être un simple mot"),
        ("a: 1\nb\nc: 2", (3, 1), "un « : » manque après une clé"),
        ("- a\nb: 1", (2, 1), "un tiret de liste était attendu"),
        ("a: | mots\n  suite", (1, 6), "le texte commence à la ligne suivante"),
        ("a: 1\n---\nb: 2", (2, 1), "second document"),
        ("%YAML 9.9\n---\na: 1", (1, 1), "« % »"),
        ("- " * 30 + "a", (1, 41), "trop de niveaux"),
        ("[" * 20_000, (1, 21), "trop de niveaux"),
        ("a: &a [*a]", (1, 8), "ne reprend rien"),
    ],
)
def test_what_does_not_parse_is_said_in_french(
    text: str, place: tuple[int, int], words: str
) -> None:
    _, problems = read(text)
    assert [p.rule for p in problems] == ["SRC003"]
    assert problems[0].place == Place("f.yaml", *place)
    assert words in problems[0].message
    assert problems[0].hint


def test_a_key_given_twice_is_shown_at_its_second_place() -> None:
    made, problems = read("a: 1\nb: 2\na: 3")
    assert made is not None
    assert [(p.rule, p.place.line, p.key) for p in problems] == [("SRC008", 3, "a")]


def test_a_character_that_cannot_be_seen_is_no_text() -> None:
    _, problems = read('a: "fin\\0"')
    assert [(p.rule, p.place.column) for p in problems] == [("SRC002", 4)]
    assert "U+0000" in problems[0].message


@given(st.text(alphabet="ab:-[]{}'\"|>#&*!%@`\\ \n\t?,é0.~", max_size=40))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    made, problems = read(text)
    assert made is not None or problems
    for problem in problems:
        assert 1 <= problem.place.line <= text.count("\n") + 2
        # The parser's own words are English: none is shown.
        assert "structure inattendue" not in problem.message

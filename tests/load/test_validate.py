"""One mistake, one problem: at its place, in French, with the nearest right name."""

from __future__ import annotations

import pytest

from pipeline.errors import Problem
from pipeline.load.validate import build_model
from pipeline.load.yaml_places import read_yaml
from pipeline.model import sources as s
from pipeline.model.places import Place

FACTS = """\
facts:
  - id: nantes.salaries
    value: 36000
    unit: salariés
    label: salariés de l'ESS
    scope: nantes
    source: avise
"""
ORDER = """\
title: T
short_title: T
subtitle: S
edition: juillet 2019
date: 2019-07
modified: "2019-07-01T00:00:00Z"
identifier: urn:uuid:0f0e6a4e-1f8e-4f0c-9c39-1f6f0d1f2a3b
description: D
rights: R
authors: [A]
publishers: [{id: a, name: A, line: L}]
reading_order:
  - section: sec-a
  - part: part-b
    title: B
    label: Première partie
    colour: bronze
    sections: [part-b]
"""
TABLE = """\
id: tbl-a
title: A
columns: [{id: a, label: A}]
rows:
  - {a: un}
source: avise
"""
ZOOM = """\
id: zoom-a
title: A
short: A
metropole: nantes
timeline:
  - {date: "1998", text: création}
body: texte
"""


def mistakes(model: type[s.Source], text: str) -> list[Problem]:
    problems: list[Problem] = []
    located = read_yaml("f.yaml", text, problems)
    assert located is not None
    made = build_model(model, located, problems)
    assert (made is None) == bool(problems)
    return problems


@pytest.mark.parametrize(
    ("model", "text"),
    [(s.FactFile, FACTS), (s.PublicationInfo, ORDER), (s.Table, TABLE), (s.Zoom, ZOOM)],
)
def test_what_is_right_has_no_problem(model: type[s.Source], text: str) -> None:
    assert mistakes(model, text) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "words"),
    [
        # names of keys
        ("unit: ", "units: ", "SRC005", (4, 5), "« units »"),
        ("    unit: salariés\n", "", "SRC006", (2, 5), "« unit »"),
        ("scope: nantes", "scope: nantes\n    couleur: rouge", "SRC005", (7, 5), "« couleur »"),
        # numbers
        ("36000", "36 000", "SRC007", (3, 12), "un nombre est attendu, sans espace"),
        ("36000", '"36000"', "SRC007", (3, 12), "un nombre est attendu"),
        ("36000", "true", "SRC007", (3, 12), "un nombre est attendu"),
        ("36000", "1,7", "SRC007", (3, 12), "avec un point décimal"),
        ("36000", "{a: 1}", "SRC007", (3, 12), "un nombre est attendu"),
        ("36000", "1e999", "SRC007", (3, 12), "trop grand"),
        ("36000", "[25]", "SRC007", (3, 12), "deux nombres"),
        ("36000", "[1, 2, 3]", "SRC007", (3, 12), "deux nombres"),
        ("36000", "[25, trente]", "SRC007", (3, 17), "un nombre est attendu"),
        ("36000", "[30, 25]", "SRC007", (3, 12), "dépasse le haut"),
        ("    value: 36000\n", "", "SRC006", (2, 5), "« value »"),
        # texts
        ("label: salariés de l'ESS", "label: 12", "SRC007", (5, 12), 'entre guillemets : "12"'),
        ("label: salariés de l'ESS", "label: true", "SRC007", (5, 12), "entre guillemets"),
        ("label: salariés de l'ESS", "label:", "SRC007", (5, 11), "la valeur manque"),
        ("label: salariés de l'ESS", "label: [a]", "SRC007", (5, 12), "pas une liste"),
        ("label: salariés de l'ESS", "label: {a: b}", "SRC007", (5, 12), "pas des clés"),
        ("id: nantes.salaries", "id: Nantes.Salariés", "SRC007", (2, 9), "minuscules sans accent"),
        ("id: nantes.salaries", "id: salaries", "SRC007", (2, 9), "joints par des points"),
        ("scope: nantes", "scope: nantes\n    review: demain", "SRC007", (7, 13), "2018-06"),
        ("scope: nantes", "scope: nantes\n    review: 2018-02-30", "SRC007", (7, 13), "2018-06"),
    ],
)
def test_a_mistake_in_a_fact(
    old: str, new: str, rule: str, place: tuple[int, int], words: str
) -> None:
    assert old in FACTS
    (problem,) = mistakes(s.FactFile, FACTS.replace(old, new))
    assert (problem.rule, problem.place) == (rule, Place("f.yaml", *place))
    assert words in problem.message


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "words"),
    [
        ("- section: sec-a", "- sec-a", "SRC007", (13, 5), "« - section: … »"),
        ("- section: sec-a", "- sektion: sec-a", "SRC007", (13, 5), "« - section: … »"),
        ("- section: sec-a", "-", "SRC007", (13, 4), "« - section: … »"),
        ("colour: bronze", "color: bronze", "SRC005", (17, 5), "« color »"),
        ("colour: bronze", "colour: bronse", "SRC007", (17, 13), "(« bronze » ?)"),
        ("    title: B\n", "", "SRC006", (14, 5), "« title »"),
        ("sections: [part-b]", "sections: part-b", "SRC007", (18, 15), "une liste est attendue"),
        ("date: 2019-07", "date: juillet", "SRC007", (5, 7), "2018-06"),
        ("00:00:00Z", "00:00Z", "SRC007", (6, 11), "2019-07-01T00:00:00Z"),
        ("urn:uuid:0", "uuid:0", "SRC007", (7, 13), "urn:uuid"),
        ("line: L", "lines: L", "SRC005", (11, 31), "« lines »"),
    ],
)
def test_a_mistake_in_the_publication(
    old: str, new: str, rule: str, place: tuple[int, int], words: str
) -> None:
    assert old in ORDER
    (problem,) = mistakes(s.PublicationInfo, ORDER.replace(old, new, 1))
    assert (problem.rule, problem.place) == (rule, Place("f.yaml", *place))
    assert words in problem.message


def test_the_nearest_key_is_that_of_the_right_object() -> None:
    (problem,) = mistakes(s.PublicationInfo, ORDER.replace("colour:", "color:"))
    assert problem.hint == "Vouliez-vous dire « colour » ?"
    (problem,) = mistakes(
        s.PublicationInfo, ORDER.replace("- section: sec-a", "- {section: sec-a, x: 1}")
    )
    assert problem.hint == "Clés connues : section."


def test_a_hint_says_what_the_key_is_for() -> None:
    (problem,) = mistakes(s.Zoom, ZOOM.replace("short: A\n", ""))
    assert problem.hint.startswith("Ajouter « short: … » : deux à cinq mots")


@pytest.mark.parametrize("cell", ["true", "{b: 1}", "[1, [2]]", "[[]]", "1e999"])
def test_a_cell_is_a_text_a_number_or_a_list(cell: str) -> None:
    (problem,) = mistakes(s.Table, TABLE.replace("un", cell))
    assert (problem.rule, problem.place) == ("SRC007", Place("f.yaml", 5, 9))


@pytest.mark.parametrize("cell", ["un", "12", "1.5", "", "[a, 1]", "[]", "'true'"])
def test_such_cells_are_right(cell: str) -> None:
    assert mistakes(s.Table, TABLE.replace("un", cell)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("standfirst: {text: a}", (7, 13)), ("standfirst: 12", (7, 13)), ("standfirst: [a]", (7, 13))],
)
def test_a_markdown_key_is_a_text(text: str, place: tuple[int, int]) -> None:
    (problem,) = mistakes(s.Zoom, ZOOM.replace("body:", f"{text}\nbody:"))
    assert (problem.rule, problem.place) == ("SRC007", Place("f.yaml", *place))


def test_keys_of_plain_dictionaries_are_known_too() -> None:
    text = "entries:\n  - {id: a, type: book, title: T, author: [{familly: Un}]}\n"
    (problem,) = mistakes(s.Bibliography, text)
    assert (problem.rule, problem.place) == ("SRC005", Place("f.yaml", 2, 45))
    assert problem.hint == "Vouliez-vous dire « family » ?"


@pytest.mark.parametrize("text", ["", "- a\n", "un mot\n", "12\n"])
def test_a_file_that_holds_no_keys_is_said_once(text: str) -> None:
    (problem,) = mistakes(s.Table, text)
    assert (problem.rule, problem.place) == ("SRC007", Place("f.yaml", 1, 1))


def test_all_mistakes_of_a_file_come_at_once() -> None:
    text = ZOOM.replace("title:", "tittle:").replace("nantes", "Nantes!").replace('"1998"', "1998")
    assert [p.rule for p in mistakes(s.Zoom, text)] == ["SRC007", "SRC007", "SRC005"]


def test_every_message_and_hint_is_french() -> None:
    words = ("Input", "should", "valid", "Field", "shown above", "description")
    for problem in mistakes(
        s.Sheet, "id: 1\npopulation: x\ness_share: {value: 1, base: [], x: 2}\n"
    ):
        assert not any(word in f"{problem.message} {problem.hint}" for word in words)

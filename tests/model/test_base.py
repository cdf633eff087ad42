"""Forms of ids and dates, and the words for them."""

from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from pipeline.model import base
from pipeline.model.places import Place
from pipeline.model.sources import Event, Zoom


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (base.IDENTIFIER, "nantes-2030", "Nantes"),
        (base.IDENTIFIER, "a", "a--b"),
        (base.FACT_ID, "nantes.ess.salaries-1", "nantes"),
        (base.FACT_ID, "a.2018", "1.5"),
        (base.prefixed("zoom"), "zoom-a-b", "zoom-"),
        (base.prefixed("sec", "part"), "part-a", "zoom-a"),
        (base.prefixed("tbl"), "tbl-a", "tbl-É"),
        (base.RULE_ID, "REF001", "ref1"),
    ],
)
def test_ids_have_a_form(pattern: str, good: str, bad: str) -> None:
    assert re.search(pattern, good)
    assert not re.search(pattern, bad)


@pytest.mark.parametrize(
    "pattern",
    [base.IDENTIFIER, base.FACT_ID, base.UUID, base.RULE_ID, base.prefixed("sec", "part")],
)
def test_every_form_has_plain_words(pattern: str) -> None:
    words = base.form_words(pattern)
    assert pattern not in words
    assert "[" not in words


def test_a_prefix_is_named_in_the_words() -> None:
    assert base.form_words(base.prefixed("sec", "part")).startswith("« sec- » ou « part- », puis")


@pytest.mark.parametrize("date", ["2018", "2018-06", "2018-06-30", "2020-02-29"])
def test_a_date_is_as_precise_as_known(date: str) -> None:
    assert Event(date=date, text="a").date == date


@pytest.mark.parametrize(
    "date", ["", "18", "2018-13", "2019-02-29", "2018-6", "juin 2018", "2018-06-30T00"]
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ValidationError):
        Event(date=date, text="a")


@pytest.mark.parametrize("value", [True, "12", None, float("nan"), float("inf"), [1]])
def test_a_number_is_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(base.Number).validate_python(value)


def test_an_object_without_places_has_none() -> None:
    zoom = Zoom(id="zoom-a", title="A", short="A", metropole="a", body="texte")  # type: ignore[arg-type]
    assert zoom.place == Place("")
    assert zoom.body.text == "texte"

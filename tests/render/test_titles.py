"""Titles in even lines."""

from __future__ import annotations

import re

import pytest

from pipeline.drawings.metrics import text_width
from pipeline.render.environment import PROJECT, make_environment
from pipeline.render.titles import FAMILY, EvenTitle, even_title, read_sizes

SIZES = read_sizes((PROJECT / "styles" / "tokens.css").read_text(encoding="utf-8"))
TITLE = "La création du tiers-lieu transfrontalier de coopération KaléidosCOOP"


def lines_of(title: EvenTitle, type_: str) -> list[str]:
    """The lines that an engine fills in the title's width, `~` for a no-break space."""
    weight, size = SIZES[type_]
    room = float(title.width.removesuffix("mm"))
    lines: list[str] = []
    for word in re.sub("<.*?>", "", title.html).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight, FAMILY) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.replace("\u00a0", "~") for line in lines]


def test_lines_are_even() -> None:
    title = even_title(SIZES, TITLE, ("zoom", 178))
    assert lines_of(title, "zoom") == [
        "La~création du~tiers-lieu transfrontalier",
        "de~coopération KaléidosCOOP",
    ]


def test_one_line_stays_one_line() -> None:
    title = even_title(SIZES, "Les 22 métropoles", ("page", 178))
    assert lines_of(title, "page") == ["Les~22 métropoles"]


def test_compounds_are_whole() -> None:
    title = even_title(SIZES, "Instance de co-construction et co-pilotage", ("zoom", 90))
    assert '<span class="nowrap">et\u00a0co-pilotage</span>' in title.html


def test_short_words_may_end_lines_where_that_saves_one() -> None:
    """A narrow title keeps its lines rather than its short words together."""
    title = even_title(SIZES, "Développement des achats socialement responsables", ("chapter", 94))
    assert lines_of(title, "chapter") == ["Développement des", "achats socialement", "responsables"]


def test_each_form_has_its_width() -> None:
    title = even_title(SIZES, TITLE, ("zoom", 178), ("zoom-compact", 124))
    assert len(title.widths) == 2
    assert title.widths[0] != title.widths[1]


def test_markup_is_escaped() -> None:
    assert even_title(SIZES, "R&D <ESS>", ("page", 178)).html == "R&amp;D &lt;ESS&gt;"


def test_layouts_have_the_filter() -> None:
    template = make_environment(PROJECT).from_string('{{ (t|even(("page", 178))).width }}')
    assert template.render(t="Définition").endswith("mm")


def test_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError):
        even_title(SIZES, TITLE, ("pgae", 178))

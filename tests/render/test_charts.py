"""What the drawings of figures are called with: facts, words, values of the sheets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.drawings.core import GENERATORS
from pipeline.drawings.geometry import Site
from pipeline.drawings.seal import Territory
from pipeline.errors import PipelineError
from pipeline.model import sources as s
from pipeline.model.book import Book, ResolvedFact
from pipeline.model.places import Place
from pipeline.render.atlas import Atlas
from pipeline.render.charts import chart_parameters
from tests.drawings.samples import PALETTE

CARDS = [
    # metropole, population, area, density, share, base, territory
    ("nantes", 639000, 523.36, 1221, 16, "l'emploi privé", "metropole"),
    ("toulon", 439542, 366.54, 1200, 17.7, "le salariat privé", "metropole"),
    ("lille", 1143572, 647.71, 1766, 11, "l'emploi", "metropole"),
    ("nice", 538766, 1465.8, 368, 13, "le salariat privé", "region"),
    ("tours", 293123, 390.41, 751, None, "", ""),
]
SERIES = [
    {"id": "prive", "label": "emploi privé", "bases": ["l'emploi privé", "le salariat privé"]},
    {"id": "total", "label": "emploi total", "bases": ["l'emploi"]},
]


def fact(id_: str, value: Any, unit: str, qualifier: str = "") -> ResolvedFact:
    return ResolvedFact(id_, value, unit, "", "", Place("x"), "facts", qualifier=qualifier)


FACTS = {
    f.id: f
    for f in (
        fact("toulon.total", 11.9, "%"),
        fact("parcours.heures", 40, "heures", "au plus"),
        fact("parcours.porteurs", (25, 30), "porteurs de projet"),
    )
}


def make_sheet(row: tuple[Any, ...]) -> s.Sheet:
    key, population, area, density, value, base, territory = row
    share = s.CardShare(value=value, base=base, territory=territory) if value else None
    text = s.Markdown.model_construct(text="")
    return s.Sheet(
        id=f"sheet-{key}", metropole=key, source="avise", address=[], websites=[],
        population=s.CardNumber(value=population), communes=s.CardNumber(value=24),
        area=s.CardNumber(value=area), density=s.CardNumber(value=density), ess_share=share,
        panorama=text, programme=text, examples=text,
    )  # fmt: skip


@pytest.fixture
def parameters():
    sheets = {f"sheet-{row[0]}": make_sheet(row) for row in CARDS}
    book = Book(SimpleNamespace(sheets=sheets), (), {}, (), (), (), FACTS, (), {})  # type: ignore[arg-type]
    territories = {
        row[0]: Territory(row[0], row[0].title(), row[1], row[2], 24, row[4], row[6] == "region")
        for row in CARDS
    }
    atlas = Atlas((Site("nantes", "Nantes", -1.55, 47.2),), territories, (), ())

    def call(generator: str, data: dict[str, Any]) -> dict[str, Any]:
        figure = s.Figure(id="fig-essai", title="Essai", generator=generator, data=data)
        return chart_parameters(book, atlas, figure, 136.0)

    return call


def test_a_fact_stands_as_its_value_or_in_words(parameters):
    made = parameters("flow", {
        "value": {"fact": "toulon.total"},
        "nodes": [{"id": "a", "label": "Étape : {fact: parcours.heures}",
                   "items": ["{fact: parcours.porteurs} par an"]}],
    })  # fmt: skip
    assert made["value"] == 11.9
    assert made["nodes"][0]["label"] == "Étape\u00a0: au plus 40\u00a0heures"
    assert made["nodes"][0]["items"] == ["25 à 30\u00a0porteurs de projet par an"]
    assert made["width"] == 136.0


def test_only_printed_words_are_set(parameters):
    item = {"date": "2015-10-16", "series": "l'un", "text": "l'avenir"}
    (made,) = parameters("periods", {"rows": [item]})["rows"]
    assert made == {"date": "2015-10-16", "series": "l'un", "text": "l’avenir"}


def test_the_map_shows_all_sites_and_the_populations_of_the_sheets(parameters):
    made = parameters("map", {"scale": [1000]})
    assert [site["id"] for site in made["sites"]] == ["nantes"]
    assert made["populations"]["lille"] == 1143572
    assert made["scale"] == [1000]


def test_a_scatter_plot_takes_a_point_from_each_sheet(parameters):
    made = parameters("scatter", {
        "sheets": {"x": "population", "y": "density"}, "x_label": "x", "y_label": "y",
    })  # fmt: skip
    assert made["points"][0] == {"label": "Nantes", "x": 639000, "y": 1221}
    assert len(made["points"]) == len(CARDS)
    assert "Lille" in GENERATORS["scatter"](PALETTE, **made).description


def test_shares_are_sorted_by_territory_base_and_size(parameters):
    made = parameters("dotplot", {
        "sheets": "ess_share", "series": SERIES, "hollow_label": "part régionale",
        "also": [{"metropole": "toulon", "series": "total", "value": {"fact": "toulon.total"}}],
    })  # fmt: skip
    assert [row["label"] for row in made["rows"]] == ["Toulon", "Nantes", "Lille", "Nice"]
    assert made["rows"][0]["values"] == {"prive": 17.7, "total": 11.9}
    assert made["rows"][3] == {
        "label": "Nice", "values": {"prive": 13}, "note": "(région)", "hollow": True,
    }  # fmt: skip
    said = GENERATORS["dotplot"](PALETTE, **made).description
    assert "Nice (emploi privé 13\u202f%, part régionale)" in said
    assert "Tours" not in said


@pytest.mark.parametrize(("generator", "data", "message"), [
    ("flow", {"value": {"fact": "toulon.totals"}}, "no fact 'toulon.totals'; did you mean"),
    ("flow", {"nodes": [{"label": "{fact: parcours.heure}"}]}, "did you mean 'parcours.heures'"),
    ("scatter", {"sheets": {"x": "population", "y": "densite"}}, "did you mean 'density'"),
    ("dotplot", {"sheets": "ess_share", "series": SERIES[:1]}, "no series for the base 'l'emploi'"),
    ("flow", {"sheets": "ess_share"}, "sheets give no 'flow'"),
])  # fmt: skip
def test_wrong_names_stop_the_build(parameters, generator, data, message):
    with pytest.raises(PipelineError) as error:
        parameters(generator, data)
    assert message in str(error.value).replace('"', "'")

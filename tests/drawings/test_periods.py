"""Documents, their dates and the years they cover."""

from __future__ import annotations

import pytest

from pipeline.drawings import NoDrawing
from pipeline.drawings.periods import periods, read_item

from .samples import EXAMPLES, PALETTE, elements, overlaps, texts

PERIODS = EXAMPLES["periods"]


def columns(drawing) -> dict[str, float]:
    """The middle of each year's column."""
    heads = [t for t in texts(drawing) if t.words.isdigit() and t.box.top < 4 and len(t.words) == 4]
    return {t.words: (t.box.left + t.box.right) / 2 for t in heads}


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2015", 2015.5),
        ("2015-07", 2015.54),
        ("2015-01-01", 2015.003),
        ("2015-12-31", 2016.0),
    ],
)
def test_a_date_stands_where_it_is_known(date, year):
    item = read_item({"date": date, "text": "plan", "series": "a"})
    assert item.date == pytest.approx(year, abs=0.005)


def test_a_period_covers_its_years_whole():
    drawing = periods(PALETTE, **PERIODS)
    middle = columns(drawing)
    year = middle["2012"] - middle["2011"]
    bar = elements(drawing, "rect")[0]
    left, wide = float(bar.attrib["x"]), float(bar.attrib["width"])
    assert left == pytest.approx(middle["2011"] - year / 2 + 0.3, abs=0.2)
    assert wide == pytest.approx(4 * year - 0.6, abs=0.02)


def test_what_is_announced_is_hollow():
    drawing = periods(PALETTE, **PERIODS)
    dashed = [p for p in elements(drawing, "path") if p.get("stroke-dasharray")]
    assert len(dashed) == 2  # the bar and its legend
    assert "2019-2021, suite du plan, annoncé" in drawing.description


def test_words_stand_right_left_or_below_and_never_collide():
    long = "un document au nom si long qu’il ne tient ni à droite ni à gauche de sa barre, hélas"
    rows = [
        {
            "label": "Lille",
            "items": [
                {"period": [2011, 2021], "text": long, "series": "ess"},
                {"date": "2012", "text": "court", "series": "ess"},
                {"date": "2021-12-01", "text": "à la fin", "series": "ess"},
            ],
        }
    ]
    drawing = periods(PALETTE, rows=rows, series=PERIODS["series"])
    assert overlaps(drawing) == []
    places = {t.words: t.box for t in texts(drawing)}
    dots = [float(c.attrib["cx"]) for c in elements(drawing, "circle")]
    assert places["court"].left > dots[0]
    assert places["à la fin"].right < dots[1]
    bar = elements(drawing, "rect")[0]
    assert places[long].top > float(bar.attrib["y"]) + float(bar.attrib["height"])


def test_no_drawing_without_item_or_date():
    with pytest.raises(NoDrawing):
        periods(PALETTE, rows=[{"label": "Lille", "items": []}], series=[])
    with pytest.raises(NoDrawing):
        read_item({"text": "plan", "series": "a"})

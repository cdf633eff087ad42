"""The charts: lengths, areas and counts are those of the data; nothing collides."""

from __future__ import annotations

import itertools
import math
import re

import pytest
import shapely

from pipeline.drawings import GENERATORS, NoDrawing
from pipeline.drawings.dotplot import nice_axis
from pipeline.drawings.flow import flow, rank_nodes
from pipeline.drawings.scatter import log_axis
from pipeline.drawings.strips import rank_of
from pipeline.drawings.timeline import AXIS, FIRST_ROW, timeline

from .samples import (
    EVENTS,
    EXAMPLES,
    FLOW,
    PALETTE,
    POINTS,
    POPULATIONS,
    SHARES,
    STRIPS,
    count_dots,
    elements,
    overlaps,
    texts,
)

RED, STONE = PALETTE["vermillon"], PALETTE["filet"]


def make(name: str, **params):
    return GENERATORS[name](PALETTE, **params)


# --- dots -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "lit", "rest"),
    [
        (14, 100, 14, 86),
        (10.5, 100, 10, 90),
        (0, 100, 0, 100),
        (100, 100, 100, 0),
        (24.5, 49, 24, 25),
        (16, 49, 16, 33),
        (2438, 2819, 86, 14),
        (1, 3, 1, 2),
    ],
)
@pytest.mark.parametrize("form", ["grid", "row", "sunflower"])
def test_dots_are_lit_in_proportion(part, whole, lit, rest, form):
    drawing = make("dots", part=part, whole=whole, form=form, width=160)
    assert count_dots(drawing, RED) == lit
    assert count_dots(drawing, STONE) == rest
    slices = [
        p for p in elements(drawing, "path") if p.get("fill") == RED and p.attrib["d"].endswith("Z")
    ]
    fraction = part if whole in (100, 49, 3) else 100 * part / whole
    assert len(slices) == (fraction != int(fraction))


@pytest.mark.parametrize(("part", "whole"), [(-1, 100), (101, 100), (1, 0)])
def test_no_dots_for_a_part_that_is_none(part, whole):
    with pytest.raises(NoDrawing):
        make("dots", part=part, whole=whole)


def test_a_half_lights_half_a_dot():
    (half,) = [
        p
        for p in elements(make("dots", part=10.5), "path")
        if p.get("fill") == RED and "Z" in p.attrib["d"]
    ]
    assert half.attrib["d"].count("A") == 1
    assert "10,5" in make("dots", part=10.5).title


def test_one_dot_for_a_thousand():
    drawing = make("thousands", value=221000, unit="établissements")
    assert count_dots(drawing, RED) == 221
    assert count_dots(make("thousands", value=1234, per=100), RED) == 12
    for value in (10, 10_000_000):
        with pytest.raises(NoDrawing):
            make("thousands", value=value)


def test_rows_of_dots_count_each_item():
    items = [
        {"label": f"Un défi au nom très long {i}", "value": v} for i, v in enumerate([3, 4, 2])
    ]
    drawing = make("dot-rows", items=items)
    assert count_dots(drawing, RED) == 9
    assert [t.words for t in texts(drawing)] == ["1", "2", "3"]
    assert "Un défi au nom très long 1 (4)" in drawing.description
    for none in ([], [{"value": 0}], [{"value": 21}]):
        with pytest.raises(NoDrawing):
            make("dot-rows", items=none)


# --- areas, bars ------------------------------------------------------------------


def test_circles_are_in_proportion_by_area():
    outer, inner = elements(
        make(**{"name": "circle-in-circle", **EXAMPLES["circle-in-circle"]}), "circle"
    )[:2]
    ratio = (float(inner.attrib["r"]) / float(outer.attrib["r"])) ** 2
    assert ratio == pytest.approx(700 / 2300, rel=0.01)
    # The small one stands on the foot of the large one.
    feet = [float(c.attrib["cy"]) + float(c.attrib["r"]) for c in (outer, inner)]
    assert feet[0] == pytest.approx(feet[1], abs=0.02)
    with pytest.raises(NoDrawing):
        make("circle-in-circle", outer=1, inner=2, inner_text="2")


def test_squares_are_in_proportion_by_area_and_share_a_scale():
    items = [{"value": 100, "label": "a"}, {"value": 39, "label": "b"}]
    sides = [float(r.attrib["width"]) for r in elements(make("squares", items=items), "rect")]
    assert (sides[1] / sides[0]) ** 2 == pytest.approx(0.39, abs=0.002)
    (alone,) = elements(make("squares", items=items[1:], largest=100), "rect")
    assert float(alone.attrib["width"]) == pytest.approx(sides[1])
    with pytest.raises(NoDrawing):
        make("squares", items=[{"value": 0}])


def test_bars_are_in_proportion_on_both_sides_of_the_axis():
    drawing = make("bars", **EXAMPLES["bars"])
    first, second = elements(drawing, "rect")
    assert float(first.attrib["width"]) / float(second.attrib["width"]) == pytest.approx(
        5 / 0.7, rel=0.01
    )
    axis = float(first.attrib["x"])
    assert float(second.attrib["x"]) + float(second.attrib["width"]) == pytest.approx(axis)
    assert [t.words for t in texts(drawing)] == ["+5\u202f% dans l’ESS", "−0,7\u202f% ailleurs"]


@pytest.mark.parametrize("values", [[1, 2, 3], [-1, -5], [1200, 7, 0], [0.2]])
def test_bars_hold_any_values(values):
    items = [{"value": v, "label": "un libellé assez long pour une barre"} for v in values]
    drawing = make("bars", items=items, width=120)
    assert all(t.box.right < 120 for t in texts(drawing))
    with pytest.raises(NoDrawing):
        make("bars", items=[{"value": 0, "label": "rien"}])


def test_a_split_bar_adds_up():
    drawing = make("split", items=[{"value": 2438, "label": "associations"}], whole=2819, width=36)
    widths = [float(r.attrib["width"]) for r in elements(drawing, "rect")]
    assert sum(widths) == pytest.approx(36 - 0.4, abs=0.02)
    assert widths[0] / sum(widths) == pytest.approx(2438 / 2819, abs=0.001)
    with pytest.raises(NoDrawing):
        make("split", items=[{"value": 3}], whole=2)


# --- timeline ---------------------------------------------------------------------


CROWD = [
    {"date": str(year), "text": f"un événement de l’année {year}"} for year in range(2010, 2018)
]
SAME = [{"date": "2019", "text": "fin"}, {"date": "2019", "text": "fin aussi"}]
FAR = [{"date": "1848", "text": "association"}, {"date": "2018-12-31", "text": "long " * 30}]


@pytest.mark.parametrize("events", [EVENTS, CROWD, SAME, FAR, EVENTS[:1]])
def test_labels_of_a_timeline_never_collide(events):
    drawing = timeline(PALETTE, events=events, width=166)
    lines = texts(drawing)
    assert overlaps(drawing) == []
    assert all(t.box.left >= 0 and t.box.right <= 166.1 for t in lines)
    assert all(t.box.bottom <= drawing.height + 0.7 for t in lines)
    stems = next(
        p
        for p in elements(drawing, "path")
        if p.get("stroke") == RED and "stroke-linecap" not in p.attrib
    )
    for stem in stems.attrib["d"].split("M")[1:]:
        start, step = stem.split("l")
        x = float(start.split(" ")[0])
        low = AXIS + float(step.split(" ")[1])
        for line in lines:
            crossing = line.box.left < x < line.box.right and line.box.top < low - 0.9
            assert not crossing, line.words


def test_a_timeline_is_to_scale():
    drawing = timeline(PALETTE, events=EVENTS, width=166)
    (discs,) = [p for p in elements(drawing, "path") if p.get("fill") == RED]
    xs = [float(part.split(" ")[0]) for part in discs.attrib["d"].split("M")[1:]]
    years = [1998, 2014.5, 2016, 2017, 2018 + 5 / 12]
    share = [(y - years[0]) / (years[-1] - years[0]) for y in years]
    assert [(x - xs[0]) / (xs[-1] - xs[0]) for x in xs] == pytest.approx(share, abs=0.005)
    said = [t.words for t in texts(drawing)]
    assert "31\u00a0juillet\u00a02014" in said
    assert "juin\u00a02018" in said
    assert FIRST_ROW > AXIS


def test_no_timeline_without_event():
    with pytest.raises(NoDrawing):
        timeline(PALETTE, events=[])


# --- dot plot, strips, scatter ----------------------------------------------------


def test_the_dot_plot_places_values_on_its_axis():
    drawing = make("dotplot", **SHARES)
    said = [t.words for t in texts(drawing)]
    assert "Brest" not in said
    assert {"18", "12", "17,7", "11,9", "16", "14"} <= set(said)
    legend = 3
    assert len(elements(drawing, "circle")) == 6 + legend
    assert "Toulon (emploi privé 17,7\u202f%, emploi total 11,9\u202f%)" in drawing.description
    with pytest.raises(NoDrawing):
        make("dotplot", rows=[{"label": "Brest", "values": {}}], series=SHARES["series"])


def test_the_dot_plot_draws_rings_where_asked():
    rows = [
        {"label": "Tours", "values": {"total": 10.4}, "hollow": True},
        {"label": "Brest", "values": {"total": 14}},
    ]
    drawing = make(
        "dotplot",
        rows=rows,
        series=SHARES["series"],
        hollow_label="part régionale",
        references=SHARES["references"],
    )
    rings = [c for c in elements(drawing, "circle") if c.get("fill") == PALETTE["papier"]]
    assert len(rings) == 2  # the value and its legend
    assert "Tours (emploi total 10,4\u202f%, part régionale)" in drawing.description
    # The value of Tours makes room for the line at 10,5.
    places = {t.words: t.box for t in texts(drawing)}
    assert places["10,4"].right < float(rings[0].attrib["cx"])
    assert "part régionale" not in make("dotplot", **SHARES, hollow_label="part régionale").svg


@pytest.mark.parametrize("values", [[8, 18], [0.1, 0.4], [5, 5], [3, 1200]])
def test_axes_begin_and_end_on_round_values(values):
    axis = nice_axis(values, 0, 100)
    ticks = axis.ticks()
    assert ticks[0] == axis.low <= min(values)
    assert ticks[-1] == pytest.approx(axis.high)
    assert axis.high >= max(values)
    assert 2 <= len(ticks) <= 10
    assert axis(axis.low) == 0
    assert axis(axis.high) == 100


def test_strips_rank_the_chosen_one():
    assert rank_of("nantes", POPULATIONS) == 6
    assert rank_of("a", {"a": 1, "b": 1, "c": 3}) == 2
    drawing = make("strips", **STRIPS)
    assert [t.words for t in texts(drawing)][:2] == ["Habitants", "6ᵉ"]
    ticks = elements(drawing, "path")[0].attrib["d"].count("M")
    assert ticks == len(POPULATIONS)  # thirteen others and the base
    for key, rows in (("nowhere", STRIPS["rows"]), ("a", [{"label": "x", "values": {"a": 1}}])):
        with pytest.raises(NoDrawing):
            make("strips", rows=rows, key=key)


def test_the_scatter_plot_is_logarithmic_and_names_every_point():
    drawing = make("scatter", points=POINTS, x_label="Population", y_label="Densité")
    said = [t.words for t in texts(drawing)]
    assert {p["label"] for p in POINTS} <= set(said)
    assert count_dots(drawing, RED) == len(POINTS)
    axis = log_axis([10, 1000], 0, 100)
    assert axis(100) == pytest.approx(50)
    assert axis.ticks()[0] == 10
    with pytest.raises(NoDrawing):
        make(
            "scatter",
            points=[*POINTS[:1], {"label": "x", "x": 0, "y": 3}],
            x_label="a",
            y_label="b",
        )


def test_no_slanted_line_of_the_scatter_plot_crosses_a_label_of_its_kind():
    drawing = make(
        "scatter", points=POINTS, x_label="a", y_label="b", ratios=[300, 1000], ratio_unit="km²"
    )
    dashed = next(p for p in elements(drawing, "path") if "stroke-dasharray" in p.attrib)
    drawn = re.findall(r"M([\d.]+) ([\d.]+)l([\d.]+) (-[\d.]+)", dashed.attrib["d"])
    starts = [tuple(map(float, one)) for one in drawn]
    lines = [shapely.LineString([(x, y), (x + dx, y + dy)]) for x, y, dx, dy in starts]
    assert len(lines) == 2
    rooms = [t.box for t in texts(drawing) if t.words.endswith("km²")]
    assert len(rooms) == 2
    for one in rooms:
        room = shapely.box(one.left, one.top, one.right, one.bottom)
        assert not any(line.intersects(room) for line in lines)


# --- flow -------------------------------------------------------------------------


def boxes(drawing):
    """The sand boxes of a flow: left, top, width, height."""
    return [
        tuple(float(r.attrib[k]) for k in ("x", "y", "width", "height"))
        for r in elements(drawing, "rect")
        if r.get("fill") == PALETTE["sable"]
    ]


def test_a_flow_runs_left_to_right():
    drawing = flow(PALETTE, **FLOW)
    found = boxes(drawing)
    assert [b[0] for b in found] == sorted(b[0] for b in found)
    assert len({b[1] for b in found}) == 1
    assert len({b[3] for b in found}) == 1
    assert overlaps(drawing) == []
    heads = [p for p in elements(drawing, "path") if p.get("fill") == PALETTE["encre"]]
    assert len(heads) == len(FLOW["edges"])
    assert "Émergence (Fabrique à initiatives, Cités Lab), puis Incubation" in drawing.description


def test_a_long_flow_goes_on_below_and_never_off_the_sheet():
    nodes = [{"id": str(i), "label": f"Étape {i}", "items": ["acteur"] * (i % 3)} for i in range(9)]
    edges = [[str(i), str(i + 1)] for i in range(7)] + [["0", "3"], ["7", "8"]]
    drawing = flow(PALETTE, nodes=nodes, edges=edges, width=136)
    found = boxes(drawing)
    assert len({b[1] for b in found}) > 1
    assert all(x + w <= 136 and y + h <= drawing.height for x, y, w, h in found)
    for a, b in itertools.combinations(found, 2):
        apart = (
            a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]
        )
        assert apart
    assert overlaps(drawing) == []


def test_ranks_follow_the_longest_way():
    nodes = [{"id": k, "label": k} for k in "abcd"]
    ranked = rank_nodes(nodes, [["a", "b"], ["b", "c"], ["a", "c"], ["a", "d"]])
    assert [n.rank for n in ranked] == [0, 1, 2, 1]


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ([], []),
        ([{"id": "a", "label": "A"}], [["a", "b"]]),
        ([{"id": "a", "label": "A"}, {"id": "b", "label": "B"}], [["a", "b"], ["b", "a"]]),
    ],
)
def test_no_flow_from_what_does_not_flow(nodes, edges):
    with pytest.raises(NoDrawing):
        flow(PALETTE, nodes=nodes, edges=edges)


def test_the_neatline_has_equal_corners():
    drawing = make("zebra", width=194, height=281)
    assert (drawing.width, drawing.height) == (194, 281)
    bars = elements(drawing, "path")[1].attrib["d"].split("M")[1:]
    corners = {tuple(bar.split("h")[0].split(" ")) for bar in bars[-4:]}
    assert len(corners) == 4
    assert math.isclose(float(bars[-1].split("h")[1].split("v")[0]), 1.6)
    with pytest.raises(NoDrawing):
        make("zebra", width=5, height=281)

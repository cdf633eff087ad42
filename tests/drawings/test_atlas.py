"""The four drawings of the atlas and their maps: what they count is what the data say."""

from __future__ import annotations

import itertools
import math
import re

import pytest
import shapely

from pipeline.drawings import GENERATORS, NoDrawing
from pipeline.drawings.atlas_map import place_map_labels
from pipeline.drawings.carton import carton, department_of
from pipeline.drawings.geometry import (
    Site,
    departments,
    france_frame,
    outline,
    read_sites,
)
from pipeline.drawings.isolines import BANDS, cover, isolines, scale_tints
from pipeline.drawings.labels import Label, place_labels
from pipeline.drawings.metrics import Box
from pipeline.drawings.network import network, spanning_tree
from pipeline.drawings.rose import rose, rose_sectors
from pipeline.drawings.seal import medal, needs_half_scale, seal, seal_form, spiral
from pipeline.drawings.seals import seals

from .samples import (
    CAYENNE,
    LEVERS,
    PALETTE,
    POPULATIONS,
    REUNION,
    SITES,
    TERRITORIES,
    count_dots,
    elements,
    overlaps,
    texts,
)

NANTES = next(t for t in TERRITORIES if t["id"] == "nantes")
INK, RED = PALETTE["encre"], PALETTE["vermillon"]


def arc_of(drawing) -> tuple[float, str]:
    """Degrees of the red arc of a seal, and its dashes."""
    (path,) = [p for p in elements(drawing, "path") if p.get("stroke") == RED]
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.attrib["d"])]
    x0, y0, radius, _, _, large, _, x1, y1 = numbers[:9]
    turn = 2 * math.asin(min(1, math.dist((x0, y0), (x1, y1)) / 2 / radius))
    degrees = math.degrees(2 * math.pi - turn if large else turn)
    return degrees, path.get("stroke-dasharray", "")


# --- seal -------------------------------------------------------------------------


@pytest.mark.parametrize("place", TERRITORIES, ids=lambda t: t["id"])
def test_a_seal_counts_what_it_shows(place):
    drawing = seal(PALETTE, territory=place)
    assert count_dots(drawing, INK) == round(place["population"] / 2000)
    ticks = [p for p in elements(drawing, "path") if p.get("stroke-width") == ".22"]
    assert ticks[0].attrib["d"].count("M") == place["communes"]
    if place["share"]:
        degrees, dashes = arc_of(drawing)
        assert degrees == pytest.approx(place["share"] * 3.6, abs=0.3)
        assert bool(dashes) is place["regional"]
    else:
        assert not [p for p in elements(drawing, "path") if p.get("stroke") == RED]
    # The disc is the territory: 1 mm = 0.75 km.
    form = seal_form(place["area"])
    assert math.pi * (form.radius * 0.75) ** 2 == pytest.approx(place["area"])
    assert drawing.width == pytest.approx(form.width, abs=0.01)
    assert len(list(elements(drawing, "path") + elements(drawing, "circle"))) <= 5


def test_a_large_seal_is_drawn_at_half_scale():
    large = [t["id"] for t in TERRITORIES if needs_half_scale(t["area"])]
    assert large == ["aix-marseille", "nice"]
    whole, half = (seal(PALETTE, territory=TERRITORIES[0], half=h) for h in (False, True))
    assert seal_form(3173).radius == pytest.approx(2 * seal_form(3173, 1.5).radius)
    assert half.width < whole.width * 0.62
    assert "demi-échelle" in half.description
    assert "demi-échelle" not in whole.description
    assert count_dots(half, INK) == count_dots(whole, INK)


def test_dots_are_spread_evenly():
    points = spiral(320, 17)
    assert len(points) == 320
    gaps = [min(math.dist(p, q) for q in points if q is not p) for p in points]
    assert min(gaps) > 0.75 * sum(gaps) / len(gaps)


def test_no_seal_without_an_area():
    with pytest.raises(NoDrawing):
        seal(PALETTE, territory={**NANTES, "area": 0})


def test_a_medal_without_territory_has_a_tick_per_site():
    drawing = medal(PALETTE, monogram="CGET", sites=22)
    (ticks,) = [p for p in elements(drawing, "path") if p.get("stroke-width") == ".22"]
    assert ticks.attrib["d"].count("M") == 22
    assert [t.words for t in texts(drawing)] == ["CGET"]
    assert "22 traits" in drawing.description.replace("\u00a0", " ")
    dots_ = count_dots(medal(PALETTE, monogram="JR", territory=NANTES), PALETTE["verdigris"])
    assert 0 < dots_ < 320


def test_the_comparison_has_every_seal_on_one_scale():
    drawing = seals(PALETTE, territories=TERRITORIES, folios={"nantes": "57"})
    assert count_dots(drawing, INK) == sum(round(t["population"] / 5000) for t in TERRITORIES)
    said = [t.words for t in texts(drawing)]
    assert {t["label"] for t in TERRITORIES} <= set(said)
    assert "57" in said
    assert drawing.width == 178
    radii = sorted(float(c.attrib["r"]) for c in elements(drawing, "circle"))
    form = seal_form(3173, 1.1, 5000, small=True)
    assert radii[-1] == pytest.approx(form.arc_radius, abs=0.01)


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_the_comparison_holds_any_number_of_seals(count):
    places = [
        {**place, "id": str(i)}
        for i, place in zip(range(count), itertools.cycle(TERRITORIES), strict=False)
    ]
    drawing = seals(PALETTE, territories=places)
    assert overlaps(drawing) == []
    assert all(t.box.left > -0.2 and t.box.right < 178.2 for t in texts(drawing))


def test_a_published_density_is_not_computed_again():
    drawing = seals(PALETTE, territories=[{**NANTES, "density": 1234}])
    assert "1\u202f234\u00a0hab./km²" in [t.words for t in texts(drawing)]
    with pytest.raises(NoDrawing):
        seals(PALETTE, territories=[])


# --- rose -------------------------------------------------------------------------


@pytest.mark.parametrize("levers", [LEVERS, [1], [3, 0, 2], [12] * 5, [1] * 40, [0, 7]])
def test_a_rose_has_a_point_per_lever(levers):
    drawing = rose(PALETTE, levers=levers)
    shapes = [p for p in elements(drawing, "path") if p.get("fill") == RED]
    # Two halves to a point: the lit side and the shaded side.
    assert [p.attrib["d"].count("M") for p in shapes] == [sum(levers)] * 2
    sectors, step = rose_sectors(levers)
    assert [len(s.points) for s in sectors] == [n for n in levers if n]
    assert sectors[-1].end < 360
    assert all(a.end < b.start for a, b in itertools.pairwise(sectors))
    assert step * sum(levers) <= 360


def test_a_lit_field_is_the_only_one_in_colour():
    drawing = rose(PALETTE, levers=LEVERS, lit=5, names=list("abcdef"))
    counts = {
        colour: [
            p.attrib["d"].count("M")
            for p in elements(drawing, "path")
            if p.get("fill") == PALETTE[colour]
        ]
        for colour in ("vermillon", "filet")
    }
    assert counts == {"vermillon": [7, 7], "filet": [25, 25]}
    assert drawing.title.replace("\u00a0", " ") == "Champ 5 : 7 leviers sur 32"
    assert "e (7)" in drawing.description


def test_labels_number_the_fields():
    drawing = rose(PALETTE, levers=[2, 0, 3], labels=True)
    assert [t.words for t in texts(drawing)] == ["1", "3"]


@pytest.mark.parametrize("levers", [[], [0, 0], [3, -1]])
def test_no_rose_without_lever(levers):
    with pytest.raises(NoDrawing):
        rose(PALETTE, levers=levers)


# --- network ----------------------------------------------------------------------


def test_the_tree_is_the_shortest():
    """Against Kruskal's algorithm, written otherwise."""
    sites = read_sites(SITES)
    links = spanning_tree(sites)
    group = {s.id: s.id for s in sites}
    total = 0.0
    pairs = sorted(
        (math.dist(a.ground, b.ground), a.id, b.id) for a, b in itertools.combinations(sites, 2)
    )
    for length, a, b in pairs:
        if group[a] != group[b]:
            total += length
            old = group[a]
            group = {k: group[b] if v == old else v for k, v in group.items()}
    assert sum(k.length for k in links) == pytest.approx(total)
    assert len(links) == 21
    assert total == pytest.approx(2924, abs=1)


def test_the_opener_says_lengths_and_rings():
    drawing = network(PALETTE, sites=SITES, opener=True)
    assert (drawing.width, drawing.height) == (216, 303)
    assert "21 liens" in drawing.description.replace("\u00a0", " ")
    assert "2\u202f924\u00a0km" in drawing.description
    links = spanning_tree(read_sites(SITES))
    degree = [sum(s["id"] in (k.first.id, k.second.id) for k in links) for s in SITES]
    rings = sorted(float(c.attrib["r"]) for c in elements(drawing, "circle"))
    assert rings == pytest.approx(sorted(1 + 0.75 * d for d in degree), abs=0.01)


def test_a_network_needs_two_sites():
    with pytest.raises(NoDrawing):
        network(PALETTE, sites=[*SITES[:1], REUNION])
    assert "1 lien" in network(PALETTE, sites=SITES[:2]).description.replace("\u00a0", " ")


# --- isolines, locator, map, carton -----------------------------------------------


def test_the_cover_has_a_band_per_distance_and_no_red():
    drawing = cover(PALETTE, sites=SITES)
    assert (drawing.width, drawing.height) == (216, 303)
    tints = scale_tints(PALETTE, ("ocre-teinte", "iso-7"), 3)
    assert tints[0] == PALETTE["ocre-teinte"]
    assert tints[2] == PALETTE["iso-7"]
    bands = [p for p in elements(drawing, "path") if p.get("stroke-width") == ".16"]
    assert len(bands) == len(BANDS)
    assert count_dots(drawing, PALETTE["papier"]) == 22
    for path in bands:
        red, green, blue = (int(path.attrib["fill"][i : i + 2], 16) for i in (1, 3, 5))
        assert red < 1.45 * green, (red, green, blue)


@pytest.mark.parametrize("name", ["cover", "back", "isolines", "locator", "map", "network"])
def test_maps_do_with_any_sites_in_france(name):
    generator, params = GENERATORS[name], {"populations": {}} if name == "map" else {}
    for none in ([], [REUNION, CAYENNE]):
        with pytest.raises(NoDrawing):
            generator(PALETTE, sites=none, **params)
    drawing = generator(PALETTE, sites=[*SITES[:3], REUNION], **params)
    if name not in ("back", "locator"):
        assert "Hors du cadre\u00a0: Saint-Denis." in drawing.description
    more = [{**s, "id": f"x{i}", "lon": s["lon"] + 0.4} for i, s in enumerate(SITES)]
    assert generator(PALETTE, sites=SITES + more, **params).svg


def test_the_emblem_stays_on_land():
    drawing = isolines(PALETTE, sites=SITES, width=30)
    assert drawing.width == 30
    assert drawing.height == pytest.approx(france_frame(30)[1], abs=0.01)


@pytest.mark.parametrize("key", [site["id"] for site in SITES])
def test_the_ring_of_a_locator_is_not_cut_at_the_head(key):
    rings = elements(GENERATORS["locator"](PALETTE, sites=SITES, key=key), "circle")
    assert min(float(c.attrib["cy"]) - float(c.attrib["r"]) for c in rings) >= 0.2


@pytest.mark.parametrize("key", ["reunion", "nowhere"])
def test_no_locator_nor_carton_for_a_place_elsewhere(key):
    for name in ("locator", "carton"):
        with pytest.raises(NoDrawing):
            GENERATORS[name](PALETTE, sites=[*SITES, REUNION], key=key)


def test_labels_of_the_map_touch_neither_each_other_nor_a_disc_nor_the_coast():
    sites = read_sites(SITES)
    frame, height = france_frame(178, 1)
    radius = {s.id: math.sqrt(POPULATIONS.get(s.id, 0)) * 0.0046 or 1.9 for s in sites}
    coast = frame.paper(outline()).boundary
    folios = dict.fromkeys(POPULATIONS, "57")
    placed = place_map_labels(sites, frame, radius, folios, (178, height), coast)
    assert len(placed) == 22
    for a, b in itertools.combinations(placed, 2):
        assert not a.box.overlaps(b.box), (a.label.words, b.label.words)
    for one in placed:
        room = shapely.box(one.box.left, one.box.top, one.box.right, one.box.bottom)
        assert not room.intersects(coast), one.label.words
        for site in sites:
            disc = shapely.Point(frame(site.ground)).buffer(radius[site.id])
            assert not room.intersects(disc), (one.label.words, site.label)


def test_a_site_without_population_has_a_hollow_ring():
    drawing = GENERATORS["map"](PALETTE, sites=SITES, populations=POPULATIONS)
    circles = elements(drawing, "circle")
    full = [c for c in circles if c.get("fill") == RED]
    assert len(full) == len(POPULATIONS)
    assert len([c for c in circles if c.get("stroke") == INK]) == 22 - len(POPULATIONS)
    areas = sorted(math.pi * float(c.attrib["r"]) ** 2 for c in full)
    people = sorted(POPULATIONS.values())
    assert areas[-1] / areas[0] == pytest.approx(people[-1] / people[0], rel=0.01)
    assert "Population non publiée\u00a0: Brest" in drawing.description
    assert "Brest (" not in drawing.description


def test_the_map_shows_the_scale_of_its_circles():
    params = {"sites": SITES, "populations": POPULATIONS}
    drawing = GENERATORS["map"](PALETTE, **params, scale=[3_000_000, 300_000])
    large, small = [c for c in elements(drawing, "circle") if c.get("stroke") == RED]
    assert (float(large.attrib["r"]) / float(small.attrib["r"])) ** 2 == pytest.approx(10, rel=0.01)
    full = max(float(c.attrib["r"]) for c in elements(drawing, "circle") if c.get("fill") == RED)
    assert (full / float(large.attrib["r"])) ** 2 == pytest.approx(7026945 / 3e6, rel=0.01)
    assert overlaps(drawing) == []


def test_labels_in_a_crowd_still_do_not_overlap():
    labels = [Label(f"Métropole {i}", (20 + i % 4 * 6, 20 + i // 4 * 6), 1, 3) for i in range(12)]
    placed = place_labels(labels, Box(0, 0, 90, 60))
    for a, b in itertools.combinations(placed, 2):
        assert not a.box.overlaps(b.box)
    assert [p.label for p in placed] == labels


@pytest.mark.parametrize("site", SITES, ids=lambda s: s["id"])
def test_a_carton_shows_its_site_its_department_and_its_scale(site):
    drawing = carton(PALETTE, sites=SITES, key=site["id"])
    assert (drawing.width, drawing.height) == (178, 101)
    said = [t.words for t in texts(drawing)]
    assert site["label"] in said
    assert "20\u00a0km" in said
    home = department_of(Site(**site))
    assert home is not None
    assert home.name in drawing.description
    assert home.shape.distance(shapely.Point(Site(**site).ground)) <= 5
    assert overlaps(drawing) == []


def test_every_department_may_have_a_carton():
    for home in departments()[::12]:
        x, y = (v for v in home.shape.representative_point().coords[0])
        near = min(SITES, key=lambda s: math.dist(Site(**s).ground, (x, y)))
        assert carton(PALETTE, sites=[near], key=near["id"], width=60, height=60).svg

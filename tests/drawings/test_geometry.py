"""Lambert-93 against published values; the shapes against the ground."""

from __future__ import annotations

import math

import pytest
import shapely

from pipeline.drawings.geometry import (
    LAMBERT93,
    Conic,
    Frame,
    Site,
    departments,
    graticule,
    isometric_latitude,
    lambert93,
    near,
    outline,
    project,
    shape_path,
    sites_in_france,
)
from pipeline.drawings.geometry import france_frame as make_frame
from pipeline.drawings.svg import NoDrawing, line_path

from .samples import CAYENNE, REUNION, SITES


def test_isometric_latitude_is_that_of_the_ign():
    """NTG 71, ALG0001, worked example."""
    e = 0.08199188998
    assert isometric_latitude(0.87266462600, e) == pytest.approx(1.00552653649, abs=1e-10)
    assert isometric_latitude(-0.3, e) == pytest.approx(-0.30261690063, abs=1e-10)


def test_projection_is_that_of_the_ign():
    """NTG 71, ALG0003, worked example."""
    conic = Conic(
        n=0.760405966,
        c=11603796.9767,
        xs=600000,
        ys=5657616.674,
        e=0.0824832568,
        lon0=0.04079234433,
    )
    x, y = project(conic, 0.14551209900, 0.87266462600)
    assert x == pytest.approx(1029705.0818, abs=1e-3)
    assert y == pytest.approx(272723.8510, abs=1e-3)


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        ((2, 18, 4.3616), (49, 53, 41.4145), 649750.13, 6977570.07),  # Amiens, cathedral
        ((5, 22, 16.7784), (43, 17, 2.0040), 892556.27, 6245637.81),  # Marseille, cross of a dome
    ],
)
def test_lambert93_finds_geodetic_points(lon, lat, x, y):
    """Points of the IGN's geodetic network, RGF93 and Lambert-93."""
    degrees = [d + m / 60 + s / 3600 for d, m, s in (lon, lat)]
    assert lambert93(*degrees) == pytest.approx((x, y), abs=0.02)


def test_lambert93_constants_follow_from_its_definition():
    """Parallels 44° and 49°, origin 46° 30' N at 6 600 000 m, ellipsoid GRS 80."""
    e, a = LAMBERT93.e, 6378137.0
    parallels = [math.radians(v) for v in (44, 49)]
    large = [a * math.cos(p) / math.sqrt(1 - (e * math.sin(p)) ** 2) for p in parallels]
    iso = [isometric_latitude(p, e) for p in parallels]
    n = math.log(large[1] / large[0]) / (iso[0] - iso[1])
    assert n == pytest.approx(LAMBERT93.n, abs=1e-9)
    assert large[0] / n * math.exp(n * iso[0]) == pytest.approx(LAMBERT93.c, abs=0.02)
    assert lambert93(3, 46.5) == pytest.approx((700000, 6600000), abs=0.01)


def test_departments_are_those_of_metropolitan_france():
    found = departments()
    assert len({d.code for d in found}) == 96
    assert all(d.shape.is_valid for d in found)
    # 543 940 km² of land by the cadastre's reckoning; coasts and lakes differ by a little.
    assert sum(d.shape.area for d in found) == pytest.approx(545_000, rel=0.02)
    assert outline().area == pytest.approx(545_000, rel=0.02)


@pytest.mark.parametrize(
    ("name", "code", "lon", "lat"),
    [
        ("Bourg-en-Bresse", "01", 5.2281, 46.2056),
        ("Laon", "02", 3.6246, 49.5641),
        ("Digne", "04", 6.2356, 44.0925),
        ("Gap", "05", 6.0790, 44.5594),
        ("Privas", "07", 4.5990, 44.7353),
        ("Foix", "09", 1.6053, 42.9639),
        ("Carcassonne", "11", 2.3491, 43.2130),
        ("Rodez", "12", 2.5734, 44.3506),
        ("Aurillac", "15", 2.4447, 44.9285),
        ("Bastia", "2B", 9.42, 42.68),
        ("Ajaccio", "2A", 8.78, 41.95),
        ("Guéret", "23", 1.8709, 46.1714),
        ("Tulle", "19", 1.7713, 45.2672),
        ("Besançon", "25", 6.0241, 47.2378),
        ("Périgueux", "24", 0.7210, 45.1846),
        ("Auch", "32", 0.5853, 43.6460),
        ("Mende", "48", 3.5006, 44.5176),
        ("Vesoul", "70", 6.1550, 47.6235),
        ("Mont-de-Marsan", "40", -0.4997, 43.8911),
        ("Melun", "77", 2.6608, 48.5421),
        ("Évry", "91", 2.4405, 48.6327),
        ("Bobigny", "93", 2.4453, 48.9074),
        ("Nanterre", "92", 2.2071, 48.8924),
        ("Belfort", "90", 6.8628, 47.6380),
        ("Colmar", "68", 7.3580, 48.0794),
        ("Albi", "81", 2.1480, 43.9289),
        ("Montauban", "82", 1.3548, 44.0176),
        ("Tarbes", "65", 0.0781, 43.2328),
        ("Chaumont", "52", 5.1391, 48.1113),
        ("Bar-le-Duc", "55", 5.1603, 48.7728),
        ("Niort", "79", -0.4594, 46.3237),
        ("Moulins", "03", 3.3347, 46.5660),
        ("Alençon", "61", 0.0913, 48.4329),
        ("Laval", "53", -0.7707, 48.0707),
    ],
)
def test_prefectures_lie_in_their_department(name, code, lon, lat):
    place = shapely.Point(Site("x", name, lon, lat).ground)
    assert [d.code for d in departments() if d.shape.contains(place)] == [code]


def test_neighbours_share_their_border():
    """Simplified together: no gap and no overlap between departments."""
    shapes = [d.shape for d in departments()]
    overlap = sum(s.area for s in shapes) - shapely.union_all(shapes).area
    assert overlap < 60  # km²: coordinates are rounded to 100 m


def test_circles_are_true_to_the_tolerance():
    disc = near([(0, 0)], 100, 0.5)
    distances = [math.hypot(x, y) for x, y in shapely.get_coordinates(disc.boundary.segmentize(1))]
    assert min(distances) > 99.49
    assert max(distances) <= 100.001


def test_frame_puts_france_on_paper():
    frame, height = make_frame(58)
    xs, ys = zip(*shapely.get_coordinates(frame.paper(outline())), strict=True)
    assert (min(xs), max(xs)) == pytest.approx((0.2, 57.8))
    assert (min(ys), max(ys)) == pytest.approx((0.2, height - 0.2))
    assert not graticule(frame, 58, height).is_empty


def test_sites_outside_are_told_apart():
    shown, outside = sites_in_france([*SITES[:2], REUNION])
    assert [s.id for s in shown] == ["nice", "aix-marseille"]
    assert [s.label for s in outside] == ["Saint-Denis"]
    for none in ([], [REUNION, CAYENNE]):
        with pytest.raises(NoDrawing):
            sites_in_france(none)


def test_path_of_a_shape_is_that_of_its_points():
    frame = Frame(0.37, 812.345, 6543.21, 1.5, -2.25)
    hole = shapely.Polygon(
        [(800, 6500), (830.005, 6500.005), (815, 6560)], [[(812, 6510), (816, 6510), (814, 6520)]]
    )
    line = shapely.LineString([(801.115, 6501.115), (801.1151, 6501.1151), (799.5, 6490)])
    speck = shapely.Polygon([(0, 0), (0.0001, 0), (0, 0.0001)])
    nested = shapely.MultiPolygon([shapely.box(1, 2, 3.335, 4.445), hole])
    shape = shapely.GeometryCollection([line, hole, shapely.Point(1, 1), speck, nested])
    lines = [(line, False), *[(ring, True) for ring in (hole.exterior, *hole.interiors)]]
    lines += [(ring, True) for part in nested.geoms for ring in (part.exterior, *part.interiors)]
    paths = [line_path((frame(p) for p in ring.coords), closed=shut) for ring, shut in lines]
    assert shape_path(shape, frame) == "".join(paths)
    assert shape_path(shapely.Polygon()) == ""

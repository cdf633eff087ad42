"""Places on the ground: Lambert-93, the outline of France, frames of maps.

Kilometres of Lambert-93 on the ground, millimetres on paper. Projection: IGN, « Projection
cartographique conique conforme de Lambert », NTG 71, algorithms ALG0001 and ALG0003. Shapes:
Natural Earth 1:10m, see `data/PROVENANCE.md`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from pipeline.drawings.svg import NoDrawing, Point, rounded_path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Conic:
    """Constants of a Lambert conformal conic projection (IGN notation), lengths in metres."""

    n: float
    c: float
    xs: float
    ys: float
    e: float
    lon0: float
    """Longitude of the central meridian, radians."""


LAMBERT93 = Conic(
    n=0.7256077650,
    c=11754255.426,
    xs=700000.0,
    ys=12655612.050,
    e=0.08181919112,
    lon0=math.radians(3),
)


def isometric_latitude(lat: float, e: float) -> float:
    """Isometric latitude of a latitude in radians, on an ellipsoid of eccentricity `e`."""
    s = e * math.sin(lat)
    return math.log(math.tan(math.pi / 4 + lat / 2) * ((1 - s) / (1 + s)) ** (e / 2))


def project(conic: Conic, lon: float, lat: float) -> Point:
    """Metres east and north of a point given in radians."""
    radius = conic.c * math.exp(-conic.n * isometric_latitude(lat, conic.e))
    angle = conic.n * (lon - conic.lon0)
    return conic.xs + radius * math.sin(angle), conic.ys - radius * math.cos(angle)


def lambert93(lon: float, lat: float) -> Point:
    """Lambert-93 metres of a point given in degrees (RGF93, here the same as WGS 84)."""
    return project(LAMBERT93, math.radians(lon), math.radians(lat))


def is_metropolitan(lon: float, lat: float) -> bool:
    """Whether a point lies in the window of metropolitan France, Corsica included."""
    return -6 < lon < 10.5 and 41 < lat < 52


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the publication; degrees, WGS 84."""

    id: str
    label: str
    lon: float
    lat: float

    @property
    def ground(self) -> Point:
        """Lambert-93 kilometres."""
        x, y = lambert93(self.lon, self.lat)
        return x / 1000, y / 1000


def read_sites(values: Iterable[Site | Mapping[str, Any]]) -> list[Site]:
    """Sites from sites or from mappings with `id`, `label`, `lon`, `lat`; order kept."""
    return [
        v
        if isinstance(v, Site)
        else Site(str(v["id"]), str(v["label"]), float(v["lon"]), float(v["lat"]))
        for v in values
    ]


def sites_in_france(
    values: Iterable[Site | Mapping[str, Any]], least: int = 1
) -> tuple[list[Site], list[Site]]:
    """The sites that a map of metropolitan France can show, and those that it cannot.

    Raises NoDrawing where fewer than `least` can be shown.
    """
    sites = read_sites(values)
    shown = [s for s in sites if is_metropolitan(s.lon, s.lat)]
    if len(shown) < least:
        raise NoDrawing(
            f"{len(shown)} of {len(sites)} sites lie in metropolitan France; {least} needed"
        )
    return shown, [s for s in sites if s not in shown]


@dataclass(frozen=True, slots=True)
class Department:
    """A department: number, name, shape in Lambert-93 kilometres."""

    code: str
    name: str
    shape: Any


def _polygons(parts: Sequence[Sequence[Sequence[int]]]) -> Any:
    shapes = []
    for rings in parts:
        exterior, *holes = [list(_points(ring)) for ring in rings]
        shapes.append(Polygon(exterior, holes))
    return shapely.make_valid(MultiPolygon(shapes))


def _points(values: Sequence[int]) -> Iterator[Point]:
    x = y = 0
    for i in range(0, len(values), 2):
        x, y = x + values[i], y + values[i + 1]
        yield x / 10, y / 10


@cache
def departments() -> tuple[Department, ...]:
    """The departments of metropolitan France, by number."""
    entries = json.loads((DATA / "departments.json").read_text(encoding="utf8"))
    return tuple(Department(e["code"], e["name"], _polygons(e["polygons"])) for e in entries)


@cache
def outline(tolerance: float = 0) -> Any:
    """The land of metropolitan France; simplified further by `tolerance` km where given."""
    land = _polygons(json.loads((DATA / "outline.json").read_text(encoding="utf8")))
    return land.simplify(tolerance) if tolerance else land


@dataclass(frozen=True, slots=True)
class Frame:
    """From ground to paper: `scale` km per mm; `west`, `north` km stand at `x`, `y` mm."""

    scale: float
    west: float
    north: float
    x: float = 0
    y: float = 0

    def __call__(self, point: Sequence[float]) -> Point:
        return (
            (point[0] - self.west) / self.scale + self.x,
            (self.north - point[1]) / self.scale + self.y,
        )

    def window(self, width: float, height: float) -> Any:
        """The ground shown on a sheet of that many mm whose corner is (0, 0)."""
        west, north = self.west - self.x * self.scale, self.north + self.y * self.scale
        return shapely.box(west, north - height * self.scale, west + width * self.scale, north)

    def paper(self, shape: Any) -> Any:
        """A shape of the ground, on paper."""
        return shapely.transform(shape, lambda xy: [self(p) for p in xy])


def france_frame(width: float, margin: float = 0.2) -> tuple[Frame, float]:
    """The frame in which France is `width` mm wide with its margins, and its height."""
    west, south, east, north = outline().bounds
    scale = (east - west) / (width - 2 * margin)
    return Frame(scale, west, north, margin, margin), (north - south) / scale + 2 * margin


def shape_path(shape: Any, frame: Frame | None = None) -> str:
    """Path data of any shape; on paper already where no frame is given."""
    lines = list(_lines(shape))
    if not lines:
        return ""
    places, owners = shapely.get_coordinates([line for line, _ in lines], return_index=True)
    if frame is not None:
        places[:, 0] = (places[:, 0] - frame.west) / frame.scale + frame.x
        places[:, 1] = (frame.north - places[:, 1]) / frame.scale + frame.y
    points = np.rint(places * 100).astype(int).tolist()
    ends = np.searchsorted(owners, range(1, len(lines) + 1)).tolist()
    return "".join(
        rounded_path(points[begin:end], closed=closed)
        for begin, end, (_, closed) in zip([0, *ends], ends, lines, strict=False)
    )


def _lines(shape: Any) -> Iterator[tuple[Any, bool]]:
    """The rings and broken lines of a shape in order, and whether each is closed."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield from ((ring, True) for ring in shapely.get_rings(part))
        elif part.geom_type in ("LineString", "LinearRing"):
            yield part, False
        elif part.geom_type.startswith(("Multi", "Geometry")):
            yield from _lines(part)


def near(points: Sequence[Point], distance: float, tolerance: float) -> Any:
    """All that lies within `distance` km of a point; circles true to `tolerance` km.

    `tolerance` is the largest distance between a circle and its polygon.
    """
    angle = 2 * math.acos(max(0.0, 1 - tolerance / distance))
    return _circles(tuple(points), distance, max(4, math.ceil(math.pi / 2 / angle)))


@cache
def _circles(points: tuple[Point, ...], distance: float, quarter: int) -> Any:
    """Circles of so many segments a quarter, as one shape; maps of one place share them."""
    return shapely.union_all(shapely.buffer(shapely.points(points), distance, quad_segs=quarter))


def graticule(frame: Frame, width: float, height: float, step: float = 1) -> Any:
    """Meridians and parallels every `step` degrees over a sheet, as lines on the ground."""
    lines = []
    for lon in range(-30, 40):
        lines.append([lambert93(lon * step, 30 + i) for i in range(35)])
    for lat in range(34, 62):
        lines.append([lambert93(-28 + i, lat * step) for i in range(64)])
    in_km = [[(x / 1000, y / 1000) for x, y in line] for line in lines]
    return shapely.MultiLineString(in_km).intersection(frame.window(width, height))

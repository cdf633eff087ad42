"""Make `departments.json` and `outline.json` from the Natural Earth departments.

    python -m pipeline.drawings.data.make_outline SOURCE.geojson

The source is a GeoJSON collection of the French departments of Natural Earth 1:10m, each with
its HASC code in `region_code`. Shapes are brought into Lambert-93, simplified together (shared
borders stay shared) and written in whole hectometres, ring after ring, as differences. Kept by
the project so that the data can be made again; the build only reads the result.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from pipeline.drawings.geometry import is_metropolitan, lambert93

HERE = Path(__file__).parent
DEPARTMENT_TOLERANCE = 0.8
"""km; the side of the triangles that simplification may take off a department."""
OUTLINE_TOLERANCE = 1.2
SMALLEST_ISLAND = 120
"""km²; islands below are left out of the outline (they remain in the departments)."""

_NAMES = (
    "AB=10 Aube|AD=11 Aude|AG=09 Ariège|AH=07 Ardèche|AI=01 Ain|AL=03 Allier|"
    "AM=06 Alpes-Maritimes|AN=08 Ardennes|AP=04 Alpes-de-Haute-Provence|AS=02 Aisne|"
    "AV=12 Aveyron|BD=13 Bouches-du-Rhône|BR=67 Bas-Rhin|CA=22 Côtes-d’Armor|CH=18 Cher|"
    "CL=15 Cantal|CM=17 Charente-Maritime|CO=21 Côte-d’Or|CR=23 Creuse|CS=2A Corse-du-Sud|"
    "CT=16 Charente|CV=14 Calvados|CZ=19 Corrèze|DB=25 Doubs|DD=24 Dordogne|DM=26 Drôme|"
    "DS=79 Deux-Sèvres|EL=28 Eure-et-Loir|ES=91 Essonne|EU=27 Eure|FI=29 Finistère|"
    "GA=30 Gard|GE=32 Gers|GI=33 Gironde|HA=05 Hautes-Alpes|HC=2B Haute-Corse|"
    "HD=92 Hauts-de-Seine|HE=34 Hérault|HG=31 Haute-Garonne|HL=43 Haute-Loire|"
    "HM=52 Haute-Marne|HN=70 Haute-Saône|HP=65 Hautes-Pyrénées|HR=68 Haut-Rhin|"
    "HS=74 Haute-Savoie|HV=87 Haute-Vienne|IL=37 Indre-et-Loire|IN=36 Indre|IS=38 Isère|"
    "IV=35 Ille-et-Vilaine|JU=39 Jura|LA=44 Loire-Atlantique|LC=41 Loir-et-Cher|"
    "LD=40 Landes|LG=47 Lot-et-Garonne|LO=46 Lot|LR=42 Loire|LT=45 Loiret|LZ=48 Lozère|"
    "MB=56 Morbihan|MH=50 Manche|ML=49 Maine-et-Loire|MM=54 Meurthe-et-Moselle|"
    "MO=57 Moselle|MR=51 Marne|MS=55 Meuse|MY=53 Mayenne|NI=58 Nièvre|NO=59 Nord|OI=60 Oise|"
    "OR=61 Orne|PA=64 Pyrénées-Atlantiques|PC=62 Pas-de-Calais|PD=63 Puy-de-Dôme|"
    "PO=66 Pyrénées-Orientales|RH=69 Rhône|SE=77 Seine-et-Marne|SL=71 Saône-et-Loire|"
    "SM=76 Seine-Maritime|SO=80 Somme|SS=93 Seine-Saint-Denis|ST=72 Sarthe|SV=73 Savoie|"
    "TA=81 Tarn|TB=90 Territoire de Belfort|TG=82 Tarn-et-Garonne|VC=84 Vaucluse|"
    "VD=85 Vendée|VG=88 Vosges|VM=94 Val-de-Marne|VN=86 Vienne|VO=95 Val-d’Oise|VP=75 Paris|"
    "VR=83 Var|YO=89 Yonne|YV=78 Yvelines"
)
NAMES: dict[str, str] = dict(re.findall(r"([A-Z]{2})=([^|]+)", _NAMES))
"""HASC code to the number and the name of the department."""


def read_departments(source: Path) -> dict[str, Any]:
    """Lambert-93 polygons in km by HASC code, metropolitan France only."""
    found: dict[str, Any] = {}
    for feature in json.loads(source.read_text(encoding="utf8"))["features"]:
        polygon = shape(feature["geometry"])
        middle = polygon.representative_point()
        if is_metropolitan(middle.x, middle.y):
            code = feature["properties"]["region_code"].removeprefix("FR-")
            found[code] = shapely.transform(
                polygon, lambda xy: [[v / 1000 for v in lambert93(*p)] for p in xy]
            ).buffer(0)
    missing = set(NAMES) ^ set(found)
    if missing:
        raise SystemExit(f"departments unknown or missing: {sorted(missing)}")
    return found


def rings(polygon: Any) -> list[list[list[int]]]:
    """Polygons as lists of rings, each `[x, y, dx, dy, ...]` in hectometres."""
    out = []
    for part in getattr(polygon, "geoms", [polygon]):
        out.append([_differences(ring.coords) for ring in (part.exterior, *part.interiors)])
    return sorted(out)


def _differences(coordinates: Any) -> list[int]:
    values: list[int] = []
    last = (0, 0)
    for x, y in list(coordinates)[:-1]:
        point = (round(x * 10), round(y * 10))
        if not values or point != last:
            values += [point[0] - last[0], point[1] - last[1]]
        last = point
    return values


def outline(departments: list[Any]) -> Any:
    """The land in one shape: gaps between departments closed, small islands left out."""
    land = shapely.union_all([d.buffer(0.3) for d in departments]).buffer(-0.3)
    parts = [part for part in land.geoms if part.area > SMALLEST_ISLAND]
    return shapely.union_all(parts).simplify(OUTLINE_TOLERANCE)


def write(name: str, value: Any) -> None:
    """One JSON file, always the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (HERE / name).write_text(text + "\n", encoding="utf8")


def main() -> None:
    """Read the source named on the command line, write the two files."""
    found = read_departments(Path(sys.argv[1]))
    codes = sorted(found, key=lambda code: NAMES[code])
    simple = shapely.coverage_simplify([found[code] for code in codes], DEPARTMENT_TOLERANCE)
    entries = []
    for code, polygon in zip(codes, simple, strict=True):
        number, name = NAMES[code].split(" ", 1)
        entries.append({"code": number, "name": name, "polygons": rings(polygon)})
    write("departments.json", entries)
    write("outline.json", rings(outline([found[code] for code in codes])))


if __name__ == "__main__":
    main()

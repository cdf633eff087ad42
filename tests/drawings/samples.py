"""Data for the tests of drawings, and a reader of what was drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from pipeline.drawings import Drawing
from pipeline.drawings.metrics import Box, text_box

PALETTE = {
    "encre": "#14263B",
    "encre-2": "#4A5868",
    "papier": "#FBF8F2",
    "vermillon": "#B3381F",
    "verdigris": "#1C6A69",
    "ocre": "#E0A030",
    "bronze": "#8A5A00",
    "or": "#F0B95A",
    "sable": "#EFE7D8",
    "ocre-teinte": "#F3E2BE",
    "brume": "#E3EBE6",
    "filet": "#C9BEA8",
    "iso-1": "#D2482B",
    "iso-2": "#D9672C",
    "iso-3": "#E0A030",
    "iso-4": "#7C9A74",
    "iso-5": "#2B7A78",
    "iso-6": "#1B4E60",
    "iso-7": "#17364F",
}

SITES: list[dict[str, Any]] = [
    {"id": key, "label": label, "lon": lon, "lat": lat}
    for key, label, lon, lat in [
        ("nice", "Nice", 7.26608, 43.70313),
        ("aix-marseille", "Aix-Marseille", 5.4154, 43.41263),
        ("bordeaux", "Bordeaux", -0.58046, 44.84124),
        ("brest", "Brest", -4.48628, 48.39029),
        ("grenoble", "Grenoble", 5.71479, 45.17869),
        ("lille", "Lille", 3.05512, 50.63391),
        ("lyon", "Lyon", 4.84789, 45.74906),
        ("montpellier", "Montpellier", 3.87635, 43.61093),
        ("nantes", "Nantes", -1.55336, 47.21725),
        ("paris", "Grand Paris", 2.3488, 48.85341),
        ("toulouse", "Toulouse", 1.44367, 43.60426),
        ("rennes", "Rennes", -1.67431, 48.11109),
        ("metz", "Metz", 6.17269, 49.11911),
        ("rouen", "Rouen", 1.09932, 49.44313),
        ("dijon", "Dijon", 5.01391, 47.31344),
        ("strasbourg", "Strasbourg", 7.74553, 48.58392),
        ("nancy", "Grand Nancy", 6.18496, 48.68439),
        ("orleans", "Orléans", 1.90407, 47.90248),
        ("tours", "Tours", 0.70398, 47.39484),
        ("stetienne", "Saint-Étienne", 4.39, 45.43389),
        ("toulon", "Toulon", 5.92836, 43.12442),
        ("clermont", "Clermont", 3.08682, 45.77969),
    ]
]
REUNION = {"id": "reunion", "label": "Saint-Denis", "lon": 55.45, "lat": -20.88}
CAYENNE = {"id": "cayenne", "label": "Cayenne", "lon": -52.33, "lat": 4.94}

TERRITORIES: list[dict[str, Any]] = [
    {
        "id": key,
        "label": label,
        "population": people,
        "area": area,
        "communes": communes,
        "share": share,
        "regional": regional,
    }
    for key, label, people, area, communes, share, regional in [
        ("aix-marseille", "Aix-Marseille", 1898950, 3173, 92, 13, True),
        ("bordeaux", "Bordeaux", 783000, 579.27, 28, 10, False),
        ("clermont", "Clermont", 288000, 300.62, 21, 14, False),
        ("lille", "Lille", 1143572, 647.71, 90, 11, False),
        ("montpellier", "Montpellier", 465070, 421.8, 31, 18, False),
        ("nantes", "Nantes", 639000, 523.36, 24, 16, False),
        ("nice", "Nice", 538766, 1465.8, 49, 13, True),
        ("paris", "Grand Paris", 7026945, 814, 131, 7.1, True),
        ("rennes", "Rennes", 443192, 704.94, 43, 14, False),
        ("rouen", "Rouen", 498822, 663.83, 71, 15, False),
        ("strasbourg", "Strasbourg", 500000, 339.57, 33, 11, True),
        ("toulon", "Toulon", 439542, 366.54, 12, 17.7, False),
        ("toulouse", "Toulouse", 755882, 465.96, 37, 8, False),
        ("tours", "Tours", 293123, 390.41, 22, None, False),
    ]
]
POPULATIONS = {t["id"]: t["population"] for t in TERRITORIES}
LEVERS = [4, 5, 5, 6, 7, 5]

EVENTS = [
    {"date": "1998", "text": "création de l’association"},
    {"date": "2014-07-31", "text": "loi relative à l’économie sociale et solidaire"},
    {"date": "2016", "text": "le Labo des partenariats"},
    {"date": "2017", "text": "résultats du fonds"},
    {"date": "2018-06", "text": "grande soirée de lancement avec mille participants de la région"},
]
SHARES = {
    "rows": [
        {"label": "Montpellier", "note": "56", "values": {"prive": 18, "total": 12}},
        {"label": "Toulon", "note": "62", "values": {"prive": 17.7, "total": 11.9}},
        {"label": "Nantes", "note": "57", "values": {"prive": 16, "total": None}},
        {"label": "Clermont", "values": {"activite": 14}},
        {"label": "Brest", "values": {}},
    ],
    "series": [
        {"id": "prive", "label": "emploi privé"},
        {"id": "total", "label": "emploi total"},
        {"id": "activite", "label": "activité"},
    ],
    "references": [
        {"label": "France, emploi total", "value": 10.5, "series": "total"},
        {"label": "France, emploi privé", "value": 14, "series": "prive"},
    ],
}
PERIODS = {
    "rows": [
        {
            "label": "Lille",
            "items": [
                {"period": [2011, 2014], "text": "volet du plan métropolitain", "series": "ess"},
                {"date": "2015-10-16", "text": "délibération", "series": "ess"},
                {"date": "2019", "text": "achats responsables", "series": "achats"},
            ],
        },
        {
            "label": "Bordeaux",
            "items": [
                {"date": "2016-07-08", "period": [2016, 2018], "text": "plan", "series": "ess"},
                {"period": [2019, 2021], "text": "suite du plan", "series": "ess", "planned": True},
            ],
        },
    ],
    "series": [{"id": "ess", "label": "plan"}, {"id": "achats", "label": "achats"}],
    "period_label": "période",
    "planned_label": "annoncé",
}
FLOW = {
    "nodes": [
        {"id": "a", "label": "Émergence", "items": ["Fabrique à initiatives", "Cités Lab"]},
        {"id": "b", "label": "Incubation et premiers pas", "items": ["incubateurs"]},
        {"id": "c", "label": "Financement", "items": ["France Active", "Cigales"]},
        {"id": "d", "label": "Consolidation", "items": ["mécénat de compétences"]},
    ],
    "edges": [["a", "b"], ["b", "c"], ["c", "d"]],
}
STRIPS = {
    "rows": [
        {"label": "Habitants", "values": POPULATIONS},
        {"label": "Superficie", "values": {t["id"]: t["area"] for t in TERRITORIES}},
    ],
    "key": "nantes",
}
POINTS = [
    {"label": t["label"], "x": t["population"], "y": t["population"] / t["area"]}
    for t in TERRITORIES
]

EXAMPLES: dict[str, dict[str, Any]] = {
    "cover": {"sites": SITES},
    "back": {"sites": SITES},
    "isolines": {"sites": SITES},
    "rose": {"levers": LEVERS, "labels": True, "lit": 2},
    "seal": {"territory": TERRITORIES[5]},
    "medal": {"monogram": "JR", "territory": TERRITORIES[5]},
    "locator": {"sites": SITES, "key": "nantes"},
    "carton": {"sites": SITES, "key": "grenoble"},
    "network": {"sites": SITES, "opener": True},
    "map": {"sites": SITES, "populations": POPULATIONS, "folios": {"nantes": "57", "nice": "58"}},
    "map-scale": {},
    "zebra": {"width": 194, "height": 281},
    "seals": {"territories": TERRITORIES, "folios": {"nantes": "57"}},
    "dots": {"part": 10.5, "label": "emploi total"},
    "dot-rows": {"items": [{"label": "1", "value": 3}, {"label": "2", "value": 4}]},
    "thousands": {"value": 221000, "unit": "établissements"},
    "circle-in-circle": {
        "outer": 2300000,
        "inner": 700000,
        "inner_text": "700\u202f000",
        "inner_label": "départs à la retraite d’ici à 2025",
    },
    "squares": {
        "items": [{"value": 100, "label": "a"}, {"value": 39, "label": "b"}],
        "labels": True,
    },
    "bars": {"items": [{"value": 5, "label": "dans l’ESS"}, {"value": -0.7, "label": "ailleurs"}]},
    "split": {"items": [{"value": 2438, "label": "associations"}], "whole": 2819},
    "timeline": {"events": EVENTS},
    "periods": PERIODS,
    "dotplot": SHARES,
    "strips": STRIPS,
    "scatter": {
        "points": POINTS,
        "x_label": "Population",
        "y_label": "Densité",
        "ratios": [300, 1000],
        "ratio_unit": "km²",
    },
    "flow": FLOW,
}


@dataclass(frozen=True)
class Words:
    """A line of text as drawn: words, room, size."""

    words: str
    box: Box
    size: float


def elements(drawing: Drawing, name: str) -> list[ElementTree.Element]:
    """The elements of that name, in order."""
    space = "{http://www.w3.org/2000/svg}"
    return list(ElementTree.fromstring(drawing.svg).iter(space + name))


def texts(drawing: Drawing) -> list[Words]:
    """The level lines of text; halos and turned lines left out."""
    found = []
    for element in elements(drawing, "text"):
        if "stroke" in element.attrib or "transform" in element.attrib:
            continue
        place = (float(element.attrib["x"]), float(element.attrib["y"]))
        size, words = float(element.attrib["font-size"]), element.text or ""
        weight, anchor = int(element.attrib["font-weight"]), element.get("text-anchor", "start")
        found.append(Words(words, text_box(place, words, size, weight, anchor), size))
    return found


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of lines of text that share room; a tenth of a mm is forgiven."""
    lines = texts(drawing)
    return [
        (a.words, b.words)
        for i, a in enumerate(lines)
        for b in lines[i + 1 :]
        if a.box.overlaps(b.box, -0.1)
    ]


def count_dots(drawing: Drawing, colour: str) -> int:
    """How many dots of a colour a drawing holds, drawn as caps, arcs or circles."""
    total = 0
    for path in elements(drawing, "path"):
        if path.get("stroke") == colour and path.get("stroke-linecap") == "round":
            total += len(re.findall("h.02", path.attrib["d"]))
        if path.get("fill") == colour:
            total += len(re.findall(r"M[^M]*a[^a]*a[^a]*z", path.attrib["d"]))
    return total

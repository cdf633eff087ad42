"""Small publications made for a test, without files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.markdown import MarkdownText, parse_markdown
from pipeline.model import sources as s
from pipeline.model.places import Place

INFO: dict[str, Any] = {
    "title": "T",
    "short_title": "T",
    "subtitle": "S",
    "edition": "E",
    "date": "2019-07",
    "modified": "2019-07-01T00:00:00Z",
    "identifier": "urn:uuid:0f0e6a4e-1f8e-4f0c-9c39-1f6f0d1f2a3b",
    "description": "D",
    "rights": "R",
    "authors": ["A"],
    "publishers": [],
}
CARD = {
    "source": "avise",
    "address": [],
    "websites": [],
    "panorama": "P",
    "programme": "Q",
    "examples": "R",
}


def section(id_: str, body: str = "", kind: str = "text", **more: Any) -> s.Section:
    """A section with a body."""
    return s.Section.model_validate(
        {"id": id_, "kind": kind, "title": id_.title(), "body": body, **more}
    )


def zoom(id_: str, body: str = "") -> s.Zoom:
    """A zoom about Nantes."""
    return s.Zoom.model_validate(
        {"id": id_, "title": id_.title(), "short": id_, "metropole": "nantes", "body": body}
    )


def sheet(metropole: str, **more: Any) -> s.Sheet:
    """A sheet with values that are easy to tell apart."""
    numbers = {"population": 600, "communes": 24, "area": 500.5, "density": 1200}
    card = {key: {"value": value} for key, value in numbers.items()}
    return s.Sheet.model_validate(
        {"id": f"sheet-{metropole}", "metropole": metropole, **card, **CARD, **more}
    )


def figure(id_: str, **more: Any) -> s.Figure:
    """A figure."""
    return s.Figure.model_validate({"id": id_, "title": id_.title(), **more})


def table(id_: str, rows: list[dict[str, Any]], **more: Any) -> s.Table:
    """A table with the columns of its first row."""
    columns = [{"id": key, "label": key} for key in (rows[0] if rows else {}) if key != "key"]
    return s.Table.model_validate(
        {
            "id": id_,
            "title": id_.title(),
            "columns": columns,
            "rows": rows,
            "source": "avise",
            **more,
        }
    )


def fact(id_: str, value: Any = None, derive: str = "") -> s.Fact:
    """A fact."""
    data = {"id": id_, "value": value, "derive": derive, "unit": "u", "label": id_}
    return s.Fact.model_validate({**data, "scope": "nantes", "source": "avise"})


def publication(order: list[Any], *held: Any) -> s.Publication:
    """A publication of these objects; in `order`, an id is a section and a dictionary a part."""
    entries = [e if isinstance(e, dict) else {"section": e} for e in order]
    kinds: Mapping[type, dict[str, Any]] = {
        kind: {made.id: made for made in held if type(made) is kind}
        for kind in (
            s.Section,
            s.Zoom,
            s.Box,
            s.Testimonial,
            s.Table,
            s.Figure,
            s.Sheet,
            s.Fact,
            s.Metropole,
        )
    }
    texts = {
        (made.id, key): value.text
        for made in held
        for key in type(made).model_fields
        if isinstance(value := getattr(made, key), s.Markdown)
    }
    parsed = [MarkdownText(text, Place(f"{id_}/{key}")) for (id_, key), text in texts.items()]
    trees, problems = parse_markdown(parsed)
    assert problems == []
    return s.Publication(
        root="", info=s.PublicationInfo.model_validate({**INFO, "reading_order": entries}),
        metropoles=kinds[s.Metropole], facts=kinds[s.Fact], lexicon=s.Lexicon(),
        bibliography=s.Bibliography(entries=[]), waivers=s.Waivers(), sections=kinds[s.Section],
        zooms=kinds[s.Zoom], boxes=kinds[s.Box], testimonials=kinds[s.Testimonial],
        tables=kinds[s.Table], figures=kinds[s.Figure], sheets=kinds[s.Sheet], texts={},
        trees=dict(zip(texts, trees, strict=True)),
    )  # fmt: skip


NANTES = s.Metropole(
    id="nantes",
    name="Nantes Métropole",
    short="Nantes",
    region="Pays de la Loire",
    lon=-1.5,
    lat=47.2,
)

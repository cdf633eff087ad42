"""An identity sheet: data card, margin column, text."""

from __future__ import annotations

from dataclasses import asdict
from types import SimpleNamespace as View
from typing import Any

from markupsafe import Markup

from pipeline.drawings.seal import needs_half_scale
from pipeline.french.format import format_value, ordinal
from pipeline.french.spelled import spell_number
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import Book, BookSection
from pipeline.render.figures import split_number
from pipeline.render.pieces import Pieces

FIELDS = (
    ("panorama", "Panorama de l'ESS sur le territoire"),
    ("programme", "Programme d'intervention dans le champ de l'ESS"),
    ("examples", "Exemples d'actions soutenues"),
    ("other", "Autres actions"),
)
RANKED = (
    ("population", "Habitants"),
    ("area", "Superficie"),
    ("density", "Densité"),
)


def section_values(section: BookSection, pieces: Pieces) -> dict[str, Any]:
    """What the layout of a sheet is given."""
    sheet = section.source
    assert isinstance(sheet, s.Sheet)
    metropole = pieces.book.publication.metropoles[sheet.metropole]
    territory = pieces.atlas.territories[sheet.metropole]
    half = needs_half_scale(territory.area)
    return {
        "label": "Fiche identité",
        "region": set_text(metropole.region),
        "locator": pieces.studio.draw(
            "locator", sites=pieces.atlas.plain_sites(), key=sheet.metropole
        ),
        "seal": pieces.studio.draw("seal", territory=asdict(territory), half=half),
        "seal_caption": set_text("Sceau à demi-échelle") if half else "",
        "card": _card(sheet),
        "address": [set_text(line) for line in sheet.address],
        "visitor_address": [set_text(line) for line in sheet.visitor_address],
        "phone": set_text(sheet.phone),
        "websites": [View(text=site, href=f"https://{site}") for site in sheet.websites],
        "highlight": _highlight(sheet, pieces),
        "diagram": _diagram(sheet, pieces),
        "ranks": _ranks(sheet, pieces),
        "see_also": pieces.see_also(about(sheet, pieces.book)),
        "fields": [
            View(
                id=f"{sheet.id}-{key}",
                src=_src(sheet, key),
                title=set_text(title),
                html=pieces.html(sheet.id, key),
            )
            for key, title in FIELDS
            if getattr(sheet, key) is not None
        ],
    }


def about(sheet: s.Sheet, book: Book) -> list[str]:
    """What else the book holds about the métropole of a sheet: zooms, then testimonials."""
    publication = book.publication
    found = [zoom.id for zoom in publication.zooms.values() if zoom.metropole == sheet.metropole]
    found += [
        quote.id
        for quote in publication.testimonials.values()
        if quote.metropole == sheet.metropole
    ]
    printed = [section.id for section in book.sections]
    order = {
        piece: (printed.index(section.id), number)
        for section in book.sections
        for number, piece in enumerate(section.pieces)
    }
    placed = [id_ for id_ in dict.fromkeys((*sheet.see_also, *found)) if book.targets[id_].section]
    return sorted(placed, key=lambda id_: order.get(id_, (0, 0)))


def _src(sheet: s.Sheet, key: str) -> str:
    place = sheet.place_of(key)
    return f"{place.file}:{place.line}"


def _card(sheet: s.Sheet) -> list[View]:
    rows = [
        _row("Habitants", sheet.population),
        _row("Communes", sheet.communes),
        _row("Superficie", sheet.area, unit="km²"),
        _row("Densité", sheet.density, unit="hab./km²"),
    ]
    share = sheet.ess_share
    if share is not None:
        where = " (région)" if share.territory == "region" else ""
        qualifier = f", {share.qualifier}" if share.qualifier else ""
        label = f"Part de l'ESS dans {share.base}{where}{qualifier}"
        row = _row(label, share, unit="%")
        row.accent = row.wide = True
        rows.append(row)
    return rows


def _row(label: str, number: s.CardNumber, unit: str = "") -> View:
    return View(
        label=set_text(label),
        value=format_value(number.value),
        unit=unit,
        accent=False,
        wide=False,
    )


def _highlight(sheet: s.Sheet, pieces: Pieces) -> View | None:
    if sheet.highlight is None:
        return None
    number, unit = split_number(pieces.book.facts[sheet.highlight.fact])
    return View(number=number, unit=unit, label=set_text(sheet.highlight.label))


def _diagram(sheet: s.Sheet, pieces: Pieces) -> View | None:
    diagram = sheet.diagram
    if diagram is None:
        return None
    rows = [_diagram_row(diagram.kind, item, pieces) for item in diagram.items]
    rows = [row for row in rows if row.drawing is not None]
    if not rows:
        return None
    return View(title=set_text(diagram.title), caption=set_text(diagram.caption), rows=rows)


def _diagram_row(kind: str, item: s.Share, pieces: Pieces) -> View:
    facts = pieces.book.facts
    part = facts[item.fact]
    whole = facts[item.of].value if item.of else 100 if part.unit == "%" else part.value
    number, _ = split_number(part)
    label = set_text(item.label)
    drawing = pieces.studio.draw(
        "split" if kind == "split" else "dots",
        part=part.value,
        whole=whole,
        label=f"{number} {label}",
        width=36.0,
    )
    return View(label=Markup("<strong>{}</strong> {}").format(number, label), drawing=drawing)


def _ranks(sheet: s.Sheet, pieces: Pieces) -> View | None:
    """Where the métropole stands among those that have a sheet."""
    sheets = list(pieces.book.publication.sheets.values())
    if len(sheets) < 3:
        return None
    rows = []
    for key, label in RANKED:
        values = {other.metropole: getattr(other, key).value for other in sheets}
        rank = 1 + sum(value > values[sheet.metropole] for value in values.values())
        words = ordinal(rank)
        rows.append(
            View(
                label=label,
                rank=Markup("{}<sup>{}</sup>").format(
                    words[: len(str(rank))], words[len(str(rank)) :]
                ),
                drawing=pieces.studio.draw(
                    "strip",
                    values=list(values.values()),
                    here=values[sheet.metropole],
                    width=36.0,
                    label=label,
                ),
            )
        )
    title = f"Parmi les {spell_number(len(sheets))} fiches"
    return View(title=set_text(title), rows=rows, caption="")

"""An identity sheet: data card, margin column, text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from types import SimpleNamespace as View
from typing import Any

from markupsafe import Markup

from pipeline.drawings.seal import needs_half_scale
from pipeline.french.format import format_value
from pipeline.french.spelled import spell_number
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import Book, BookSection
from pipeline.render.figures import split_number
from pipeline.render.pieces import Pieces
from pipeline.render.studio import Picture

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


# Heights of the map at the foot of a sheet, mm.
MAP_HEIGHTS = (43.5, 64.0, 96.0)


def section_values(section: BookSection, pieces: Pieces) -> dict[str, Any]:
    """What the layout of a sheet is given."""
    sheet = section.source
    assert isinstance(sheet, s.Sheet)
    metropole = pieces.book.publication.metropoles[sheet.metropole]
    territory = pieces.atlas.territories[sheet.metropole]
    # Two sheets on a page leave each seal half the room.
    half = needs_half_scale(territory.area) or len(pieces.book.page_mates(section)) > 1
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
        "ranks_wide": _ranks(sheet, pieces, width=136.0),
        "maps": _maps(sheet, pieces),
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


def _maps(sheet: s.Sheet, pieces: Pieces) -> list[Picture]:
    """The map of the surroundings, at the heights the layout chooses from."""
    drawn = (
        pieces.studio.draw(
            "carton",
            sites=pieces.atlas.plain_sites(),
            key=sheet.metropole,
            width=136.0,
            height=height,
            ground="ocre-teinte",
        )
        for height in MAP_HEIGHTS
    )
    return [picture for picture in drawn if picture is not None]


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
    drawing = _DIAGRAMS[diagram.kind](diagram.items, pieces)
    if drawing is None:
        return None
    label = Markup("<br>").join(_legend(item, pieces) for item in diagram.items)
    rows = [View(label=label if diagram.kind != "dots" else "", drawing=drawing)]
    return View(title=set_text(diagram.title), caption=set_text(diagram.caption), rows=rows)


def _legend(item: s.Share, pieces: Pieces) -> Markup:
    number, _ = split_number(pieces.book.facts[item.fact])
    return Markup("<strong>{}</strong> {}").format(number, set_text(item.label))


def _items(shares: Sequence[s.Share], pieces: Pieces) -> list[dict[str, Any]]:
    facts = pieces.book.facts
    return [{"value": facts[item.fact].value, "label": set_text(item.label)} for item in shares]


def _split(shares: Sequence[s.Share], pieces: Pieces) -> Picture | None:
    whole = pieces.book.facts[shares[0].of].value if shares[0].of else None
    return pieces.studio.draw("split", items=_items(shares, pieces), whole=whole)


def _dot_rows(shares: Sequence[s.Share], pieces: Pieces) -> Picture | None:
    return pieces.studio.draw("dot-rows", items=_items(shares, pieces))


def _dots(shares: Sequence[s.Share], pieces: Pieces) -> Picture | None:
    part = pieces.book.facts[shares[0].fact]
    whole = pieces.book.facts[shares[0].of].value if shares[0].of else 100
    label = set_text(shares[0].label)
    return pieces.studio.draw(
        "dots", part=part.value, whole=whole, width=36.0, label=label, unit=part.unit
    )


_DIAGRAMS = {"split": _split, "dots": _dot_rows, "share": _dots}


def _ranks(sheet: s.Sheet, pieces: Pieces, width: float = 36.0) -> View | None:
    """Where the métropole stands among those that have a sheet; `width` in mm."""
    sheets = list(pieces.book.publication.sheets.values())
    if len(sheets) < 3:
        return None
    rows = [
        {
            "label": label,
            "values": {other.metropole: getattr(other, key).value for other in sheets},
        }
        for key, label in RANKED
    ]
    drawing = pieces.studio.draw("strips", rows=rows, key=sheet.metropole, width=width)
    title = f"Parmi les {spell_number(len(sheets))} fiches"
    return View(title=set_text(title), drawing=drawing) if drawing else None

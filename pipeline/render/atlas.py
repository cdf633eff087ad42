"""The data of the drawings, taken from the book: sites, territories, levers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.drawings.geometry import Site
from pipeline.drawings.seal import Territory
from pipeline.french.typography import set_text
from pipeline.model.book import Book, BookSection
from pipeline.model.sources import Publication, Sheet, Table


@dataclass(frozen=True)
class Atlas:
    """What the drawings are computed from.

    `levers` counts the levers of each champ, in order; `fields` gives the champs' titles.
    """

    sites: tuple[Site, ...]
    territories: dict[str, Territory]
    levers: tuple[int, ...]
    fields: tuple[str, ...]

    def plain_sites(self) -> list[dict[str, Any]]:
        """The sites as plain values."""
        return [asdict(site) for site in self.sites]


def make_atlas(book: Book) -> Atlas:
    """The atlas of a book; what the publication does not hold stays empty."""
    publication = book.publication
    champs = [section for section in book.sections if section.kind == "action"]
    rows = lever_rows(publication)
    return Atlas(
        sites=tuple(
            Site(m.id, set_text(m.short), m.lon, m.lat) for m in publication.metropoles.values()
        ),
        territories={
            sheet.metropole: territory_of(publication, sheet)
            for sheet in publication.sheets.values()
            if sheet.metropole in publication.metropoles
        },
        levers=tuple(len(rows.get(section.id, ())) for section in champs),
        fields=tuple(set_text(section.short) for section in champs),
    )


def territory_of(publication: Publication, sheet: Sheet) -> Territory:
    """What the seal of a sheet shows."""
    share = sheet.ess_share
    return Territory(
        id=sheet.metropole,
        label=set_text(publication.metropoles[sheet.metropole].short),
        population=sheet.population.value,
        area=sheet.area.value,
        communes=int(sheet.communes.value),
        density=sheet.density.value,
        share=share.value if share else None,
        regional=bool(share and share.territory == "region"),
    )


def lever_table(publication: Publication) -> Table | None:
    """The table that lists the levers of each champ: the one of form `synthesis`."""
    return next((t for t in publication.tables.values() if t.form == "synthesis"), None)


def lever_rows(publication: Publication) -> dict[str, list[str]]:
    """The levers of each champ, by section id."""
    table = lever_table(publication)
    if table is None:
        return {}
    found: dict[str, list[str]] = {}
    for row in table.rows:
        lists = [cell for cell in row.values() if isinstance(cell, list)]
        found[str(row.get("key", ""))] = [str(item) for item in lists[0]] if lists else []
    return found


def opener_of(book: Book, part: str) -> BookSection | None:
    """The section that opens a part."""
    return next(
        (
            s
            for s in book.sections
            if s.part and s.part.part == part and s.kind in ("opener", "sheets")
        ),
        None,
    )

"""What a finished file must tell of the data of identity sheets, and of the page before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.drawings.seal import needs_half_scale
from pipeline.french.format import format_value
from pipeline.french.spelled import spell_number
from pipeline.model import sources as s
from pipeline.model.book import Book, BookSection
from pipeline.proof.reading import fold
from pipeline.proof.told import Data, Form, Told, large_number, see_also
from pipeline.render.figures import split_number
from pipeline.render.sheet import about

# How to read the seals of all territories.
KEY = (
    "Un point : 5 000 habitants",
    "Un trait : une commune",
    "L'arc : part de l'ESS dans l'emploi, sur la base publiée ; le tour entier vaut 100 %",
    "Arc tireté : donnée régionale",
)
_CARD = (
    ("population", "Habitants", ""),
    ("communes", "Communes", ""),
    ("area", "Superficie", "km²"),
    ("density", "Densité", "hab./km²"),
)


def territories(book: Book, form: Form) -> Iterator[Told]:
    """The territories on one scale, the largest first, and how to read them: last in print."""
    place = book.publication.info.place
    key = [Told(words, place) for words in KEY]
    if form == "screen":
        yield from key
    for sheet in sorted(book.publication.sheets.values(), key=lambda sheet: -sheet.area.value):
        name = book.publication.metropoles[sheet.metropole].name
        density = f"{format_value(sheet.density.value)} hab./km²"
        # Print has the page of the sheet between both.
        pattern = rf"{re.escape(fold(name))}\d{{0,3}}{re.escape(fold(density))}"
        yield Told(f"{name} {density}", sheet.place, pattern=pattern)
    if form == "pages":
        yield from key


def sheet_data(book: Book, section: BookSection, form: Form) -> Data:
    """The card comes first. Screens have the rest after the texts.

    In print, ranks and references stand where the sheet has room for them: they are not asked for.
    """
    sheet = section.source
    assert isinstance(sheet, s.Sheet)
    head = tuple(_card(book, section, sheet))
    diagram = tuple(_diagram(book, sheet))
    if form == "pages":
        return Data((*head, *diagram))
    count = len(book.publication.sheets)
    ranks = (Told(f"Parmi les {spell_number(count)} fiches", sheet.place),) if count > 2 else ()
    return Data(head, (*diagram, *ranks, *see_also(book, about(sheet, book), sheet.place)))


def _card(book: Book, section: BookSection, sheet: s.Sheet) -> Iterator[Told]:
    metropole = book.publication.metropoles[sheet.metropole]
    yield Told("Fiche identité", sheet.place)
    yield Told(metropole.region, metropole.place_of("region"))
    yield Told(section.title, sheet.place_of("title"))
    if needs_half_scale(float(sheet.area.value)) or len(book.page_mates(section)) > 1:
        yield Told("Sceau à demi-échelle", sheet.place)
    for key, label, unit in _CARD:
        number: s.CardNumber = getattr(sheet, key)
        words = f"{label} {format_value(number.value)} {unit}"
        yield Told(words, sheet.place_of(key), "number")
    if sheet.ess_share is not None:
        share = sheet.ess_share
        where = " (région)" if share.territory == "region" else ""
        qualifier = f", {share.qualifier}" if share.qualifier else ""
        label = f"Part de l'ESS dans {share.base}{where}{qualifier}"
        words = f"{label} {format_value(share.value)} %"
        yield Told(words, sheet.place_of("ess_share"), "number")
    for key in ("address", "visitor_address"):
        for rank, line in enumerate(getattr(sheet, key)):
            yield Told(line, sheet.place_of(key, rank))
    yield Told(sheet.phone, sheet.place_of("phone"))
    for rank, line in enumerate(sheet.websites):
        yield Told(line, sheet.place_of("websites", rank))
    if sheet.highlight is not None:
        words = large_number(book, sheet.highlight.fact, sheet.highlight.label)
        yield Told(words, sheet.place_of("highlight"), "number")


def _diagram(book: Book, sheet: s.Sheet) -> Iterator[Told]:
    if sheet.diagram is None:
        return
    spot = sheet.place_of("diagram")
    yield Told(sheet.diagram.title, spot)
    yield Told(sheet.diagram.caption, spot)
    for item in sheet.diagram.items:
        yield Told(item.label, spot, ordered=False, drawn=True)
        words = split_number(book.facts[item.fact])[0]
        yield Told(words, spot, "number", ordered=False, drawn=True)

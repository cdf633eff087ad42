"""The typed form of everything under `sources/`, one class for each kind of object.

Every object knows the place of each of its keys (`place_of`), filled in by the loader. The classes
are defined in the modules named below; the rest of the pipeline takes them from here.
"""

from pipeline.model.base import FactId, Identifier, Markdown, Number, Source
from pipeline.model.data import (
    Acronym,
    Bibliography,
    BibliographyEntry,
    Fact,
    FactFile,
    Lexicon,
    Metropole,
    Name,
    Waiver,
    Waivers,
)
from pipeline.model.info import Entry, PartEntry, PublicationInfo, Publisher, SectionEntry
from pipeline.model.pieces import (
    Box,
    Event,
    KeyFigure,
    KeyResult,
    KeyResults,
    Piece,
    Section,
    Share,
    Testimonial,
    Zoom,
)
from pipeline.model.publication import Publication
from pipeline.model.sheets import CardNumber, CardShare, Sheet, SheetDiagram, SheetFigure
from pipeline.model.tables import Column, Count, Figure, Table

__all__ = [
    "Acronym",
    "Bibliography",
    "BibliographyEntry",
    "Box",
    "CardNumber",
    "CardShare",
    "Column",
    "Count",
    "Entry",
    "Event",
    "Fact",
    "FactFile",
    "FactId",
    "Figure",
    "Identifier",
    "KeyFigure",
    "KeyResult",
    "KeyResults",
    "Lexicon",
    "Markdown",
    "Metropole",
    "Name",
    "Number",
    "PartEntry",
    "Piece",
    "Publication",
    "PublicationInfo",
    "Publisher",
    "Section",
    "SectionEntry",
    "Share",
    "Sheet",
    "SheetDiagram",
    "SheetFigure",
    "Source",
    "Table",
    "Testimonial",
    "Waiver",
    "Waivers",
    "Zoom",
]

"""Everything read from the sources, as one value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from pipeline.model.data import Bibliography, Fact, Lexicon, Metropole, Waivers
from pipeline.model.info import PublicationInfo
from pipeline.model.pieces import Box, Section, Testimonial, Zoom
from pipeline.model.sheets import Sheet
from pipeline.model.tables import Figure, Table
from pipeline.model.tree import Tree


class Publication(BaseModel):
    """Everything read from the sources, by id; what step 1 (load) gives to step 2 (resolve)."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    root: str
    info: PublicationInfo
    metropoles: dict[str, Metropole]
    facts: dict[str, Fact]
    lexicon: Lexicon
    bibliography: Bibliography
    waivers: Waivers
    sections: dict[str, Section]
    zooms: dict[str, Zoom]
    boxes: dict[str, Box]
    testimonials: dict[str, Testimonial]
    tables: dict[str, Table]
    figures: dict[str, Figure]
    sheets: dict[str, Sheet]
    texts: dict[str, str] = Field(description="the text of every file read, by name")
    trees: dict[tuple[str, str], Tree] = Field(
        description="parsed Markdown by (piece id, field): field is `body` or a sheet's key"
    )

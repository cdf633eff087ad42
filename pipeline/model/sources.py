"""The typed form of everything under `sources/`.

Each class is one kind of source; its JSON Schema is exported for editors' YAML plug-ins. Every
object knows the place of each of its keys (`place_of`), filled in by the loader.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    Tag,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pipeline.model.places import Place
from pipeline.model.tree import Tree

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$")]
Number = int | float


class Source(BaseModel):
    """A frozen object read from a source file, every key of which has a place."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    _places: Mapping[tuple[str | int, ...], Place] = PrivateAttr(default_factory=dict)
    _path: tuple[str | int, ...] = PrivateAttr(default=())

    @property
    def place(self) -> Place:
        """Where the object begins."""
        return self.place_of()

    def place_of(self, *keys: str | int) -> Place:
        """Where a key of the object stands; the nearest known place above it otherwise."""
        path = (*self._path, *keys)
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(""))


class Markdown(Source):
    """A Markdown text, as written; its tree is in `Publication.trees`."""

    text: str

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "description": "Markdown"}


# --- publication.yaml -------------------------------------------------------------


class Publisher(Source):
    """An organisation that publishes; shown as a typographic plate."""

    id: Identifier
    name: str
    line: str = Field(description="one line that says what the organisation is")
    website: str = ""


class SectionEntry(Source):
    """One entry of the reading order."""

    section: Identifier


class PartEntry(Source):
    """A part of the book: an opener and sections that share its colour and drawing."""

    part: Identifier
    title: str
    label: str = Field(description="shown above the title: « Première partie »")
    colour: Literal["vermillon", "verdigris", "bronze"]
    drawing: Literal["rose", "network", "seals", "none"] = "none"
    sections: list[Identifier]


def _entry_kind(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else dict(value)
    return "part" if "part" in keys else "section" if "section" in keys else None


Entry = Annotated[
    Annotated[SectionEntry, Tag("section")] | Annotated[PartEntry, Tag("part")],
    Discriminator(_entry_kind),
]


class PublicationInfo(Source):
    """`publication.yaml`: what the book is and the order it is read in."""

    title: str
    title_lines: list[str] = Field(
        default=[], description="the title cut into lines for the cover; the last one in italics"
    )
    short_title: str
    subtitle: str
    edition: str = Field(description="a word on this edition, for the cover: « juillet 2019 »")
    date: str = Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$", description="date of publication, ISO")
    modified: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")
    language: str = "fr"
    identifier: str = Field(pattern=r"^urn:uuid:[0-9a-f-]{36}$")
    description: str
    subjects: list[str] = []
    rights: str
    authors: list[str]
    publishers: list[Publisher]
    reading_order: list[Entry]


# --- data -------------------------------------------------------------------------


class Metropole(Source):
    """A metropolitan area; `lon` and `lat` in degrees, WGS 84."""

    id: Identifier
    name: str
    short: str
    region: str
    lon: float
    lat: float
    article: str = Field(default="", description="« de », « du », « d’ » … before the name")


class Fact(Source):
    """A number the text relies on, in base units (euros, not millions of euros)."""

    id: FactId
    value: Number | tuple[Number, Number] | None = None
    derive: str = Field(default="", description="an expression over other facts, recomputed")
    unit: str
    label: str
    scope: str
    as_of: str | None = None
    source: Identifier = Field(description="an entry of bibliography.yaml")
    primary: str = Field(default="", description="the primary source, where named")
    qualifier: str = Field(default="", description="« près de », « environ », « plus de » …")
    published: str = Field(default="", description="the words as printed")
    review: str | None = None


class FactFile(Source):
    """`facts/*.yaml`: defaults for all, then the facts."""

    scope: str = ""
    source: str = ""
    as_of: str | None = None
    facts: list[Fact]


class Name(Source):
    """An approved spelling and the variants that are not."""

    name: str
    forbidden: list[str] = []
    lang: str = ""


class Acronym(Source):
    """An acronym and what it stands for."""

    acronym: str
    expansion: str
    common: bool = Field(default=False, description="known to all readers: needs no expansion")
    lang: str = ""


class Lexicon(Source):
    """`lexicon.yaml`."""

    names: list[Name] = []
    acronyms: list[Acronym] = []


class BibliographyEntry(Source):
    """A CSL entry; the keys used here are those of CSL-JSON."""

    id: Identifier
    type: str
    title: str
    author: list[dict[str, str]] = []
    issued: str = Field(default="", description="ISO: 2018, 2018-06 or 2018-06-30")
    publisher: str = ""
    genre: str = ""
    collection_title: str = Field(default="", alias="collection-title")
    container_title: str = Field(default="", alias="container-title")
    URL: str = ""
    note: str = ""
    group: str = Field(default="", description="heading it stands under in the bibliography")


class Bibliography(Source):
    """`bibliography.yaml`."""

    groups: list[dict[str, str]] = []
    entries: list[BibliographyEntry]


class Waiver(Source):
    """An excuse for one finding: rule, place, reason."""

    rule: str = Field(pattern=r"^[A-Z]{3}\d{3}$")
    file: str
    line: int | None = None
    key: str = ""
    reason: str = Field(min_length=10)


class Waivers(Source):
    """`waivers.yaml`."""

    waivers: list[Waiver] = []


# --- tables, figures --------------------------------------------------------------


class Column(Source):
    """A column of a table."""

    id: Identifier
    label: str
    kind: Literal["text", "number", "metropole", "status"] = "text"
    unit: str = ""
    statuses: dict[str, str] = Field(
        default={}, description="for kind status: value (full|half|ring|dotted) to legend"
    )


class Count(Source):
    """A number counted from the rows; a fact of its own, `<table id>.<count id>`."""

    id: Identifier
    label: str
    column: Identifier
    unit: str = ""
    equals: list[str] = []
    contains: str = ""
    without: list[str] = Field(default=[], description="values of the column that do not count")


class Table(Source):
    """`tables/*.yaml`. Rows map column ids to cells; `key` names a metropole where about one."""

    id: Annotated[str, Field(pattern=r"^tbl-")]
    title: str
    short: str = ""
    standfirst: Markdown | None = None
    form: Literal["rules", "columns", "synthesis"] = "rules"
    columns: list[Column]
    rows: list[dict[str, Any]]
    counts: list[Count] = []
    shown_counts: list[Identifier] = Field(default=[], description="set large above the table")
    source: Identifier
    as_of: str | None = None
    notes: list[str] = []


class Figure(Source):
    """`figures/<id>.yaml`: a picture file or a drawing computed from data."""

    id: Annotated[str, Field(pattern=r"^fig-")]
    title: str
    caption: str = ""
    file: str = ""
    generator: str = ""
    data: dict[str, Any] = {}
    alt: str = ""
    description: str = Field(default="", description="long description of a picture of data")
    decorative: bool = False
    width: Literal["column", "text", "full"] = "text"
    credit: str = ""
    licence: str = ""
    source: str = ""


# --- pieces written in Markdown ---------------------------------------------------


class Piece(Source):
    """A Markdown file: front matter and a body."""

    id: Identifier
    title: str
    body: Markdown


class KeyResult(Source):
    """A figure set large: a fact and the words under it."""

    fact: FactId
    label: str


class Share(Source):
    """A part of a whole, drawn as dots: both facts of the same unit, or a percentage."""

    fact: FactId
    of: FactId | None = None
    label: str


class KeyResults(Source):
    """The ink panel of a zoom."""

    title: str
    figures: list[KeyResult]
    shares: list[Share] = []


class Event(Source):
    """A date and what happened; `date` is ISO, as precise as known."""

    date: str
    text: str


class Zoom(Piece):
    """A case study about one metropolitan area."""

    id: Annotated[str, Field(pattern=r"^zoom-")]
    short: str
    metropole: Identifier
    standfirst: Markdown | None = None
    key_results: KeyResults | None = None
    timeline: list[Event] = []
    see_also: list[Identifier] = []


class Box(Piece):
    """A boxed text: `repere` a definition or tool, `gallery` short cases side by side."""

    id: Annotated[str, Field(pattern=r"^box-")]
    label: str = "Repère"
    form: Literal["repere", "gallery", "levers"] = "repere"
    share: Share | None = Field(default=None, description="a percentage drawn as dots")
    see_also: list[Identifier] = []


class Testimonial(Piece):
    """Reported (or, approved, verbatim) speech. `title` is the speaker's name."""

    id: Annotated[str, Field(pattern=r"^quote-")]
    speaker: str
    function: str
    organisation: str
    monogram: str
    metropole: Identifier | None = None
    mode: Literal["reported", "verbatim"]
    source: str = ""
    approved: bool = False
    standfirst: Markdown | None = None
    see_also: list[Identifier] = []


class KeyFigure(Source):
    """One figure of a page of key figures, with the drawing that shows it at scale."""

    fact: FactId
    label: str
    drawing: Literal["circle", "dots", "square", "thousands", "bar"]
    inside: FactId | None = Field(default=None, description="a second fact drawn within")
    inside_label: str = ""


class Section(Piece):
    """`chapters/*.md`: an entry of the reading order, by kind."""

    id: Annotated[str, Field(pattern=r"^(sec|part)-")]
    kind: Literal[
        "cover",
        "legend",
        "contents",
        "text",
        "opener",
        "action",
        "chapter",
        "keyfigures",
        "plate",
        "synthesis",
        "sheets",
        "bibliography",
        "colophon",
        "back",
    ]
    short: str = Field(default="", description="for the running head")
    label: str = ""
    standfirst: Markdown | None = None
    signatories: list[dict[str, str]] = []
    levers_line: Markdown | None = Field(
        default=None, description="kind action: one line naming the levers of the field"
    )
    figures: list[KeyFigure] = Field(default=[], description="kind keyfigures")
    source: str = ""
    numbered: bool = False
    see_also: list[Identifier] = []


# --- identity sheets --------------------------------------------------------------


class CardNumber(Source):
    """A value of the data card; a fact, `<metropole>.<key>`."""

    value: Number
    as_of: str | None = None
    qualifier: str = ""
    published: str = ""


class CardShare(CardNumber):
    """The ESS share: of what (`base`), and of which territory."""

    base: str = Field(description="« l’emploi salarié privé », « l’activité économique » …")
    territory: Literal["metropole", "region"]


class SheetFigure(Source):
    """The figure set large in the margin column."""

    fact: FactId
    label: str


class SheetDiagram(Source):
    """A small drawing of the sheet's own data in the margin column."""

    title: str
    caption: str = ""
    kind: Literal["dots", "split", "share"]
    items: list[Share]


class Sheet(Source):
    """`sheets/<metropole>.yaml`: the identity sheet of a metropolitan area."""

    id: Annotated[str, Field(pattern=r"^sheet-")]
    metropole: Identifier
    title: str = Field(default="", description="where it differs from the official name")
    source: Identifier
    population: CardNumber
    communes: CardNumber
    area: CardNumber = Field(description="km²")
    density: CardNumber = Field(description="inhabitants per km²")
    ess_share: CardShare | None = None
    address: list[str]
    visitor_address: list[str] = []
    phone: str = ""
    websites: list[str]
    highlight: SheetFigure | None = None
    diagram: SheetDiagram | None = None
    panorama: Markdown
    programme: Markdown
    examples: Markdown
    other: Markdown | None = None
    see_also: list[Identifier] = []


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

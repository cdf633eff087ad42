"""Pieces written in Markdown: front matter and a body."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from pipeline.model.base import (
    FactId,
    Flag,
    Identifier,
    Keys,
    Markdown,
    PartialDate,
    Source,
    prefixed,
)

SEE_ALSO = "identifiants à ajouter à « À lire aussi », s’ils ne s’y trouvent pas d’eux-mêmes"
STANDFIRST = "chapeau (Markdown)"


class Piece(Source):
    """A Markdown file: front matter and a body."""

    id: Identifier = Field(description="identifiant du texte")
    title: str = Field(description="titre ; ne pas le répéter dans le texte")
    body: Markdown = Field(description="le texte, sous l’en-tête")


class KeyResult(Source):
    """A figure set large: a fact and the words under it."""

    words: ClassVar[str] = "Un nombre composé en grand"

    fact: FactId = Field(description="le fait dont la valeur est montrée")
    label: str = Field(description="les mots sous le nombre")


class Share(Source):
    """A part of a whole, drawn as dots: both facts of the same unit, or a percentage."""

    words: ClassVar[str] = "Une part, dessinée"

    fact: FactId = Field(description="le fait : une part en %, ou un nombre avec « of »")
    of: FactId | None = Field(default=None, description="le tout, s’il n’est pas 100 %")
    label: str = Field(description="les mots à côté du dessin")


class KeyResults(Source):
    """The ink panel of a zoom."""

    words: ClassVar[str] = "Les résultats clés d’un zoom"

    title: str = Field(description="titre du panneau")
    figures: list[KeyResult] = Field(description="deux à quatre nombres")
    shares: list[Share] = Field(default=[], description="parts dessinées en points")


class Event(Source):
    """A date and what happened; `date` is ISO, as precise as known."""

    words: ClassVar[str] = "Un événement daté"

    date: PartialDate = Field(description="« 1998 », « 2018-06 » ou « 2018-10-01 »")
    text: str = Field(description="ce qui s’est passé, en quelques mots")


class Zoom(Piece):
    """A case study about one metropolitan area."""

    words: ClassVar[str] = "Un zoom : une expérience d’une métropole"

    id: str = Field(pattern=prefixed("zoom"), description="identifiant (« zoom-grenoble-gaia »)")
    short: str = Field(description="deux à cinq mots, pour le titre courant et les renvois")
    metropole: Identifier = Field(description="la métropole, d’après metropoles.yaml")
    standfirst: Markdown | None = Field(default=None, description=STANDFIRST)
    key_results: KeyResults | None = Field(default=None, description="résultats chiffrés")
    timeline: list[Event] = Field(default=[], description="trois à huit dates du texte")
    see_also: list[Identifier] = Field(default=[], description=SEE_ALSO)


class Box(Piece):
    """A boxed text: `repere` a definition or tool, `gallery` short cases side by side."""

    words: ClassVar[str] = "Un encadré"

    id: str = Field(pattern=prefixed("box"), description="identifiant (« box-scic »)")
    label: str = Field(default="Repère", description="mot au-dessus du titre")
    form: Literal["repere", "gallery", "levers"] = Field(
        default="repere", description="repère, galerie de cas courts, ou liste de leviers"
    )
    share: Share | None = Field(default=None, description="un pourcentage dessiné en points")
    see_also: list[Identifier] = Field(default=[], description=SEE_ALSO)


class Testimonial(Piece):
    """Reported (or, approved, verbatim) speech. `title` is the speaker's name."""

    words: ClassVar[str] = "Une parole rapportée ou citée"

    id: str = Field(pattern=prefixed("quote"), description="identifiant (« quote-nom »)")
    speaker: str = Field(description="qui parle")
    function: str = Field(description="sa fonction")
    organisation: str = Field(description="son organisation")
    monogram: str = Field(description="ses initiales, pour la médaille")
    metropole: Identifier | None = Field(default=None, description="sa métropole, s’il y en a une")
    mode: Literal["reported", "verbatim"] = Field(
        description="reported : propos rapportés ; verbatim : mot à mot, avec source et accord"
    )
    source: str = Field(default="", description="d’où viennent les mots cités (verbatim)")
    approved: Flag = Field(default=False, description="true si la personne a approuvé les mots")
    standfirst: Markdown | None = Field(default=None, description=STANDFIRST)
    see_also: list[Identifier] = Field(default=[], description=SEE_ALSO)

    @property
    def is_organisation(self) -> bool:
        """Whether the speaker is the organisation itself."""
        return self.speaker == self.organisation


class KeyFigure(Source):
    """One figure of a page of key figures, with the drawing that shows it at scale."""

    words: ClassVar[str] = "Un chiffre clé et son dessin à l’échelle"

    fact: FactId = Field(description="le fait montré")
    label: str = Field(description="les mots sous le nombre")
    drawing: Literal["circle", "dots", "square", "thousands", "bar"] = Field(
        description="dessin : cercle, points, carré, milliers ou barre"
    )
    inside: FactId | None = Field(default=None, description="un second fait, dessiné à l’intérieur")
    inside_label: str = Field(default="", description="les mots du second fait")


Signatory = Annotated[
    dict[str, str],
    Keys({"name": "nom", "function": "fonction", "organisation": "organisation"}),
]


class Section(Piece):
    """`chapters/*.md`: an entry of the reading order, by kind."""

    words: ClassVar[str] = "Une section de la publication"

    id: str = Field(pattern=prefixed("sec", "part"), description="identifiant (« sec-champ-1 »)")
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
    ] = Field(description="genre de la section, qui décide de sa mise en page")
    short: str = Field(default="", description="titre court, pour le titre courant et les renvois")
    label: str = Field(default="", description="mots au-dessus du titre")
    standfirst: Markdown | None = Field(default=None, description=STANDFIRST)
    signatories: list[Signatory] = Field(default=[], description="signataires d’une préface")
    levers_line: Markdown | None = Field(
        default=None, description="pour kind: action, une ligne qui nomme les leviers du champ"
    )
    figures: list[KeyFigure] = Field(default=[], description="pour kind: keyfigures, les chiffres")
    source: str = Field(default="", description="source des données de la section")
    see_also: list[Identifier] = Field(default=[], description=SEE_ALSO)

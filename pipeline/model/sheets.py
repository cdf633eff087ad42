"""Identity sheets of metropolitan areas."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from pipeline.model.base import FactId, Identifier, Markdown, Number, Source, prefixed
from pipeline.model.pieces import SEE_ALSO, Share


class CardNumber(Source):
    """A value of the data card; a fact, `<metropole>.<key>`."""

    words: ClassVar[str] = "Une valeur de la carte d’identité"

    value: Number = Field(description="le nombre, sans espace ni unité")
    as_of: str | None = Field(default=None, description="date de la donnée (« 2018 »)")
    qualifier: str = Field(default="", description="« près de », « environ », « plus de »…")
    published: str = Field(default="", description="les mots tels que la publication les imprime")


class CardShare(CardNumber):
    """The ESS share: of what (`base`), and of which territory."""

    words: ClassVar[str] = "La part de l’ESS"

    base: str = Field(description="part de quoi : « l’emploi privé », « l’activité économique »…")
    territory: Literal["metropole", "region"] = Field(description="sur quel territoire")


class SheetFigure(Source):
    """The figure set large in the margin column."""

    words: ClassVar[str] = "Le nombre composé en grand dans la marge"

    fact: FactId = Field(description="le fait montré")
    label: str = Field(description="les mots sous le nombre")


class SheetDiagram(Source):
    """A small drawing of the sheet's own data in the margin column."""

    words: ClassVar[str] = "Un petit dessin des données de la fiche"

    title: str = Field(description="titre du dessin")
    caption: str = Field(default="", description="légende")
    kind: Literal["dots", "split", "share"] = Field(description="points, partage ou part")
    items: list[Share] = Field(description="ce qui est dessiné")


class Sheet(Source):
    """`sheets/<metropole>.yaml`: the identity sheet of a metropolitan area."""

    words: ClassVar[str] = "La fiche identité d’une métropole"

    id: str = Field(pattern=prefixed("sheet"), description="identifiant (« sheet-nantes »)")
    metropole: Identifier = Field(description="la métropole, d’après metropoles.yaml")
    title: str = Field(default="", description="titre, s’il diffère du nom officiel")
    source: Identifier = Field(description="une entrée de bibliography.yaml")
    population: CardNumber = Field(description="nombre d’habitants")
    communes: CardNumber = Field(description="nombre de communes")
    area: CardNumber = Field(description="superficie en km²")
    density: CardNumber = Field(description="habitants au km²")
    ess_share: CardShare | None = Field(default=None, description="part de l’ESS, en %")
    address: list[str] = Field(description="adresse, une entrée par ligne imprimée")
    visitor_address: list[str] = Field(default=[], description="adresse d’accueil, si elle diffère")
    phone: str = Field(default="", description="téléphone")
    websites: list[str] = Field(description="sites, sans « https:// »")
    highlight: SheetFigure | None = Field(default=None, description="le nombre en grand")
    diagram: SheetDiagram | None = Field(default=None, description="le petit dessin de la marge")
    panorama: Markdown = Field(description="panorama de l’ESS sur le territoire (Markdown)")
    programme: Markdown = Field(description="programme d’action de la métropole (Markdown)")
    examples: Markdown = Field(description="exemples de projets (Markdown)")
    other: Markdown | None = Field(default=None, description="complément (Markdown)")
    see_also: list[Identifier] = Field(default=[], description=SEE_ALSO)
    shares_page: bool = Field(
        default=False, description="vrai : en page, la fiche suit la précédente sur la même page"
    )

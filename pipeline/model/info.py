"""`publication.yaml`: what the book is and the order it is read in."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from pipeline.model.base import UUID, Identifier, Moment, PartialDate, Source


class Publisher(Source):
    """An organisation that publishes; shown as a typographic plate."""

    words: ClassVar[str] = "Un éditeur de la publication"

    id: Identifier = Field(description="identifiant court de l’éditeur (« avise »)")
    name: str = Field(description="nom de l’éditeur")
    line: str = Field(description="une ligne qui dit ce qu’est l’organisme")
    website: str = Field(default="", description="adresse du site, sans « https:// »")


class SectionEntry(Source):
    """One entry of the reading order."""

    words: ClassVar[str] = "Une section hors de toute partie"

    section: Identifier = Field(description="identifiant de la section (« sec-introduction »)")


class PartEntry(Source):
    """A part of the book: an opener and sections that share its colour and drawing."""

    words: ClassVar[str] = "Une partie du livre : son ouverture, puis ses sections"

    part: Identifier = Field(description="identifiant de la partie (« part-cadres-action »)")
    title: str = Field(description="titre de la partie")
    label: str = Field(description="au-dessus du titre : « Première partie »")
    colour: Literal["vermillon", "verdigris", "bronze"] = Field(
        description="couleur de la partie : onglets, titres et filets"
    )
    drawing: Literal["rose", "network", "seals", "none"] = Field(
        default="none",
        description="dessin d’ouverture : rose des leviers, réseau, sceaux, ou aucun",
    )
    sections: list[Identifier] = Field(
        description="sections et fiches de la partie, dans l’ordre ; l’ouverture d’abord"
    )


def _entry_kind(value: Any) -> str | None:
    if isinstance(value, SectionEntry):
        return "section"
    if isinstance(value, PartEntry):
        return "part"
    if not isinstance(value, dict):
        return None
    return "part" if "part" in value else "section" if "section" in value else None


Entry = Annotated[
    Annotated[SectionEntry, Tag("section")] | Annotated[PartEntry, Tag("part")],
    Discriminator(_entry_kind),
]


class PublicationInfo(Source):
    """`publication.yaml`: what the book is and the order it is read in."""

    words: ClassVar[str] = "La publication : titre, éditeurs, ordre de lecture"

    title: str = Field(description="titre complet")
    title_lines: list[str] = Field(
        default=[],
        description="le titre coupé en lignes pour la couverture, la dernière en italique",
    )
    short_title: str = Field(description="titre court, pour le titre courant")
    subtitle: str = Field(description="sous-titre")
    edition: str = Field(description="mention d’édition de la couverture : « juillet 2019 »")
    date: PartialDate = Field(description="date de publication : 2019-07 ou 2019-07-01")
    modified: Moment = Field(
        description="dernière modification, en temps universel : 2019-07-01T00:00:00Z"
    )
    language: str = Field(default="fr", description="langue de la publication (« fr »)")
    identifier: str = Field(
        pattern=UUID, description="identifiant du livre numérique : urn:uuid:… ; n’en plus changer"
    )
    description: str = Field(description="résumé, pour les catalogues et les liseuses")
    subjects: list[str] = Field(default=[], description="mots-clés, pour les catalogues")
    rights: str = Field(description="mention de droits")
    authors: list[str] = Field(description="auteurs, personnes ou organismes")
    publishers: list[Publisher] = Field(description="éditeurs, dans l’ordre de la couverture")
    reading_order: list[Entry] = Field(
        description="ordre de lecture : des lignes « - section: … » et « - part: … »"
    )

"""Tables and figures."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from pipeline.model.base import Cell, Flag, Identifier, Markdown, Source, prefixed


class Column(Source):
    """A column of a table."""

    words: ClassVar[str] = "Une colonne du tableau"

    id: Identifier = Field(description="identifiant de la colonne, clé de ses cellules")
    label: str = Field(description="intitulé de la colonne")
    kind: Literal["text", "number", "metropole", "status"] = Field(
        default="text", description="ce que la colonne contient"
    )
    unit: str = Field(default="", description="unité des nombres de la colonne")
    statuses: dict[str, str] = Field(
        default={}, description="pour kind: status, légende de full, half, ring et dotted"
    )


class Count(Source):
    """A number counted from the rows; a fact of its own, `<table id>.<count id>`."""

    words: ClassVar[str] = "Un compte tiré des lignes, employé comme un fait"

    id: Identifier = Field(description="identifiant du compte : le fait est « tbl-….compte »")
    label: str = Field(description="ce que l’on compte")
    column: Identifier = Field(description="la colonne où l’on compte")
    unit: str = Field(default="", description="unité")
    equals: list[str] = Field(default=[], description="ne compter que ces valeurs de la colonne")
    contains: str = Field(default="", description="ne compter que les cellules qui le contiennent")
    without: list[str] = Field(default=[], description="valeurs de la colonne à ne pas compter")


class Table(Source):
    """`tables/*.yaml`. Rows map column ids to cells; `key` names a metropole where about one."""

    words: ClassVar[str] = "Un tableau"

    id: str = Field(pattern=prefixed("tbl"), description="identifiant (« tbl-elus-referents »)")
    title: str = Field(description="titre du tableau")
    short: str = Field(default="", description="titre court, pour les renvois")
    standfirst: Markdown | None = Field(default=None, description="chapeau (Markdown)")
    form: Literal["rules", "columns", "synthesis"] = Field(
        default="rules", description="forme : lignes réglées, colonnes, ou synthèse des leviers"
    )
    columns: list[Column] = Field(description="les colonnes, de gauche à droite")
    rows: list[dict[str, Cell]] = Field(
        description="les lignes : identifiant de colonne et cellule ; « key » nomme la métropole"
    )
    counts: list[Count] = Field(default=[], description="comptes tirés des lignes")
    shown_counts: list[Identifier] = Field(
        default=[], description="comptes montrés en grand au-dessus du tableau"
    )
    source: Identifier = Field(description="une entrée de bibliography.yaml")
    as_of: str | None = Field(default=None, description="date ou période des données")
    notes: list[str] = Field(default=[], description="notes sous le tableau")


class Figure(Source):
    """`figures/<id>.yaml`: a picture file or a drawing computed from data."""

    words: ClassVar[str] = "Une figure : un fichier, ou un dessin calculé"

    id: str = Field(pattern=prefixed("fig"), description="identifiant (« fig-carte-metropoles »)")
    title: str = Field(description="titre de la figure")
    caption: str = Field(default="", description="légende")
    file: str = Field(default="", description="fichier de l’image, dans sources/figures/")
    generator: str = Field(default="", description="nom du dessin calculé, à la place d’un fichier")
    data: dict[str, Any] = Field(default={}, description="données du dessin calculé")
    alt: str = Field(default="", description="ce que l’image montre, pour qui ne la voit pas")
    description: str = Field(default="", description="description longue d’une image de données")
    decorative: Flag = Field(default=False, description="true si l’image ne dit rien au lecteur")
    width: Literal["column", "text", "full"] = Field(
        default="text", description="largeur : une colonne, le texte, ou toute la page"
    )
    credit: str = Field(default="", description="auteur de l’image")
    licence: str = Field(default="", description="licence de l’image")
    source: str = Field(default="", description="source des données")

"""Data that the text relies on: metropolitan areas, facts, names, bibliography, waivers."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pipeline.model.base import RULE_ID, FactId, Flag, Identifier, Keys, Number, PartialDate, Source


class Metropole(Source):
    """A metropolitan area; `lon` and `lat` in degrees, WGS 84."""

    words: ClassVar[str] = "Une métropole"

    id: Identifier = Field(description="identifiant de la métropole (« nantes »)")
    name: str = Field(description="nom officiel, le même dans toute la publication")
    short: str = Field(description="nom court, pour les cartes et les renvois")
    region: str = Field(description="nom de la région")
    lon: float = Field(
        strict=True, ge=-180, le=180, description="longitude en degrés, négative à l’ouest"
    )
    lat: float = Field(strict=True, ge=-90, le=90, description="latitude en degrés")


class Fact(Source):
    """A number the text relies on, or a state in words (« en élaboration »)."""

    words: ClassVar[str] = "Un nombre, une année ou un état sur lesquels le texte s’appuie"

    id: FactId = Field(description="identifiant du fait (« nantes.ess.salaries »)")
    value: Number | tuple[Number, Number] | None = Field(
        default=None,
        description="le nombre en unités simples (1700000, pas 1,7 million), "
        "ou une fourchette [bas, haut]",
    )
    derive: str = Field(
        default="",
        description="calcul à partir d’autres faits : « nantes.population / nantes.superficie »",
    )
    state: str = Field(
        default="", description="les mots, quand le fait n’est pas un nombre (« en élaboration »)"
    )
    unit: str = Field(
        description="unité au pluriel (« salariés », « € », « % », « année »), ou vide"
    )
    label: str = Field(description="ce que le nombre compte")
    scope: str = Field(description="ce qu’il concerne : une métropole, « france », « region-… »")
    as_of: str | None = Field(default=None, description="date ou période de la donnée (« 2017 »)")
    source: Identifier = Field(description="une entrée de bibliography.yaml")
    primary: str = Field(default="", description="la source première, en clair, si elle est nommée")
    qualifier: str = Field(default="", description="« près de », « environ », « plus de »…")
    published: str = Field(default="", description="les mots tels que la publication les imprime")
    review: PartialDate | None = Field(
        default=None, description="date à laquelle le nombre est à vérifier de nouveau"
    )

    @model_validator(mode="after")
    def _check_value(self) -> Fact:
        if self.value is None and not self.derive and not self.state:
            raise PydanticCustomError("fact_without_value", "neither value, derive nor state")
        if self.state and (self.value is not None or self.derive):
            raise PydanticCustomError("fact_with_state", "a state beside a number")
        if isinstance(self.value, tuple) and self.value[0] > self.value[1]:
            raise PydanticCustomError("range_order", "low is above high")
        return self


class FactFile(Source):
    """`facts/*.yaml`: defaults for all, then the facts."""

    words: ClassVar[str] = "Des faits, et ce qui vaut pour tous ceux du fichier"

    scope: str = Field(default="", description="ce qu’ils concernent, s’ils ne le disent pas")
    source: str = Field(default="", description="leur source, s’ils ne la disent pas")
    as_of: str | None = Field(default=None, description="leur date, s’ils ne la disent pas")
    facts: list[Fact] = Field(description="les faits, un par ligne « - »")


class Name(Source):
    """An approved spelling and the variants that are not."""

    words: ClassVar[str] = "Un nom et sa seule graphie admise"

    name: str = Field(description="la graphie admise")
    forbidden: list[str] = Field(default=[], description="les graphies à corriger")
    lang: str = Field(default="", description="langue, si ce n’est pas le français (« en »)")


class Acronym(Source):
    """An acronym and what it stands for."""

    words: ClassVar[str] = "Un sigle et son développement"

    acronym: str = Field(description="le sigle (« ESS »)")
    expansion: str = Field(description="son développement")
    common: Flag = Field(
        default=False, description="true s’il est connu de tous et n’a pas à être développé"
    )
    lang: str = Field(default="", description="langue, si ce n’est pas le français (« en »)")


class Lexicon(Source):
    """`lexicon.yaml`."""

    words: ClassVar[str] = "Le lexique : noms et sigles"

    names: list[Name] = Field(default=[], description="noms et leurs graphies")
    acronyms: list[Acronym] = Field(default=[], description="sigles et leurs développements")
    right_words: list[str] = Field(
        default=[], alias="words", description="mots justes que le dictionnaire ne connaît pas"
    )


Author = Annotated[
    dict[str, str],
    Keys(
        {
            "family": "nom de famille",
            "given": "prénom",
            "literal": "nom tel quel, pour un organisme",
        }
    ),
]
Group = Annotated[
    dict[str, str],
    Keys(
        {
            "id": "identifiant du groupe, cité par la clé group des entrées",
            "title": "intertitre de la bibliographie",
            "note": "phrase sous l’intertitre",
        }
    ),
]


class BibliographyEntry(Source):
    """A CSL entry; the keys used here are those of CSL-JSON."""

    words: ClassVar[str] = "Une référence bibliographique (clés de CSL)"

    id: Identifier = Field(description="identifiant de la référence (« avise-rtes-2019 »)")
    type: str = Field(description="genre CSL : book, report, article-journal, webpage…")
    title: str = Field(description="titre de l’ouvrage")
    author: list[Author] = Field(default=[], description="auteurs : family et given, ou literal")
    issued: PartialDate = Field(
        default="", description="date de parution : 2018, 2018-06 ou 2018-06-30"
    )
    publisher: str = Field(default="", description="éditeur")
    genre: str = Field(default="", description="nature du document : « Mode d’emploi »")
    collection_title: str = Field(
        default="", alias="collection-title", description="titre de la collection"
    )
    container_title: str = Field(
        default="", alias="container-title", description="ouvrage ou revue qui le contient"
    )
    URL: str = Field(default="", description="adresse en ligne")
    note: str = Field(default="", description="remarque")
    group: str = Field(default="", description="groupe sous lequel la bibliographie la range")


class Bibliography(Source):
    """`bibliography.yaml`."""

    words: ClassVar[str] = "La bibliographie et les sources"

    groups: list[Group] = Field(default=[], description="groupes de la bibliographie, dans l’ordre")
    entries: list[BibliographyEntry] = Field(description="les références")


class Waiver(Source):
    """An excuse for one finding: rule, place, reason."""

    words: ClassVar[str] = "Une dérogation : un constat admis, et pourquoi"

    rule: str = Field(pattern=RULE_ID, description="la règle (« TYP004 »)")
    file: str = Field(description="le fichier, à partir de la racine (« sources/chapters/… »)")
    line: int | None = Field(default=None, strict=True, ge=1, description="la ligne")
    key: str = Field(default="", description="le nom que le constat donne, s’il en donne un")
    reason: str = Field(min_length=10, description="pourquoi le constat est admis")


class Waivers(Source):
    """`waivers.yaml`."""

    words: ClassVar[str] = "Les dérogations"

    waivers: list[Waiver] = Field(default=[], description="les dérogations, une par constat")

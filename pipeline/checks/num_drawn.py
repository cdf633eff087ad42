"""NUM012 to NUM016: the numbers of drawings, shares and timelines."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.checks.numbers import numbers_in, say_fact
from pipeline.model.sources import Share, Source


@rule(
    "NUM012",
    "error",
    "Part plus grande que le tout, ou hors de 0 à 100 %",
    "Corriger le fait de la part, celui du tout, ou la paire « fact » et « of ».",
)
def impossible_share(context: Context) -> Iterator[Outcome]:
    """Why: dessinée en points, une part de 120 % ne se peut pas.

    Wrong: « {fact: ess.associations, of: ess.cooperatives} », quand il y a plus d’associations.

    Right: « {fact: ess.associations, of: ess.etablissements} »
    """
    for share in _shares(context):
        part = context.book.facts.get(share.fact)
        whole = context.book.facts.get(share.of) if share.of else None
        if part is None or (share.of and whole is None) or (not share.of and part.unit != "%"):
            continue
        value, total = part.value, whole.value if whole else 100
        if isinstance(value, tuple) or isinstance(total, tuple):
            continue  # NUM016
        if 0 <= value <= total:
            yield Confirmed()
        else:
            against = say_fact(whole) if whole else "100 %"
            message = f"la part « {part.id} », {say_fact(part)}, dépasse le tout : {against}"
            yield Fault(share.place_of("fact"), message, key=part.id)


@rule(
    "NUM013",
    "error",
    "Part sans son tout",
    "Donner « of: » (le fait du tout, de même unité), ou employer un fait en pourcentage.",
)
def share_without_whole(context: Context) -> Iterator[Outcome]:
    """Why: 49 entreprises, c’est une part de combien ? Sans le tout, rien à dessiner.

    Wrong: « {fact: gaia.fines.entreprises} » seul, quand le fait n’est pas un pourcentage

    Right: « {fact: gaia.fines.entreprises, of: gaia.entreprises} »
    """
    alone = {
        id(item)
        for sheet in context.publication.sheets.values()
        if sheet.diagram and sheet.diagram.kind != "share"
        for item in sheet.diagram.items
    }
    for share in _shares(context):
        part = context.book.facts.get(share.fact)
        # Dots and the items of a split bar are drawn one by one: they need no whole.
        if part is None or id(share) in alone:
            continue
        if share.of or part.unit == "%":
            yield Confirmed()
        else:
            message = f"« {part.id} » se compte en « {part.unit} », et la part n’a pas de tout (of)"
            yield Fault(share.place_of("fact"), message, key=part.id)


@rule(
    "NUM014",
    "warning",
    "Année de la frise absente du texte",
    "Corriger la date de la frise, ou dire l’événement dans le texte.",
)
def unwritten_event(context: Context) -> Iterator[Outcome]:
    """Why: la frise montre les dates du texte ; une année qu’il ne dit pas est mal recopiée.

    Wrong: « {date: "1989", text: création de GAIA} », quand le texte dit « créée en 1998 »

    Right: « {date: "1998", text: création de GAIA} »
    """
    for zoom in context.publication.zooms.values():
        words = " ".join(p.text for p in context.passages if p.piece == zoom.id)
        for event in zoom.timeline:
            year = event.date[:4]
            if year in words:
                yield Confirmed()
            else:
                message = f"{year} ({event.text}) : le texte ne dit pas cette année"
                yield Fault(event.place_of("date"), message, key=f"{zoom.id}:{event.date}")


_HORIZON = 31  # years; plans of cities and States look no further


@rule(
    "NUM015",
    "warning",
    "Année lointaine",
    "Vérifier les chiffres de l’année : deux sont peut-être intervertis.",
)
def distant_year(context: Context) -> Iterator[Outcome]:
    """Why: 2071 pour 2017 : deux chiffres intervertis ne se voient pas à la relecture.

    Wrong: En 2071, le fonds a financé…

    Right: En 2017, le fonds a financé…
    """
    last = int(context.publication.info.date[:4]) + _HORIZON
    for passage in context.passages:
        for phrase in numbers_in(passage.text, context.names):
            if phrase.kind not in ("year", "period", "date"):
                continue
            latest = phrase.value[1] if isinstance(phrase.value, tuple) else phrase.value
            if latest <= last:
                yield Confirmed()
            else:
                message = f"« {phrase.text} » : plus de {_HORIZON} ans après la publication"
                key = f"{passage.piece}:{phrase.text}"
                yield Fault(passage.place_at(phrase.start), message, key=key)


@rule(
    "NUM016",
    "error",
    "Fourchette là où la page dessine un nombre",
    "Employer un fait qui vaut un seul nombre.",
)
def drawn_range(context: Context) -> Iterator[Outcome]:
    """Why: un dessin à l’échelle montre une valeur ; de « 25 à 30 », il ne sait pas laquelle.

    Wrong: « {fact: france.ess.delai, drawing: circle} », quand le fait vaut [25, 30]

    Right: le même dessin, avec un fait qui vaut 30
    """
    drawn: list[tuple[Source, str]] = [(s, key) for s in _shares(context) for key in ("fact", "of")]
    for section in context.publication.sections.values():
        drawn += [(figure, key) for figure in section.figures for key in ("fact", "inside")]
    for source, key in drawn:
        fact = context.book.facts.get(getattr(source, key) or "")
        if fact is None:
            continue
        if isinstance(fact.value, tuple) or fact.state:
            what = "un mot" if fact.state else "une fourchette"
            message = f"« {fact.id} » vaut {say_fact(fact)} : {what} ne se dessine pas"
            yield Fault(source.place_of(key), message, key=fact.id)
        else:
            yield Confirmed()


def _shares(context: Context) -> Iterator[Share]:
    def inside(source: Source) -> Iterator[Share]:
        if isinstance(source, Share):
            yield source
        for key in type(source).model_fields:
            value = getattr(source, key)
            for item in value if isinstance(value, (list, tuple)) else (value,):
                if isinstance(item, Source):
                    yield from inside(item)

    for source in context.sources.values():
        yield from inside(source)


RULES: tuple[Rule, ...] = (
    impossible_share,
    share_without_whole,
    unwritten_event,
    distant_year,
    drawn_range,
)

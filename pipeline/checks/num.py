"""NUM: the numbers of the text against the facts."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import num_facts, num_ranks, num_text
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, Untestable, rule
from pipeline.checks.num_text import contradicted_fact
from pipeline.checks.numbers import (
    bound_pairs,
    mentions_of,
    number_of,
    numbers_in,
    say_fact,
    stated_pairs,
    text_numbers,
)
from pipeline.checks.src import advice
from pipeline.french.numbers import compare
from pipeline.french.words import content_words
from pipeline.model.book import ResolvedFact
from pipeline.model.sources import Share, Source
from pipeline.resolve.expressions import fact_ids_in


@rule(
    "NUM001",
    "error",
    "Fait qui n’existe pas",
    "Corriger l’identifiant du fait, ou ajouter le fait dans sources/facts/.",
)
def unknown_fact(context: Context) -> Iterator[Outcome]:
    """Why: sans fait derrière lui, le nombre ne peut être ni vérifié ni composé.

    Wrong:
        [36 000 salariés]{fact=nantes.ess.salarie}

    Right:
        [36 000 salariés]{fact=nantes.ess.salaries}
    """
    facts = context.book.facts
    uses = [(use.name, use.place) for use in context.book.bindings]
    uses += [(mention.fact, mention.place) for mention in mentions_of(context)]
    for name, place in uses:
        if name in facts or context.may_be_lost(name):
            yield Confirmed()
        else:
            yield Fault(place, f"le fait « {name} » n’existe pas", advice(name, facts), key=name)


@rule(
    "NUM002",
    "error",
    "Mots liés à un fait sans nombre, ou avec plusieurs",
    "Mettre entre les crochets un nombre, un seul, avec ce qui le nuance (près de, plus de…).",
)
def no_single_number(context: Context) -> Iterator[Outcome]:
    """Why: le contrôle compare un nombre à un fait ; il lui en faut un, et un seul.

    Wrong:
        [15 des 22 métropoles]{fact=tbl-elus-referents.elus}

    Right:
        [15]{fact=tbl-elus-referents.elus} des [22 métropoles]{fact=projet.metropoles}
    """
    for use in context.book.bindings:
        fact = context.book.facts.get(use.name)
        if not use.words or (fact and fact.state):
            continue
        if number_of(use.words, context.names):
            yield Confirmed()
        else:
            message = f"« {use.words} » ne contient pas un nombre et un seul"
            yield Fault(use.place, message, key=use.name)


@rule(
    "NUM003",
    "error",
    "Nombre qui contredit le fait",
    "Corriger le texte ; ou, si c’est le fait qui est faux, le corriger dans son fichier.",
)
def contradicted_number(context: Context) -> Iterator[Outcome]:
    """Why: le texte et les données doivent dire le même nombre, partout.

    Wrong:
        [63 000 salariés]{fact=nantes.ess.salaries}, quand le fait vaut 36 000

    Right:
        [36 000 salariés]{fact=nantes.ess.salaries}
    """
    for words, fact, place in stated_pairs(context):
        if " ".join(content_words(fact.state)) in " ".join(content_words(words)):
            yield Confirmed()
        else:
            message = f"« {words} » contredit le fait « {fact.id} » : {say_fact(fact)}"
            yield Fault(place, message, _where(fact), key=fact.id)
    for phrase, fact, place in bound_pairs(context):
        verdict = compare(phrase, fact.value, fact.qualifier, fact.unit)
        if verdict.reason in ("value", "range"):
            message = f"« {phrase.text} » contredit le fait « {fact.id} » : {say_fact(fact)}"
            yield Fault(place, message, _where(fact), key=fact.id)
        elif verdict.agrees:
            yield Confirmed()


def _where(fact: ResolvedFact) -> str:
    return f"Corriger le texte, ou le fait s’il est faux ({fact.place})."


@rule(
    "NUM004",
    "error",
    "Nuance qui ne convient pas au fait",
    "Écrire la nuance du fait (plus de, près de, environ…), ou la retirer.",
)
def wrong_qualifier(context: Context) -> Iterator[Outcome]:
    """Why: « 36 000 » affirme une mesure exacte ; « plus de 36 000 » dit qu’on ne l’a pas.

    Wrong:
        [36 000 salariés]{fact=nantes.ess.salaries}, quand le fait dit « plus de 36 000 »

    Right:
        [plus de 36 000 salariés]{fact=nantes.ess.salaries}
    """
    for phrase, fact, place in bound_pairs(context):
        verdict = compare(phrase, fact.value, fact.qualifier, fact.unit)
        if verdict.reason == "qualifier":
            said = f"« {phrase.qualifier} »" if phrase.qualifier else "aucune nuance"
            known = f"« {fact.qualifier} »" if fact.qualifier else "une valeur exacte"
            message = (
                f"« {phrase.text} » : {said} dans le texte, {known} pour le fait « {fact.id} »"
            )
            yield Fault(place, message, key=fact.id)
        elif verdict.agrees:
            yield Confirmed()


@rule(
    "NUM005",
    "error",
    "Unité qui n’est pas celle du fait",
    "Employer l’unité du fait, ou lier le nombre au bon fait.",
)
def wrong_unit(context: Context) -> Iterator[Outcome]:
    """Why: 16 € n’est pas 16 %.

    Wrong:
        [16 €]{fact=nantes.part-ess}, quand le fait est un pourcentage

    Right:
        [16 %]{fact=nantes.part-ess}
    """
    for phrase, fact, place in bound_pairs(context):
        verdict = compare(phrase, fact.value, fact.qualifier, fact.unit)
        if verdict.reason == "unit":
            message = f"« {phrase.text} » : le fait « {fact.id} » se compte en « {fact.unit} »"
            yield Fault(place, message, key=fact.id)
        elif verdict.agrees:
            yield Confirmed()


@rule(
    "NUM006",
    "warning",
    "Fait que rien n’emploie",
    "Lier un nombre du texte à ce fait, ou retirer le fait.",
    whole=True,
)
def unused_fact(context: Context) -> Iterator[Outcome]:
    """Why: un fait sans emploi est un nombre que le texte a perdu, ou qui n’est plus suivi.

    Wrong: un fait de sources/facts/ que nul texte ne lie.

    Right: [49 entreprises]{fact=gaia.fines.entreprises} dans un texte.
    """
    used = {use.name for use in context.book.bindings}
    used.update(mention.fact for mention in mentions_of(context))
    for fact in context.publication.facts.values():
        used.update(fact_ids_in(fact.derive))
        # A value beside its expression is a sum or a balance kept to be recomputed.
        if fact.derive and fact.value is not None:
            used.add(fact.id)
    for fact in context.publication.facts.values():
        if fact.id in used:
            yield Confirmed()
        else:
            message = f"le fait « {fact.id} » n’est employé nulle part"
            yield Fault(fact.place_of("id"), message, key=fact.id)


@rule(
    "NUM008",
    "warning",
    "Fait à revoir",
    "Vérifier le nombre auprès de sa source, puis repousser la date « review ».",
    dated=True,
)
def past_review(context: Context) -> Iterator[Outcome]:
    """Why: un nombre vieillit ; sa date de revue dit quand le vérifier.

    Wrong: « review: "2020-01-01" », une fois cette date passée.

    Right: « review: "2099-01-01" »
    """
    dated = [fact for fact in context.publication.facts.values() if fact.review]
    if context.today is None:
        if dated:
            yield Untestable("les dates de revue des faits, qui dépendent du jour")
        return
    for fact in dated:
        if str(fact.review) < context.today.isoformat():
            message = f"« {fact.id} » est à revoir depuis le {fact.review}"
            yield Fault(fact.place_of("review"), message, key=fact.id)
        else:
            yield Confirmed()


@rule(
    "NUM010",
    "warning",
    "Nombre du texte qui n’est lié à aucun fait",
    "Le lier : [36 000 salariés]{fact=…}, après l’avoir noté dans sources/facts/ ; ou s’en passer.",
)
def unbound_number(context: Context) -> Iterator[Outcome]:
    """Why: un nombre que rien ne lie, même en toutes lettres, n’est vérifié par rien.

    Wrong:
        Le fonds a financé 49 entreprises.

    Right:
        Le fonds a financé [49 entreprises]{fact=gaia.fines.entreprises}.
    """
    for number in text_numbers(context):
        if number.bound or number.quoted:
            yield Confirmed()
        elif contradicted_fact(context, number.passage, number.phrase) is None:  # else NUM018
            message = f"le nombre « {number.phrase.text} » n’est lié à aucun fait"
            key = f"{number.passage.piece}:{number.phrase.text}"
            yield Fault(number.place, message, key=key)


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


_OWN: tuple[Rule, ...] = (
    unknown_fact,
    no_single_number,
    contradicted_number,
    wrong_qualifier,
    wrong_unit,
    unused_fact,
    past_review,
    unbound_number,
    impossible_share,
    share_without_whole,
    unwritten_event,
    distant_year,
    drawn_range,
)

# Some stand in modules of their own; here they are in the order of their ids.
RULES = tuple(
    sorted((*_OWN, *num_facts.RULES, *num_text.RULES, *num_ranks.RULES), key=lambda rule: rule.id)
)

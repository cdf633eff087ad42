"""NUM: the numbers of the text against the facts."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import num_drawn, num_facts, num_ranks, num_text
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, Untestable, rule
from pipeline.checks.num_text import contradicted_fact
from pipeline.checks.numbers import (
    bound_pairs,
    mentions_of,
    number_of,
    say_fact,
    stated_pairs,
    text_numbers,
)
from pipeline.checks.src import advice
from pipeline.french.numbers import compare
from pipeline.french.words import content_words
from pipeline.model.book import ResolvedFact
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


_TOLERANCE = (
    "Retirer la nuance, ou en choisir une autre : « environ » et « près de » valent à 10 % près, "
    "« plus de » au-dessous de la valeur, « moins de » au-dessus, à 20 % près."
)


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
        if verdict.reason == "qualifier" and fact.qualifier:
            said = f"« {phrase.qualifier} »" if phrase.qualifier else "aucune nuance"
            message = (
                f"« {phrase.text} » : {said} dans le texte, « {fact.qualifier} » pour le fait "
                f"« {fact.id} »"
            )
            yield Fault(place, message, key=fact.id)
        elif verdict.reason == "qualifier":
            message = (
                f"« {phrase.text} » : la nuance ne convient pas au fait « {fact.id} », "
                f"{say_fact(fact)}"
            )
            yield Fault(place, message, _TOLERANCE, key=fact.id)
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


_OWN: tuple[Rule, ...] = (
    unknown_fact,
    no_single_number,
    contradicted_number,
    wrong_qualifier,
    wrong_unit,
    unused_fact,
    past_review,
    unbound_number,
)

# Some stand in modules of their own; here they are in the order of their ids.
RULES = tuple(
    sorted(
        (*_OWN, *num_drawn.RULES, *num_facts.RULES, *num_text.RULES, *num_ranks.RULES),
        key=lambda rule: rule.id,
    )
)

"""NUM, the facts among themselves: recomputed, compared, held against their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.numbers import say_fact
from pipeline.french.format import YEAR
from pipeline.french.numbers import bound_number, compare, format_number, in_canonical_unit
from pipeline.french.units import canonical_unit
from pipeline.french.words import content_words
from pipeline.model.book import ResolvedFact

# A number of so many digits, final zeros apart, is not met twice by chance.
_TELLING_DIGITS, _TELLING_ELSEWHERE = 3, 4


@rule(
    "NUM007",
    "error",
    "Fait dont le calcul échoue ou donne un autre nombre",
    "Corriger la valeur, l’expression (derive), ou les faits dont elle part.",
    whole=True,
)
def wrong_derivation(context: Context) -> Iterator[Outcome]:
    """Why: une part, une moyenne se recalculent ; le résultat doit être le nombre publié.

    Wrong: « value: 40 » et « derive: x.part / x.total * 100 », quand le calcul donne 33,3.

    Right: « value: 33 » (à 1 % près, ou à l’arrondi du dernier chiffre).
    """
    for fact in context.book.facts.values():
        if fact.error:
            yield Fault(fact.place, f"« {fact.id} » : {fact.error}", key=fact.id)
        elif isinstance(fact.derived, (int, float)) and isinstance(fact.value, (int, float)):
            if _may_be_said(fact, fact.derived):
                yield Confirmed()
            else:
                found = format_number(round(fact.derived, 2), fact.unit)
                message = f"« {fact.id} » vaut {say_fact(fact)}, le calcul donne {found}"
                yield Fault(fact.place, message, key=fact.id)


def _may_be_said(fact: ResolvedFact, derived: int | float) -> bool:
    """Whether the value is what its expression gives, rounded, or as its qualifier says it."""
    assert isinstance(fact.value, (int, float))
    written = Decimal(str(fact.value))
    exponent = written.as_tuple().exponent
    half = 0.5 * 10.0 ** min(0, exponent if isinstance(exponent, int) else 0)
    if abs(derived - fact.value) <= max(half, abs(fact.value) * 0.01):
        return True
    phrase = bound_number(format_number(fact.value, fact.unit, fact.qualifier))
    return bool(fact.qualifier and phrase and compare(phrase, derived, "", fact.unit).agrees)


@rule(
    "NUM009",
    "warning",
    "Deux faits qui se contredisent",
    "Corriger l’un des deux, ou dire dans leurs libellés ou leurs dates ce qui les distingue.",
)
def contradictory_facts(context: Context) -> Iterator[Outcome]:
    """Why: deux nombres pour la même chose, au même moment : l’un des deux est faux.

    Une date donnée à l’un seul ne les distingue pas.

    Wrong: deux faits « salariés de l’ESS », même territoire, même date, 36 000 et 36 515.

    Right: le même nombre ; ou « as_of: "2015" » pour l’un, « as_of: "2018" » pour l’autre.
    """
    alike: dict[tuple[str, str, str], list[ResolvedFact]] = {}
    for fact in _comparable(context):
        key = (fact.scope, canonical_unit(fact.unit), _said_label(fact))
        others = alike.setdefault(key, [])
        other = next((o for o in others if not _may_both_be(fact, o)), None)
        if other is None:
            others.append(fact)
            yield Confirmed()
        else:
            message = f"« {fact.id} » vaut {say_fact(fact)}, et « {other.id} » {say_fact(other)}"
            yield Fault(fact.place, message, _where_else(other), key=fact.id)


def _where_else(other: ResolvedFact) -> str:
    return (
        f"L’autre est noté dans {other.place}. Corriger l’un des deux, ou dire dans leurs libellés "
        "ou leurs dates ce qui les distingue."
    )


def _comparable(context: Context) -> Iterator[ResolvedFact]:
    """The facts whose label and territory say what they count: no counts, no rows without a key."""
    for fact in context.book.facts.values():
        table = fact.id.partition(".")[0]
        if fact.origin != "count" and not (fact.origin == "cell" and fact.scope == table):
            yield fact


def _said_label(fact: ResolvedFact) -> str:
    """A label without what does not tell two facts apart: articles, « nombre de », spaces."""
    words = [word for word in content_words(fact.label) if word != "nombre"]
    return " ".join(words) or fact.label.casefold()


def _may_both_be(one: ResolvedFact, two: ResolvedFact) -> bool:
    """Whether two facts can be true together: « plus de 36 000 » and 36 515 can."""
    if one.unit != YEAR and one.as_of and two.as_of and one.as_of != two.as_of:
        return True
    if one.state or two.state:
        return one.state.casefold() == two.state.casefold()
    if in_canonical_unit(one.value, one.unit) == in_canonical_unit(two.value, two.unit):
        return True
    for said, known in ((one, two), (two, one)):
        phrase = bound_number(format_number(said.value, said.unit, said.qualifier))
        if said.qualifier and not known.qualifier and phrase:
            return compare(phrase, known.value, "", known.unit).agrees
    return False


@rule(
    "NUM011",
    "error",
    "Fait dont les mots publiés disent un autre nombre",
    "Corriger « value » (en unités de base : 1,7 million d’euros = 1700000) ou « published ».",
)
def wrong_published_words(context: Context) -> Iterator[Outcome]:
    """Why: « published » garde les mots de la source ; la valeur doit être la leur.

    Wrong: « value: 17000000 » et « published: 1,7 million d'euros »

    Right: « value: 1700000 » et « published: 1,7 million d'euros »
    """
    for fact in context.book.facts.values():
        phrase = bound_number(fact.published, context.names) if fact.published else None
        if phrase is None or phrase.kind not in ("quantity", "year") or fact.state:
            continue
        if (phrase.kind == "year") != (fact.unit == YEAR):
            continue
        verdict = compare(phrase, fact.value, fact.qualifier, fact.unit)
        if verdict.agrees:
            yield Confirmed()
        else:
            message = (
                f"« {fact.id} » vaut {say_fact(fact)}, ses mots publiés sont « {fact.published} »"
            )
            yield Fault(fact.place, message, key=fact.id)


@rule(
    "NUM017",
    "warning",
    "Même nombre, donné pour deux dates ou deux territoires",
    "Vérifier à la source la date (as_of) et le territoire (scope) ; n’en garder qu’un.",
)
def number_given_twice(context: Context) -> Iterator[Outcome]:
    """Why: 36 515 salariés en 2015 et 36 515 en 2018, ou ici et là : l’un est une copie.

    Wrong: « salariés de l’ESS », 36 515, « as_of: "2015" », puis le même fait en 2018.

    Right: un seul fait, avec sa date.
    """
    seen: dict[tuple[str, str, str], list[ResolvedFact]] = {}
    for fact in _comparable(context):
        if isinstance(fact.value, tuple) or fact.state or fact.unit == YEAR:
            continue
        value = in_canonical_unit(fact.value, fact.unit)
        assert isinstance(value, Decimal)
        digits = len(value.normalize().as_tuple().digits)
        others = seen.setdefault((str(value), canonical_unit(fact.unit), _said_label(fact)), [])
        message = next((m for o in others if (m := _differ(fact, o, digits))), "")
        others.append(fact)
        if message:
            yield Fault(fact.place, message, key=fact.id)
        else:
            yield Confirmed()


def _differ(one: ResolvedFact, two: ResolvedFact, digits: int) -> str:
    """What is wrong with the same number said twice; nothing where it may be chance."""
    same = f"« {one.id} » et « {two.id} » : le même nombre, {say_fact(one)},"
    if one.scope == two.scope:
        if digits >= _TELLING_DIGITS and one.as_of and two.as_of and one.as_of != two.as_of:
            return f"{same} est daté de {one.as_of} et de {two.as_of}"
    elif digits >= _TELLING_ELSEWHERE:
        return f"{same} est donné pour « {one.scope} » et pour « {two.scope} »"
    return ""


@rule(
    "NUM022",
    "warning",
    "Part rapportée à un autre territoire que celui du fait",
    "Corriger le territoire (scope) ou le libellé ; pour la part d’une métropole dans un ensemble "
    "plus grand, écrire « part de la métropole dans… ».",
)
def share_of_elsewhere(context: Context) -> Iterator[Outcome]:
    """Why: les salariés d’une métropole ne font pas la même part de son emploi et du régional.

    Wrong: « scope: rouen » et « label: part de l'ESS dans le salariat régional »

    Right: « scope: region-normandie », ou « part de la métropole dans le salariat régional »
    """
    territories = context.territories
    for fact in _comparable(context):
        if fact.scope not in territories.metropoles or canonical_unit(fact.unit) != "%":
            continue
        wider = territories.names_wider(fact.label)
        if wider and not re.search(r"(?<!\w)métropol", fact.label.casefold()):
            about = f"un fait de « {fact.scope} », mais son libellé dit « {wider} »"
            yield Fault(fact.place, f"« {fact.id} » : {about} ({say_fact(fact)})", key=fact.id)
        else:
            yield Confirmed()


RULES = (
    wrong_derivation,
    contradictory_facts,
    wrong_published_words,
    number_given_twice,
    share_of_elsewhere,
)

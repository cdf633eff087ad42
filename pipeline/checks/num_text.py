"""NUM, the words around a number: whose number it is, of when, and what an unbound one says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.numbers import mentions_of, numbers_in, say_fact, text_numbers
from pipeline.checks.passages import GAP, Passage, Span
from pipeline.french.compare import MEASURES
from pipeline.french.format import YEAR
from pipeline.french.numbers import NumberPhrase, compare
from pipeline.french.units import canonical_unit
from pipeline.french.words import content_words, singular
from pipeline.model.book import ResolvedFact
from pipeline.model.places import Place
from pipeline.model.tree import BoundNumber
from pipeline.resolve.facts import words_of

_SENTENCE_END = re.compile(r"[.!?…](?:[\s»)]+)(?=[^\W\da-z]|$)")


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Where the sentence that holds the character at `offset` begins and ends."""
    start, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= offset:
            start = match.end()
        elif match.start() >= offset:
            end = match.end()
            break
    return start, end


def metropole_of(context: Context, piece: str) -> str:
    """The metropolitan area a piece is about; nothing where it is about none, or an unknown one."""
    about = getattr(context.sources.get(piece), "metropole", None) or ""
    return about if about in context.publication.metropoles else ""


# --- unbound numbers ---------------------------------------------------------------


@rule(
    "NUM018",
    "error",
    "Nombre non lié qui contredit un fait de la métropole",
    "Le corriger et le lier au fait ; si c’est un autre nombre, le noter dans sources/facts/.",
)
def unbound_contradiction(context: Context) -> Iterator[Outcome]:
    """Why: la fiche dit 36 000 salariés ; écrit ailleurs, sans lien, 40 000 est une faute.

    Wrong: « L’ESS nantaise emploie 40 000 salariés. », quand le fait de Nantes vaut 36 000

    Right:
        L’ESS nantaise emploie [36 000 salariés]{fact=nantes.ess.salaries}.
    """
    for passage, phrase in _unbound(context):
        fact = contradicted_fact(context, passage, phrase)
        if fact is None:
            yield Confirmed()
        else:
            message = f"« {phrase.text} » contredit le fait « {fact.id} » : {say_fact(fact)}"
            key = f"{passage.piece}:{phrase.text}"
            hint = (
                f"Le corriger et le lier : [{phrase.text}]{{fact={fact.id}}} (fait : {fact.place})"
                " ; si c’est un autre nombre, le noter dans sources/facts/."
            )
            yield Fault(passage.place_at(phrase.start), message, hint, key=key)


def _unbound(context: Context) -> Iterator[tuple[Passage, NumberPhrase]]:
    for number in text_numbers(context):
        if not number.bound and not number.quoted:
            yield number.passage, number.phrase
    headings = [passage for passage in context.passages if passage.heading]
    for passage in (*headings, *context.strings):
        for phrase in numbers_in(passage.text, context.names):
            if phrase.kind == "quantity" and not passage.covered(phrase.end - 1, BoundNumber):
                yield passage, phrase


def contradicted_fact(
    context: Context, passage: Passage, phrase: NumberPhrase
) -> ResolvedFact | None:
    """The fact that an unbound number says otherwise: of the metropole the words are about."""
    start, end = sentence_at(passage.text, phrase.start)
    sentence = passage.text[start:end]
    named = {id_ for _, id_ in context.territories.named(sentence)}
    about = metropole_of(context, passage.piece) or (named.pop() if len(named) == 1 else "")
    if not about or named - {about}:
        return None
    words = {singular(word) for word in content_words(sentence)}
    alike = [fact for fact in _facts_by_scope(context).get(about, ()) if _says(phrase, words, fact)]
    if any(_agrees(phrase, fact) for fact in alike):
        return None
    return alike[0] if alike else None


def _facts_by_scope(context: Context) -> Mapping[str, list[ResolvedFact]]:
    facts: dict[str, list[ResolvedFact]] = {}
    for fact in context.book.facts.values():
        if not fact.state and fact.unit not in ("", YEAR):
            facts.setdefault(fact.scope, []).append(fact)
    return facts


def _says(phrase: NumberPhrase, words: set[str], fact: ResolvedFact) -> bool:
    """Whether the words around a number are those of a fact's label, and its unit the same."""
    unit = canonical_unit(fact.unit)
    same = compare(phrase, fact.value, fact.qualifier, fact.unit).reason != "unit"
    counted = singular((content_words(unit) or [unit])[0])
    if phrase.unit and phrase.unit != "part":
        # A measure is never a fact that counts things, nor one thing another.
        if not (same and (phrase.unit == unit or {phrase.unit, unit} <= MEASURES)):
            return False
    elif not phrase.noun or singular(phrase.noun) != counted:
        return False
    label = {singular(word) for word in content_words(fact.label)} - {"nombre", counted}
    if unit == "%":
        label -= _SHARES
    return label <= words


# « L’ESS pèse 16 % de l’emploi » says no « part »: the sign does.
_SHARES = {"part", "pourcentage", "proportion"}


def _agrees(phrase: NumberPhrase, fact: ResolvedFact) -> bool:
    return compare(phrase, fact.value, fact.qualifier, fact.unit).reason in ("", "qualifier")


# --- when, and whose ----------------------------------------------------------------


@rule(
    "NUM019",
    "warning",
    "Date de la phrase qui n’est pas celle du fait",
    "Corriger la date dans la phrase, ou « as_of » dans le fait.",
)
def wrong_date(context: Context) -> Iterator[Outcome]:
    """Why: « En 2015, 36 515 salariés » est faux si le nombre est de 2018.

    Une seule date dans la phrase, devant le nombre, est prise pour la sienne.

    Wrong:
        En 2015, l’ESS comptait [36 515 salariés]{fact=bordeaux.ess.salaries}, fait de 2018

    Right:
        En 2018, l’ESS comptait [36 515 salariés]{fact=bordeaux.ess.salaries}.
    """
    for passage, span, fact in _bound_spans(context):
        known = _years(fact.as_of or "")
        start, end = sentence_at(passage.text, span.start)
        dated = [
            phrase
            for phrase in numbers_in(passage.text, context.names)
            if phrase.kind in ("year", "period", "date") and start <= phrase.start < end
        ]
        if not known or len(dated) != 1 or dated[0].end > span.start:
            continue
        said = _years(dated[0].text)
        if not said or said & known:
            yield Confirmed()
        else:
            words = _said(passage, span, fact)
            message = f"« {dated[0].text} » pour « {words} » : le fait « {fact.id} » est de "
            yield Fault(passage.place_at(dated[0].start), message + str(fact.as_of), key=fact.id)


def _said(passage: Passage, span: Span, fact: ResolvedFact) -> str:
    """The words bound to a fact; its own where the pipeline gives them."""
    words = passage.text[span.start : span.end]
    return words_of(fact) if words == GAP else words


def _bound_spans(context: Context) -> Iterator[tuple[Passage, Span, ResolvedFact]]:
    for passage in context.passages:
        for span in passage.spans:
            if isinstance(span.node, BoundNumber):
                fact = context.book.facts.get(span.node.fact)
                if fact is not None and fact.unit != YEAR:
                    yield passage, span, fact


def _years(words: str) -> set[int]:
    """The years a date or period covers: « 2015-2018 » is 2015 to 2018."""
    found = [int(year) for year in re.findall(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", words)]
    return set(range(min(found), max(found) + 1)) if found else set()


@rule(
    "NUM020",
    "warning",
    "Nombre d’une autre métropole",
    "Lier le nombre au fait de la bonne métropole, ou nommer celle dont il s’agit.",
)
def number_of_elsewhere(context: Context) -> Iterator[Outcome]:
    """Why: sur la fiche de Nantes, un nombre de Bordeaux que rien n’annonce passe pour nantais.

    Wrong: dans sheets/nantes.yaml, [36 515 salariés]{fact=bordeaux.ess.salaries}

    Right:
        À Bordeaux Métropole, ils sont [36 515]{fact=bordeaux.ess.salaries}.
    """
    for passage, span, fact in _bound_spans(context):
        words = _said(passage, span, fact)
        place = passage.place_at(span.start)
        yield _whose(context, passage.piece, fact, words, passage.text, place)
    for mention in mentions_of(context):
        found = context.book.facts.get(mention.fact)
        if found is not None:
            yield _whose(context, mention.piece, found, mention.fact, "", mention.place)


def _whose(
    context: Context, piece: str, fact: ResolvedFact, words: str, around: str, place: Place
) -> Outcome:
    """Whether a number is of the territory its piece is about, or of one that its words name."""
    about, territories = metropole_of(context, piece), context.territories
    scope = fact.scope
    if not about or not (scope in territories.metropoles or scope in territories.regions):
        return Confirmed()
    named = {id_ for _, id_ in territories.named(around)}
    regions = {territories.region_of(id_) for id_ in {about, *named}}
    name = territories.name_of(scope)
    if scope in {about, *named, *regions} or name.casefold() in around.casefold():
        return Confirmed()
    message = f"« {words} » est un nombre de « {name} », dans un texte sur « {about} »"
    return Fault(place, message, key=fact.id)


RULES = (unbound_contradiction, wrong_date, number_of_elsewhere)

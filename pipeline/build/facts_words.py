"""The facts and their uses in French, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.build.facts import Bound, FactUse
from pipeline.build.folios import Folios
from pipeline.french.format import format_value
from pipeline.model.book import ResolvedFact
from pipeline.resolve.facts import words_of

_KINDS = {
    "address": "adresses",
    "date": "dates",
    "folio": "numéros de page",
    "law": "numéros de loi et d’article",
    "list": "numéros de liste",
    "name": "numéros d’un nom",
    "ordinal": "ordinaux",
    "period": "périodes",
    "title": "nombres d’un titre ou d’un lien",
    "year": "années",
}
_HOW = {
    "text": "",
    "data": "donnée",
    "card": "carte de la fiche",
    "table": "tableau",
    "expression": "calcul d’un autre fait",
}


def format_share(bound: Bound, facts: int) -> str:
    """How much is bound, what does not count, and the list of what is not bound."""
    total = bound.bound + len(bound.unbound)
    share = format_value(round(100 * bound.share, 1))
    lines = [
        f"Nombres du texte liés à un fait : {bound.bound} sur {total} ({share} %). Faits : {facts}."
    ]
    uncounted = [f"{count} {_KINDS.get(kind, kind)}" for kind, count in bound.uncounted.items()]
    if uncounted:
        lines.append(f"Ne comptent pas : {', '.join(uncounted)}.")
    if bound.unbound:
        lines.append("Ne sont pas liés :")
        lines += [f"  {place}  « {words} »" for place, words in bound.unbound]
    return "\n".join(lines)


def format_fact(fact: ResolvedFact, uses: Sequence[FactUse], folios: Folios | None) -> str:
    """A fact: value, what it says, where it is noted, and every place that uses it."""
    about = [fact.label, fact.scope, fact.as_of or "", f"source : {fact.source}", fact.primary]
    lines = [
        f"{fact.id} : {words_of(fact)}",
        f"  {' ; '.join(part for part in about if part)}",
        f"  noté dans {fact.place}",
    ]
    if not uses:
        lines.append("  aucun emploi")
    else:
        lines.append(f"  {len(uses)} emploi{'s' if len(uses) > 1 else ''} :")
        lines += [f"    {_use_words(use)}" for use in uses]
    if uses and folios is None:
        lines.append("  Les folios manquent : « publication build pdf » les établit.")
    elif uses and folios and not folios.current:
        lines.append("  Les folios sont ceux d’avant les dernières modifications des sources.")
    return "\n".join(lines)


def _use_words(use: FactUse) -> str:
    said = f"« {use.words} »" if use.words and use.how == "text" else _HOW[use.how]
    pages = ", ".join(f"p. {folio}" for folio in use.folios)
    return "  ".join(part for part in (str(use.place), said, pages, use.epub) if part)

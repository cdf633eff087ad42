"""LEX006 and LEX007: French spelling, by a dictionary and the project's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.lex import ADDRESS
from pipeline.checks.passages import Passage
from pipeline.checks.typ import LIGATURE, UNACCENTED, WRONG_TITLE
from pipeline.french.nearwords import right_words
from pipeline.french.spelling import bare, plain, unknown_words, unused_words, words_in
from pipeline.model.tree import Foreign

_ADD = "Si le mot est juste, l’ajouter à « words » dans sources/lexicon.yaml."
# Symbols of units that stand alone between parentheses or after a number in letters.
_UNITS = frozenset(("km", "ha", "kg", "cm", "mm", "kWh", "MWh", "hab"))

_SMALL_CENTURY = re.compile("[ivx]{2,}i?(?:e|[eè]me)")


@rule(
    "LEX006",
    "warning",
    "Mot inconnu du dictionnaire",
    "Corriger le mot. S’il est juste, l’ajouter à « words » dans sources/lexicon.yaml ; s’il est "
    "étranger, écrire [mot]{lang=en}.",
)
def unknown_word(context: Context) -> Iterator[Outcome]:
    """Why: une faute de frappe que personne ne voit s’imprime ; le dictionnaire la voit.

    Wrong: le dévelopement de l’ESS

    Right: le développement de l’ESS
    """
    unknown = unknown_words(context.words, _allowed(context))
    others = _of_other_rules(context)
    # Once in each piece, at its first place, without an elided article.
    faults = {
        (passage.piece, bare(word)): passage.place_at(at + len(word) - len(bare(word)))
        for word in unknown
        if bare(word) not in others
        for passage, at in reversed(context.words[word])
        if not _is_foreign(passage, at)
    }
    yield Confirmed(len(context.words) - len({word for _, word in faults}))
    used = {plain(word).lower(): len(places) for word, places in context.words.items()}
    right = right_words({word for _, word in faults}, used)
    for (piece, word), place in faults.items():
        hint = f"Vouliez-vous dire « {right[word]} » ? {_ADD}" if word in right else ""
        message = f"« {word} » n’est pas au dictionnaire"
        yield Fault(place, message, hint, key=f"{piece}:{word}")


def _allowed(context: Context) -> set[str]:
    """Words of names: of the lexicon, métropoles, people, publishers and the bibliography."""
    publication = context.publication
    names = [*context.names, *(a.expansion for a in publication.lexicon.acronyms)]
    for metropole in publication.metropoles.values():
        names += [metropole.name, metropole.short, metropole.region]
    names += [said.speaker for said in publication.testimonials.values()]
    names += [publisher.name for publisher in publication.info.publishers]
    for entry in publication.bibliography.entries:
        names += [entry.title, entry.publisher, entry.container_title, entry.collection_title]
        names += [name for author in entry.author for name in author.values()]
    words = {plain(word) for name in names for _, word in words_in(name)}
    words |= {part for word in words for part in re.split("[-']", word)}
    return words | {plain(word) for word in publication.lexicon.right_words} | _UNITS


def _of_other_rules(context: Context) -> set[str]:
    """Wrong words that another rule answers better."""
    forbidden = " ".join(v for name in context.publication.lexicon.names for v in name.forbidden)
    found = {word for _, word in words_in(forbidden)} | set(UNACCENTED)
    words = {bare(word) for word in context.words}
    patterns = (LIGATURE.match, WRONG_TITLE.fullmatch, _SMALL_CENTURY.fullmatch)
    return found | {word for word in words if any(match(word) for match in patterns)}


def _is_foreign(passage: Passage, at: int) -> bool:
    """Whether the word at an offset is of another language, a part of an address, or a code."""
    if passage.covered(at, Foreign):
        return True
    return any(m.start() <= at < m.end() for m in ADDRESS.finditer(passage.text))


@rule(
    "LEX007",
    "warning",
    "Mot admis qu’aucun texte n’écrit",
    "Le retirer de « words » dans sources/lexicon.yaml, ou l’écrire là comme dans le texte.",
    whole=True,
)
def unused_word(context: Context) -> Iterator[Outcome]:
    """Why: un mot admis de trop laisserait passer un jour une vraie faute.

    Wrong: « words: [isoligne] », et le mot n’est plus dans aucun texte.

    Right: « words: [isoligne] », et une page s’intitule « Les isolignes ».
    """
    lexicon = context.publication.lexicon
    unused = unused_words(lexicon.right_words, context.words)
    for rank, word in enumerate(lexicon.right_words):
        if word in unused:
            message = f"« {word} » n’est écrit nulle part"
            yield Fault(lexicon.place_of("words", rank), message, key=word)
        else:
            yield Confirmed()


RULES = (unknown_word, unused_word)

"""REF019 and REF020: the words of references speak of their target, and hold no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.acc import VAGUE
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.french.characters import SPACE
from pipeline.french.words import content_words, singular
from pipeline.model.book import Target, Use
from pipeline.model.tree import Emphasis, Foreign, Heading, text_of

# Words that say what kind of thing it is, or that there is something to read, and nothing of it.
_KINDS = frozenset(
    (
        "zoom", "fiche", "tableau", "figure", "carte", "graphique", "schéma", "encadré",
        "témoignage", "chapitre", "partie", "page", "section", "champ", "action", "voir", "lire",
        "aussi", "ce", "cette", "ci-contre", "ci-dessous", "ci-après", "suivant", "plus", "loin",
        "identité", "texte", "exemple", "parole", "contribution", "entretien",
    )
)  # fmt: skip
# So many first letters make two words one: « évaluer », « évaluation ».
_STEM = 5


@rule(
    "REF019",
    "warning",
    "Renvoi dont les mots parlent d’autre chose",
    "Corriger l’identifiant ou les mots ; ou laisser les crochets vides : la machine écrit le nom "
    "du texte visé.",
)
def unrelated_words(context: Context) -> Iterator[Outcome]:
    """Why: « appel à projets » qui mène à un zoom sur l’évaluation est un renvoi qui s’est trompé.

    Wrong:
        [l’appel à projets](#zoom-lille-evaluation)

    Right:
        [l’évaluation de son plan](#zoom-lille-evaluation)
    """
    for use in context.book.references:
        target = context.book.targets.get(use.name)
        # Words that name nothing at all are another fault (ACC002).
        if target is None or VAGUE.fullmatch(use.words.strip().lower()):
            continue
        wrong = _wrong_place(context, use, target) or _nothing_shared(context, use, target)
        if wrong:
            message = f"« {use.words} » mène à « {target.short} », {wrong}"
            yield Fault(use.place, message, key=use.name)
        else:
            yield Confirmed()


def _wrong_place(context: Context, use: Use, target: Target) -> str:
    """What to say where the words name a métropole, and the target is about another one."""
    source = context.sources.get(target.id)
    about = getattr(source, "metropole", "") or ""
    named = {id_ for _, id_ in context.territories.named(use.words)}
    told = {id_ for _, id_ in context.territories.named(f"{target.title} {target.short}")}
    if not about or not named or named & {about, *told}:
        return ""
    return f"qui porte sur {context.territories.name_of(about)}"


def _nothing_shared(context: Context, use: Use, target: Target) -> str:
    """What to say where no word of the reference is one of the target's titles or standfirst."""
    said = _stems(use.words) - {word[:_STEM] for word in _KINDS}
    if not said or said & _stems(_titles(context, target)):
        return ""
    return "dont le titre et le chapeau n’en disent rien"


def _titles(context: Context, target: Target) -> str:
    source = context.sources.get(target.id)
    metropole = context.publication.metropoles.get(getattr(source, "metropole", "") or "")
    names = (metropole.name, metropole.short, metropole.region) if metropole else ()
    trees = context.publication.trees
    standfirst = trees.get((target.id, "standfirst"))
    body = trees.get((target.id, "body"))
    headings = (text_of(n) for n in body.walk() if isinstance(n, Heading)) if body else ()
    said = text_of(standfirst) if standfirst else ""
    function = f"{getattr(source, 'function', '')} {getattr(source, 'organisation', '')}"
    return " ".join([target.title, target.short, *names, said, function, *headings])


def _stems(words: str) -> set[str]:
    parts = (part for word in content_words(words) for part in word.split("-"))
    return {singular(part)[:_STEM] for part in parts if len(part) > 1}


_TYPED = re.compile(
    rf"(?<!\w)(?:(?:figure|fig\.|tableau|encadré){SPACE}\d+"
    rf"|(?:voir|cf\.?){SPACE}(?:aussi{SPACE}|également{SPACE}|la{SPACE})?(?:pp?\.|pages?){SPACE}?\d+)",
    re.IGNORECASE,
)


@rule(
    "REF020",
    "warning",
    "Numéro de page, de figure ou de tableau tapé à la main",
    "Écrire un renvoi à crochets vides : [](#fig-parcours). La machine met le numéro et la page.",
)
def typed_number(context: Context) -> Iterator[Outcome]:
    """Why: au premier ajout, les numéros et les pages changent ; celui qu’on a tapé devient faux.

    Wrong: (voir figure 2), (voir p. 48)

    Right:
        (voir [](#fig-parcours))
    """
    for passage in context.passages:
        matches = [
            match
            for match in _TYPED.finditer(passage.text)
            # Italics hold the title of a work, and its own numbers.
            if not any(passage.covered(match.start(), kind) for kind in (Foreign, Emphasis))
        ]
        for match in matches:
            place = passage.place_at(match.start())
            key = f"{passage.piece}:{match.group()}"
            yield Fault(place, f"« {match.group()} » est tapé à la main", key=key)
        if not matches:
            yield Confirmed()


RULES: tuple[Rule, ...] = (unrelated_words, typed_number)

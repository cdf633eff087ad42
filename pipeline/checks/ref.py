"""REF: references, placements, sources; how references and notes are written stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.checks import ref_notes, ref_words
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.checks.src import advice
from pipeline.errors import nearest
from pipeline.model.places import Place


@rule(
    "REF001",
    "error",
    "Renvoi vers un identifiant qui n’existe pas",
    "Corriger l’identifiant, ou créer le texte visé.",
)
def unknown_target(context: Context) -> Iterator[Outcome]:
    """Why: le lecteur serait envoyé nulle part.

    Wrong:
        (voir [](#zoom-lile-evaluation))

    Right:
        (voir [](#zoom-lille-evaluation))
    """
    targets = context.book.targets
    for use in context.book.references:
        if use.name in targets or context.may_be_lost(use.name):
            yield Confirmed()
        else:
            message = f"le renvoi « #{use.name} » ne mène nulle part"
            yield Fault(use.place, message, advice(use.name, targets), key=use.name)


@rule(
    "REF002",
    "error",
    "Placement d’un élément qui n’existe pas",
    "Corriger l’identifiant de « ::: {include=…} », ou créer l’élément.",
)
def unknown_include(context: Context) -> Iterator[Outcome]:
    """Why: l’élément attendu à cette place manquerait.

    Wrong:
        ::: {include=zoom-grenoble-gaya}
        :::

    Right:
        ::: {include=zoom-grenoble-gaia}
        :::
    """
    placed = _placed(context)
    for use in context.book.includes:
        if use.name in placed or context.may_be_lost(use.name):
            yield Confirmed()
        else:
            message = f"l’élément « {use.name} » n’existe pas ou ne se place pas dans un texte"
            yield Fault(use.place, message, advice(use.name, placed), key=use.name)


@rule(
    "REF003",
    "error",
    "Renvoi vers un texte qui n’est imprimé nulle part",
    "Placer le texte visé dans une section, ou retirer le renvoi.",
    whole=True,
)
def unprinted_target(context: Context) -> Iterator[Outcome]:
    """Why: le texte visé existe, mais sur aucune page : le renvoi n’aurait pas de folio.

    Wrong: un renvoi à zoom-lille-evaluation, qu’aucun chapitre ne place.

    Right: le même renvoi, et « ::: {include=zoom-lille-evaluation} » dans un chapitre.
    """
    for use in context.book.references:
        if use.name in context.book.targets and use.section:
            message, hint = _unprinted(context, use.name)
            yield Fault(use.place, message, hint, key=use.name) if message else Confirmed()


def _unprinted(context: Context, name: str) -> tuple[str, str]:
    """Why an existing target has no page, and what to do; twice nothing where it has one."""
    target = context.book.targets[name]
    if not target.section:
        # What is placed in a section out of the reading order is another rule's.
        placed = {use.name for use in context.book.includes} | _misspelt(context)
        return ("", "") if name in placed else (f"« {name} » n’est placé dans aucune section", "")
    section = context.book.section_of[target.section]
    if section.kind == "synthesis" and target.kind == "tbl":
        message = f"« {name} » s’imprime comme la section « {section.id} », sans page à lui"
        return message, f"Viser la section : « {section.id} »."
    if section.kind == "back" and not context.book.trees.get((name, "body")):
        message = f"« {name} » n’a pas de texte : le livre numérique n’en fait pas une page"
        return message, "Viser un autre texte."
    return "", ""


@rule(
    "REF004",
    "error",
    "Renvoi d’un texte à lui-même",
    "Viser un autre texte, ou retirer le renvoi.",
)
def self_reference(context: Context) -> Iterator[Outcome]:
    """Why: « voir p. 12 », lu page 12, fait chercher pour rien.

    Wrong: dans zooms/lille-evaluation.md, (voir [](#zoom-lille-evaluation))

    Right: dans zooms/lille-evaluation.md, (voir [](#sheet-lille))
    """
    for use in context.book.references:
        if use.name == use.piece:
            yield Fault(use.place, f"« {use.name} » renvoie à lui-même", key=use.name)
        else:
            yield Confirmed()


@rule(
    "REF005",
    "error",
    "Élément placé deux fois",
    "Ne garder qu’un « ::: {include=…} » et renvoyer à l’élément depuis l’autre place.",
)
def placed_twice(context: Context) -> Iterator[Outcome]:
    """Why: le même zoom imprimé deux fois, les renvois ne savent plus laquelle des pages viser.

    Wrong: « ::: {include=box-scic} » dans deux chapitres.

    Right: « ::: {include=box-scic} » dans l’un, « voir [](#box-scic) » dans l’autre.
    """
    first: dict[str, Place] = {}
    for use in context.book.includes:
        if use.name in first:
            message = f"« {use.name} » est déjà placé ({first[use.name]})"
            yield Fault(use.place, message, key=use.name)
        else:
            first[use.name] = use.place
            yield Confirmed()


@rule(
    "REF006",
    "error",
    "Élément qui n’est placé nulle part",
    "Le placer avec « ::: {include=…} », ou retirer le fichier.",
    whole=True,
)
def never_placed(context: Context) -> Iterator[Outcome]:
    """Why: son auteur croit qu’il est publié ; il ne l’est pas.

    Wrong: zooms/lille-evaluation.md, qu’aucun texte ne place.

    Right: « ::: {include=zoom-lille-evaluation} » dans un chapitre.
    """
    names = {use.name for use in context.book.includes} | _misspelt(context)
    for id_, kind in _placed(context).items():
        if id_ in names:
            yield Confirmed()
        else:
            place = context.sources[id_].place_of("id")
            yield Fault(place, f"{kind} « {id_} » : aucune section ne le place", key=id_)


@rule(
    "REF007",
    "error",
    "« À lire aussi » vers ce qui n’existe pas ou n’est pas imprimé",
    "Corriger l’identifiant dans see_also, ou placer le texte visé dans une section.",
)
def unknown_see_also(context: Context) -> Iterator[Outcome]:
    """Why: le bloc « À lire aussi » enverrait le lecteur nulle part.

    Wrong:
        see_also: [sheet-nante]

    Right:
        see_also: [sheet-nantes]
    """
    targets = context.book.targets
    for source in context.sources.values():
        for rank, name in enumerate(getattr(source, "see_also", [])):
            if context.may_be_lost(name):
                continue
            if name in targets:
                message, hint = _unprinted(context, name)
            else:
                message, hint = f"« {name} » n’existe pas", advice(name, targets)
            place = source.place_of("see_also", rank)
            yield Fault(place, message, hint, key=name) if message else Confirmed()


@rule(
    "REF014",
    "warning",
    "Source de la bibliographie que rien ne cite",
    "Lui donner un groupe (group) si elle doit paraître dans la liste, ou la retirer.",
    whole=True,
)
def uncited_source(context: Context) -> Iterator[Outcome]:
    """Why: sans groupe et sans citation, l’entrée ne paraît nulle part.

    Wrong: une entrée sans « group », qu’aucun fait, tableau ou fiche ne nomme.

    Right: la même entrée avec « group: avise », ou nommée par « source: » d’un fait, ou dont le
    titre est donné dans un texte, une note ou la source d’une figure.
    """
    cited = Counter(fact.source for fact in context.book.facts.values())
    cited.update(str(getattr(source, "source", "")) for source in context.sources.values())
    own = {entry.id for entry in context.publication.bibliography.entries}
    words = [" ".join(text.text.split()) for text in context.texts if text.piece not in own]
    words += [fact.primary for fact in context.book.facts.values()]
    said = "\n".join(words).replace("’", "'").casefold()
    for entry in context.publication.bibliography.entries:
        if entry.group or cited[entry.id] or entry.title.replace("’", "'").casefold() in said:
            yield Confirmed()
        else:
            message = f"« {entry.id} » n’est ni citée ni dans un groupe"
            yield Fault(entry.place_of("id"), message, key=entry.id)


def _misspelt(context: Context) -> set[str]:
    """The pieces that a placement with a wrong id most likely means: one fault, not three."""
    placed = _placed(context)
    wrong = (use.name for use in context.book.includes if use.name not in placed)
    return {nearest(name, placed) for name in wrong}


def _placed(context: Context) -> dict[str, str]:
    """The ids that are placed by an include, with the name of their kind."""
    p = context.publication
    return {
        **dict.fromkeys(p.zooms, "zoom"),
        **dict.fromkeys(p.boxes, "encadré"),
        **dict.fromkeys(p.testimonials, "témoignage"),
        **dict.fromkeys(p.tables, "tableau"),
        **dict.fromkeys(p.figures, "figure"),
    }


_OWN: tuple[Rule, ...] = (
    unknown_target,
    unknown_include,
    unprinted_target,
    self_reference,
    placed_twice,
    never_placed,
    unknown_see_also,
    uncited_source,
)

# Some stand in modules of their own; here they are in the order of their ids.
RULES = tuple(sorted((*_OWN, *ref_words.RULES, *ref_notes.RULES), key=lambda rule: rule.id))

"""SRC: sources and schema. The first eleven report what loading met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.errors import nearest
from pipeline.model.sources import PartEntry, Sheet, Source, Table


@rule(
    "SRC001",
    "error",
    "Fichier absent ou illisible",
    "Vérifier que le fichier existe, à cette place et sous ce nom.",
    early=True,
)
def unreadable_file(context: Context) -> Iterator[Outcome]:
    """Why: sans ce fichier, une partie de la publication manquerait sans que personne le voie.

    Wrong: le dossier sources/ ne contient pas publication.yaml.

    Right: sources/publication.yaml existe et peut être lu.
    """
    yield from context.problems_of("SRC001")


@rule(
    "SRC002",
    "error",
    "Fichier qui n’est pas en UTF-8",
    "Enregistrer de nouveau le fichier avec le codage UTF-8.",
    early=True,
)
def wrong_encoding(context: Context) -> Iterator[Outcome]:
    """Why: dans un autre codage, les lettres accentuées deviendraient des signes étranges.

    Wrong: un fichier enregistré en « Windows-1252 » ou « latin-1 ».

    Right: le même fichier, enregistré en UTF-8.
    """
    yield from context.problems_of("SRC002")


@rule(
    "SRC003",
    "error",
    "YAML qui ne se lit pas",
    "Regarder cette ligne et celle d’avant : guillemets ou crochets non fermés, retrait, « : ».",
    early=True,
)
def broken_yaml(context: Context) -> Iterator[Outcome]:
    """Why: une seule faute de ponctuation rend tout le fichier illisible.

    Wrong:
        title: Le projet : une enquête

    Right:
        title: "Le projet : une enquête"
    """
    yield from context.problems_of("SRC003")


@rule(
    "SRC004",
    "error",
    "En-tête absent ou non fermé",
    "Un fichier Markdown commence par « --- », des clés (id, title…), puis « --- ».",
    early=True,
)
def broken_front_matter(context: Context) -> Iterator[Outcome]:
    """Why: l’en-tête dit ce qu’est le texte ; sans lui, le texte n’a ni identifiant ni titre.

    Wrong:
        id: zoom-lille-evaluation
        Le texte commence ici.

    Right:
        ---
        id: zoom-lille-evaluation
        title: L’évaluation à Lille
        ---

        Le texte commence ici.
    """
    yield from context.problems_of("SRC004")


@rule("SRC005", "error", "Clé inconnue", "Corriger le nom de la clé, ou la retirer.", early=True)
def unknown_key(context: Context) -> Iterator[Outcome]:
    """Why: une clé mal écrite serait ignorée sans bruit, et ce qu’elle dit, perdu.

    Wrong:
        tittle: Les élus référents

    Right:
        title: Les élus référents
    """
    yield from context.problems_of("SRC005")


@rule("SRC006", "error", "Clé manquante", "Ajouter la clé et sa valeur.", early=True)
def missing_key(context: Context) -> Iterator[Outcome]:
    """Why: la page a besoin de cette valeur pour être composée.

    Wrong:
        id: zoom-grenoble-gaia
        title: Le partenariat avec GAIA

    Right:
        id: zoom-grenoble-gaia
        title: Le partenariat avec GAIA
        short: GAIA à Grenoble
        metropole: grenoble
    """
    yield from context.problems_of("SRC006")


@rule(
    "SRC007",
    "error",
    "Valeur d’une forme inattendue",
    "Écrire la valeur sous la forme que le message indique.",
    early=True,
)
def wrong_value(context: Context) -> Iterator[Outcome]:
    """Why: un nombre écrit en toutes lettres ne peut être ni calculé ni comparé.

    Wrong:
        population: {value: six cent mille}

    Right:
        population: {value: 600000}
    """
    yield from context.problems_of("SRC007")


@rule(
    "SRC008",
    "error",
    "Identifiant ou clé donnés deux fois",
    "Donner à chacun un identifiant à lui, ou retirer celui qui est en trop.",
    early=True,
)
def duplicate_id(context: Context) -> Iterator[Outcome]:
    """Why: de deux textes au même identifiant, un renvoi ne saurait pas lequel viser.

    Wrong: deux fichiers qui portent tous deux « id: zoom-lille-evaluation ».

    Right: « id: zoom-lille-evaluation » et « id: zoom-bordeaux-evaluation ».
    """
    yield from context.problems_of("SRC008")


@rule(
    "SRC009",
    "error",
    "Fichier qui ne porte pas le nom de son identifiant",
    "Renommer le fichier d’après son identifiant, ou corriger l’identifiant.",
    early=True,
)
def wrong_file_name(context: Context) -> Iterator[Outcome]:
    """Why: qui voit l’identifiant dans un renvoi doit trouver le fichier sans chercher.

    Wrong: zooms/lille.md, qui porte « id: zoom-lille-evaluation ».

    Right: zooms/lille-evaluation.md, qui porte « id: zoom-lille-evaluation ».
    """
    yield from context.problems_of("SRC009")


@rule(
    "SRC010",
    "error",
    "Écriture que la publication ne sait pas composer",
    "L’écrire en Markdown simple, ou en faire une figure, un tableau, un encadré à part.",
    early=True,
)
def unsettable(context: Context) -> Iterator[Outcome]:
    """Why: ce qui n’est pas composé manquerait sur le papier ou dans le livre numérique.

    Wrong:
        Un mot <span style="color: red">rouge</span>.

    Right:
        Un mot **important**.
    """
    yield from context.problems_of("SRC010")


@rule(
    "SRC011",
    "error",
    "Fichier que rien ne lit",
    "Le ranger dans le dossier de son genre, avec la bonne extension, ou le retirer.",
    early=True,
)
def stray_file(context: Context) -> Iterator[Outcome]:
    """Why: son auteur croit qu’il est publié ; il ne l’est pas.

    Wrong: sources/zoom/lille.md (le dossier s’appelle « zooms »).

    Right: sources/zooms/lille.md
    """
    yield from context.problems_of("SRC011")


@rule(
    "SRC012",
    "error",
    "Métropole inconnue",
    "Employer un identifiant de sources/metropoles.yaml.",
)
def unknown_metropole(context: Context) -> Iterator[Outcome]:
    """Why: la carte, le nom officiel et la fiche se trouvent par cet identifiant.

    Wrong:
        metropole: nante

    Right:
        metropole: nantes
    """
    known = context.publication.metropoles
    for source in context.sources.values():
        name = getattr(source, "metropole", None)
        if name is None:
            continue
        if name in known:
            yield Confirmed()
        else:
            yield _unknown(source, "metropole", name, "métropole", known)


@rule(
    "SRC013",
    "error",
    "Source bibliographique inconnue",
    "Employer un identifiant de sources/bibliography.yaml, ou y ajouter l’entrée.",
)
def unknown_source(context: Context) -> Iterator[Outcome]:
    """Why: un nombre ou un tableau dont la source n’existe pas ne peut pas être vérifié.

    Wrong:
        source: avise-rtes-2109

    Right:
        source: avise-rtes-2019
    """
    known = {entry.id: entry for entry in context.publication.bibliography.entries}
    held: list[Source] = list(context.publication.facts.values())
    held += [s for s in context.sources.values() if isinstance(s, (Table, Sheet))]
    for source in held:
        name = str(getattr(source, "source", ""))
        if name in known:
            yield Confirmed()
        else:
            yield _unknown(source, "source", name, "source", known)


@rule(
    "SRC014",
    "error",
    "Ordre de lecture qui nomme une section inexistante",
    "Corriger l’identifiant dans reading_order, ou créer le fichier de la section.",
    whole=True,
)
def unknown_section(context: Context) -> Iterator[Outcome]:
    """Why: la section manquerait dans le livre.

    Wrong:
        - section: sec-introdution

    Right:
        - section: sec-introduction
    """
    known = [*context.publication.sections, *context.publication.sheets]
    info = context.publication.info
    for rank, entry in enumerate(info.reading_order):
        if isinstance(entry, PartEntry):
            found = [(id_, entry.place_of("sections", n)) for n, id_ in enumerate(entry.sections)]
        else:
            found = [(entry.section, info.place_of("reading_order", rank, "section"))]
        for id_, place in found:
            if id_ in known:
                yield Confirmed()
            else:
                yield Fault(
                    place,
                    f"la section « {id_} » n’existe pas",
                    advice(id_, known),
                    key=id_,
                )


@rule(
    "SRC015",
    "error",
    "Section absente de l’ordre de lecture, ou présente deux fois",
    "L’inscrire une fois dans reading_order de sources/publication.yaml, ou retirer le fichier.",
    whole=True,
)
def section_out_of_order(context: Context) -> Iterator[Outcome]:
    """Why: un chapitre ou une fiche hors de l’ordre de lecture n’est pas imprimé.

    Wrong: chapters/conclusion.md existe, reading_order ne nomme pas sec-conclusion.

    Right: reading_order nomme sec-conclusion, une fois.
    """
    order = [
        id_
        for entry in context.publication.info.reading_order
        for id_ in (entry.sections if isinstance(entry, PartEntry) else [entry.section])
    ]
    known = {**context.publication.sections, **context.publication.sheets}
    # An id written wrong in the order is one fault, not two.
    misspelt = {nearest(id_, known) for id_ in order if id_ not in known}
    for id_, source in known.items():
        count = order.count(id_)
        if count == 1 or id_ in misspelt:
            yield Confirmed()
        elif count == 0:
            message = f"« {id_} » n’est pas dans l’ordre de lecture : rien ne l’imprime"
            yield Fault(source.place_of("id"), message, key=id_)
        else:
            message = f"« {id_} » est {count} fois dans l’ordre de lecture"
            yield Fault(context.publication.info.place_of("reading_order"), message, key=id_)


@rule(
    "SRC016",
    "error",
    "Citation mot à mot sans source ou sans accord",
    "Donner « source: » et « approved: true », ou rapporter les propos (mode: reported).",
)
def unapproved_quotation(context: Context) -> Iterator[Outcome]:
    """Why: mettre des mots dans la bouche de quelqu’un demande son accord et une source.

    Wrong: « mode: verbatim », sans « source » ni « approved »

    Right:
        mode: verbatim
        source: entretien du 4 mars 2019
        approved: true
    """
    for quote in context.publication.testimonials.values():
        if quote.mode == "reported" or (quote.source and quote.approved):
            yield Confirmed()
        else:
            lacks = "sans accord (approved)" if quote.source else "sans source"
            message = f"« {quote.id} » cite {quote.speaker} mot à mot {lacks}"
            yield Fault(quote.place_of("mode"), message, key=quote.id)


def advice(name: str, known: Iterable[str]) -> str:
    """« Vouliez-vous dire … ? », or nothing."""
    near = nearest(name, known)
    return f"Vouliez-vous dire « {near} » ?" if near else ""


def _unknown(source: Source, key: str, name: str, what: str, known: Iterable[str]) -> Fault:
    message = f"{what} inconnue : « {name} »"
    return Fault(source.place_of(key), message, advice(name, known), key=name)


RULES = (
    unreadable_file,
    wrong_encoding,
    broken_yaml,
    broken_front_matter,
    unknown_key,
    missing_key,
    wrong_value,
    duplicate_id,
    wrong_file_name,
    unsettable,
    stray_file,
    unknown_metropole,
    unknown_source,
    unknown_section,
    section_out_of_order,
    unapproved_quotation,
)

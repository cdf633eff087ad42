"""ACC: accessibility of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.passages import GAP
from pipeline.model.tree import Foreign, Heading, Link, Reference, text_of


@rule(
    "ACC001",
    "error",
    "Niveau de titre sauté",
    "Commencer par ## (### dans une fiche ou un encadré), puis descendre d’un niveau à la fois.",
)
def skipped_level(context: Context) -> Iterator[Outcome]:
    """Why: qui navigue de titre en titre à l’oreille croit qu’un titre lui a échappé.

    Wrong: « ## Contexte » puis « #### Les acteurs »

    Right: « ## Contexte » puis « ### Les acteurs »
    """
    for (piece, name), tree in context.publication.trees.items():
        last = 0
        for node in tree.walk():
            if not isinstance(node, Heading):
                continue
            wrong = node.level > last + 1 if last else node.level > 3
            if wrong or node.level == 1:
                before = f"un titre de niveau {last}" if last else "le titre du texte"
                message = f"titre de niveau {node.level} après {before}"
                yield Fault(node.place, message, key=f"{piece}.{name}:{text_of(node)}")
            else:
                yield Confirmed()
            last = node.level


# Words of a link that name nothing, in small letters.
VAGUE = re.compile(r"(?:cliquer? |cliquez )?(?:ici|là|ce lien|lien|en savoir plus|lire|voir)?\.?")


@rule(
    "ACC002",
    "error",
    "Lien dont les mots ne disent rien",
    "Écrire dans le lien ce qu’on trouve au bout : [le guide de l’Avise](…).",
)
def vague_link(context: Context) -> Iterator[Outcome]:
    """Why: une synthèse vocale lit la liste des liens ; « ici » n’y apprend rien.

    Wrong: [cliquez ici](https://www.avise.org)

    Right: [le site de l’Avise](https://www.avise.org)
    """
    for passage in context.passages:
        for span in passage.spans:
            node = span.node
            if not isinstance(node, (Link, Reference)):
                continue
            address = node.address if isinstance(node, Link) else node.target
            words = passage.text[span.start : span.end].replace(GAP, "").strip().lower()
            # The pipeline gives its words to a reference that has none.
            given = isinstance(node, Reference) and not node.children
            if VAGUE.fullmatch(words) and not given:
                message = f"le lien vers « {address} » s’intitule « {words} »"
                yield Fault(node.place, message, key=address)
            else:
                yield Confirmed()


@rule(
    "ACC003",
    "error",
    "Langue mal indiquée",
    "Employer un code de langue : en, de, es, it, la…",
)
def wrong_language(context: Context) -> Iterator[Outcome]:
    """Why: la voix de synthèse change de prononciation d’après ce code.

    Wrong: [crowdfunding]{lang=anglais}

    Right: [crowdfunding]{lang=en}
    """
    for passage in context.passages:
        for span in passage.spans:
            if isinstance(span.node, Foreign):
                if re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", span.node.lang):
                    yield Confirmed()
                else:
                    message = f"« {span.node.lang} » n’est pas un code de langue"
                    yield Fault(span.node.place, message, key=span.node.lang)


@rule(
    "ACC004",
    "error",
    "Titre vide",
    "Écrire le titre, ou retirer les dièses.",
)
def empty_heading(context: Context) -> Iterator[Outcome]:
    """Why: un titre vide est annoncé comme un titre, puis silence.

    Wrong: une ligne « ## » seule

    Right: « ## Contexte »
    """
    for (piece, name), tree in context.publication.trees.items():
        for node in tree.walk():
            if isinstance(node, Heading):
                if text_of(node).strip():
                    yield Confirmed()
                else:
                    yield Fault(node.place, "titre sans mots", key=f"{piece}.{name}")


@rule(
    "ACC005",
    "error",
    "Deux titres du même identifiant",
    "Donner à chaque titre un identifiant à lui : ## Titre {#sec-…-mot}.",
)
def repeated_heading_id(context: Context) -> Iterator[Outcome]:
    """Why: le renvoi et le signet mèneraient au premier des deux, jamais au second.

    Wrong: deux titres {#sec-champ-1-bordeaux}

    Right: {#sec-champ-1-bordeaux} et {#sec-champ-1-lille}
    """
    seen: dict[str, str] = dict.fromkeys(context.sources, "un texte")
    for tree in context.publication.trees.values():
        for node in tree.walk():
            if isinstance(node, Heading) and node.id.startswith(("sec-", "part-", *_KINDS)):
                if node.id in seen:
                    message = f"« {node.id} » est déjà l’identifiant de : {seen[node.id]}"
                    yield Fault(node.place, message, key=node.id)
                else:
                    seen[node.id] = str(node.place)
                    yield Confirmed()


_KINDS = ("zoom-", "box-", "quote-", "tbl-", "fig-", "sheet-")


@rule(
    "ACC006",
    "warning",
    "Texte de remplacement trop long",
    "Dire l’essentiel en 200 signes dans « alt », le détail dans « description ».",
)
def long_alt(context: Context) -> Iterator[Outcome]:
    """Why: lu d’une traite, sans pause ni retour, un long texte de remplacement ne se retient pas.

    Wrong: « alt: » de six cents signes

    Right: « alt: » de deux phrases, et « description: » pour le reste
    """
    for figure in context.publication.figures.values():
        if len(figure.alt) > 300:
            message = f"le texte de remplacement de « {figure.id} » fait {len(figure.alt)} signes"
            yield Fault(figure.place_of("alt"), message, key=figure.id)
        else:
            yield Confirmed()


@rule(
    "ACC007",
    "error",
    "Texte de remplacement qui ne décrit rien",
    "Dire ce que l’image montre ; la synthèse vocale annonce d’elle-même que c’est une image.",
)
def empty_alt(context: Context) -> Iterator[Outcome]:
    """Why: « image de », un nom de fichier ou un mot seul laissent l’image muette.

    Wrong: alt: Image du parcours

    Right: alt: Trois étapes reliées par des flèches, de l’idée à l’activité.
    """
    seen: dict[str, str] = {}
    for figure in context.publication.figures.values():
        alt = figure.alt.strip()
        if figure.decorative or not alt:
            continue
        twin = seen.setdefault(alt.casefold(), figure.id)
        if twin != figure.id:
            message = f"« {figure.id} » et « {twin} » ont le même texte de remplacement"
        elif _HOLLOW.match(alt) or _FILE_NAME.search(alt) or len(alt.split()) < 3:
            message = f"le texte de remplacement de « {figure.id} » est « {alt} »"
        else:
            yield Confirmed()
            continue
        yield Fault(figure.place_of("alt"), message, key=figure.id)


_HOLLOW = re.compile(
    r"(?i)(?:image|photo(?:graphie)?|illustration|visuel)\s*(?:$|[:.]|d[eu’']|n°|\d)"
)
_FILE_NAME = re.compile(r"(?i)\.(?:jpe?g|png|svg|gif|webp|tiff?)\b|\b(?:img|dsc)_?\d")


@rule(
    "ACC008",
    "warning",
    "Mot étranger dont la langue n’est dite qu’ailleurs",
    "Indiquer la langue ici aussi : [marketing]{lang=en}.",
)
def unmarked_language(context: Context) -> Iterator[Outcome]:
    """Why: le même mot serait prononcé à l’anglaise ici, à la française là.

    Wrong: « Le [marketing]{lang=en} y aide. », puis « le marketing »

    Right: « le [marketing]{lang=en} » partout
    """
    marked = {
        passage.text[span.start : span.end]: span.node.lang
        for passage in context.passages
        for span in passage.spans
        if isinstance(span.node, Foreign)
    }
    # A capital begins a name, which is French as soon as French people bear it.
    words = [re.escape(word) for word in marked if word[:1].islower()]
    if not words:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words))})(?!\w)")
    for passage in context.passages:
        for match in pattern.finditer(passage.text):
            if passage.covered(match.start(), Foreign):
                yield Confirmed()
            else:
                language = marked[match.group()]
                message = f"« {match.group()} », ailleurs marqué lang={language}, ne l’est pas ici"
                key = f"{passage.piece}:{match.group()}"
                yield Fault(passage.place_at(match.start()), message, key=key)


RULES = (
    skipped_level,
    vague_link,
    wrong_language,
    empty_heading,
    repeated_heading_id,
    long_alt,
    empty_alt,
    unmarked_language,
)

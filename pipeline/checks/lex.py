"""LEX: names and terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.mends import make_mend
from pipeline.checks.passages import Passage
from pipeline.checks.src import advice
from pipeline.model.places import Place
from pipeline.model.tree import Foreign

ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+\.(?:fr|org|com|eu)\b"
)
"""An address of the web or of mail: no words."""


def _words(text: str) -> re.Pattern[str]:
    """A name as it may stand in a text: any space, either apostrophe, no letter next to it."""
    words = (re.sub("['’]", "['’]", re.escape(word)) for word in text.split())
    pattern = r"\s+".join(words)
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])")


def _covers(name: str, variant: str) -> bool:
    """Whether an approved name holds a forbidden variant of another (« ESS » in « ESS 35 »)."""
    return bool(_words(variant).search(name))


@rule(
    "LEX001",
    "error",
    "Graphie écartée par le lexique",
    "Écrire le nom comme le lexique (sources/lexicon.yaml).",
)
def forbidden_variant(context: Context) -> Iterator[Outcome]:
    """Why: un nom propre s’écrit partout de la même façon, celle de son titulaire.

    Wrong: les Ecosolies

    Right: les Ecossolies
    """
    approved = [entry.name for entry in context.publication.lexicon.names]
    for entry in context.publication.lexicon.names:
        for variant in entry.forbidden:
            pattern = _words(variant)
            # Looking for its longest word first is fifty times as fast as the pattern.
            longest = max(re.split(r"[\s'’]+", variant), key=len)
            near = longest in context.all_words
            holding = [p for p in context.texts if longest in p.text] if near else []
            if not any(pattern.search(passage.text) for passage in holding):
                yield Confirmed()
                continue
            keep = [_words(name) for name in approved if _covers(name, variant)]
            yield from _variants(holding, pattern, keep, entry.name)


def _variants(
    passages: list[Passage], pattern: re.Pattern[str], keep: list[re.Pattern[str]], name: str
) -> Iterator[Outcome]:
    for passage in passages:
        matches = list(pattern.finditer(passage.text))
        closers = (*keep, ADDRESS) if matches else ()
        closed = [m.span() for p in closers for m in p.finditer(passage.text)]
        for match in matches:
            if any(start <= match.start() < end for start, end in closed):
                continue
            key = f"{passage.piece}:{match.group()}"
            message = f"« {match.group()} » : le lexique écrit « {name} »"
            hint, mend = f"Écrire « {name} ».", make_mend(passage, *match.span(), name)
            yield Fault(passage.place_at(match.start()), message, hint, key, mends=(mend,))


_ACRONYM = re.compile(r"(?<![\w.@/’'-])(?:[A-ZÉÈ]{3,}|[A-Z]&[A-Z])(?![\w@/-]|\.\w)")
_ROMAN = re.compile(r"[IVXLCDM]+")


def _acronyms(context: Context) -> Iterator[tuple[str, int, int]]:
    """Every acronym of the passages: (letters, rank of the passage, offset)."""
    pattern = re.compile(_ACRONYM.pattern.replace("(?<![\\w.@/’'-])", "(?<![\\w.@/-])"))
    for rank, passage in enumerate(context.passages):
        closed = [match.span() for match in ADDRESS.finditer(passage.text)]
        for match in pattern.finditer(passage.text):
            at = match.start()
            if _ROMAN.fullmatch(match.group()) or passage.covered(at, Foreign):
                continue
            if not any(start <= at < end for start, end in closed):
                yield match.group(), rank, at


@rule(
    "LEX002",
    "warning",
    "Sigle absent du lexique",
    "L’ajouter dans sources/lexicon.yaml (acronyms), avec ce qu’il veut dire.",
)
def unknown_acronym(context: Context) -> Iterator[Outcome]:
    """Why: un sigle que le lexique ignore n’est pas développé : qui le lit ne le comprend pas.

    Wrong: « le PTCZ de la métropole », sans PTCZ dans le lexique.

    Right: « {acronym: PTCE, expansion: pôle territorial de coopération économique} »
    """
    known = {entry.acronym for entry in context.publication.lexicon.acronyms}
    names = {word for name in context.names for word in re.findall(r"[\w&]+", name)}
    names |= {w for m in context.publication.metropoles.values() for w in m.name.split()}
    names |= {w for p in context.publication.info.publishers for w in p.name.split()}
    told: set[str] = set()
    for letters, rank, at in _acronyms(context):
        if letters in known or letters in names or letters.removesuffix("S") in known:
            yield Confirmed()
        elif letters not in told:
            told.add(letters)
            place = context.passages[rank].place_at(at)
            message = f"le sigle « {letters} » n’est pas dans le lexique"
            yield Fault(place, message, advice(letters, known), key=letters)


@rule(
    "LEX003",
    "warning",
    "Sigle qui n’est développé nulle part",
    "Écrire à sa première apparition : économie sociale et solidaire (ESS).",
    whole=True,
)
def unexpanded_acronym(context: Context) -> Iterator[Outcome]:
    """Why: qui ouvre le livre doit trouver une fois ce que le sigle veut dire.

    Wrong: « Le DLA aide les structures. », et le sigle n’est développé dans aucun texte.

    Right: « Le dispositif local d’accompagnement (DLA) aide les structures. »
    """
    everything = _singular(" ".join(context.all_words.lower().replace("’", "'").split()))
    first: dict[str, Place] = {}
    for letters, rank, at in _acronyms(context):
        first.setdefault(letters, context.passages[rank].place_at(at))
    for entry in context.publication.lexicon.acronyms:
        if entry.common or entry.acronym not in first:
            continue
        expansion = " ".join(entry.expansion.lower().replace("’", "'").split())
        if _singular(expansion) in everything:
            yield Confirmed()
        else:
            message = f"« {entry.acronym} » n’est jamais développé : {entry.expansion}"
            yield Fault(first[entry.acronym], message, key=entry.acronym)


def _singular(words: str) -> str:
    """The words without plural endings: « pôles territoriaux » meets « pôle territorial »."""
    return re.sub(r"(?<=\w\w)(?:aux|al|s|x)\b", "", words)


@rule(
    "LEX004",
    "error",
    "Lexique qui se contredit",
    "Garder une seule graphie approuvée, et n’écarter que les autres.",
)
def contradictory_lexicon(context: Context) -> Iterator[Outcome]:
    """Why: une graphie à la fois approuvée et écartée ne peut pas être respectée.

    Wrong: « {name: Ecossolies} » et « {name: Les Ecosolies, forbidden: [Ecossolies]} »

    Right: « {name: Ecossolies, forbidden: [Ecosolies]} »
    """
    names = {entry.name for entry in context.publication.lexicon.names}
    for entry in context.publication.lexicon.names:
        for rank, variant in enumerate(entry.forbidden):
            if variant in names:
                message = f"« {variant} » est à la fois approuvé et écarté"
                yield Fault(entry.place_of("forbidden", rank), message, key=variant)
            else:
                yield Confirmed()
    seen: set[str] = set()
    for acronym in context.publication.lexicon.acronyms:
        if acronym.acronym in seen:
            message = f"le sigle « {acronym.acronym} » est donné deux fois"
            yield Fault(acronym.place_of("acronym"), message, key=acronym.acronym)
        seen.add(acronym.acronym)


@rule(
    "LEX005",
    "warning",
    "Nom de métropole écrit autrement que son nom officiel",
    "Écrire le nom officiel, celui de sources/metropoles.yaml.",
)
def near_official_name(context: Context) -> Iterator[Outcome]:
    """Why: un accent, une capitale ou un trait d’union de moins, et ce n’est plus le même nom.

    Wrong: Grenoble Alpes métropole

    Right: Grenoble-Alpes Métropole
    """
    folded = [(passage, _folded(passage.text)) for passage in context.texts]
    for metropole in context.publication.metropoles.values():
        pattern = re.compile(rf"(?<![\w.@/]){re.escape(_folded(metropole.name))}(?![\w@/]|\.\w)")
        right = metropole.name.replace("’", "'")
        name = _folded(metropole.name)
        for passage, words in folded:
            if name not in words:
                continue
            for match in pattern.finditer(words):
                written = " ".join(passage.text[match.start() : match.end()].split())
                if written.replace("’", "'") == right:
                    yield Confirmed()
                else:
                    message = f"« {written} » : le nom officiel est « {metropole.name} »"
                    mend = make_mend(passage, *match.span(), right)
                    key = f"{passage.piece}:{written}"
                    yield Fault(mend.place, message, key=key, mends=(mend,))


_BARE = {
    code: unicodedata.normalize("NFD", chr(code))[0].lower()
    for code in (*range(ord("A"), ord("Z") + 1), *range(0xC0, 0x180))
} | dict.fromkeys(map(ord, "-\n\u00a0\u202f"), " ")


def _folded(text: str) -> str:
    """The text without accents, capitals and hyphens, as long as it was."""
    return text.translate(_BARE)


RULES = (
    forbidden_variant,
    unknown_acronym,
    unexpanded_acronym,
    contradictory_lexicon,
    near_official_name,
)

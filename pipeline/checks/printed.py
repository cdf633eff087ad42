"""What the pages print of a source, and what may be placed where: REF016, SRC017 and SRC018.

The tables below say what the layouts show, in both editions. A layout that shows more frees its
line here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.model.places import Place
from pipeline.model.sources import Box, Section, Source, Table, Zoom
from pipeline.model.tree import Heading, Include, Node, Note, OrderedList, Paragraph, Tree, walk

_RUNNING = frozenset(
    ("text", "action", "chapter", "plate", "keyfigures", "sheets", "bibliography", "colophon")
)
"""Kinds of sections whose body may hold any piece."""

_WITHOUT_BODY = {"cover": "une couverture", "contents": "un sommaire", "opener": "une ouverture"}

_FIELDS: dict[str, frozenset[str]] = {
    "standfirst": frozenset(
        (
            "text", "action", "chapter", "plate", "keyfigures", "sheets", "bibliography",
            "legend", "synthesis", "opener",
        )
    ),
    "levers_line": frozenset(("action",)),
    "figures": frozenset(("keyfigures",)),
    "signatories": frozenset(("text",)),
    "see_also": frozenset(("text", "action", "chapter", "plate")),
}  # fmt: skip
"""Keys of a section's front matter that only some kinds print."""

_HOLDERS = {
    "zoom": "un zoom, où seule une figure se place",
    "box": "un encadré",
    "quote": "une parole",
    "sheet": "une fiche",
    "tbl": "le chapeau d’un tableau",
    "cover": "une couverture",
    "contents": "un sommaire",
    "opener": "une ouverture de partie",
    "legend": "la page « Comment lire »",
    "synthesis": "une synthèse, où seul le tableau des leviers se place",
    "back": "la quatrième de couverture",
}
_CHAPEAU = "un chapeau"


@rule(
    "REF016",
    "error",
    "Élément placé là où la page ne l’imprime pas",
    "Le placer dans un chapitre, entre deux lignes vides, et y renvoyer d’ici : [](#identifiant).",
)
def unprinted_place(context: Context) -> Iterator[Outcome]:
    """Why: la page n’a pas de place pour lui : il manquerait dans le livre.

    Wrong: « ::: {include=tbl-elus-referents} » dans un zoom.

    Right: « ::: {include=tbl-elus-referents} » dans un chapitre, « (voir [](#tbl-elus-referents)) »
    dans le zoom.
    """
    pieces = context.sources
    for (piece, field), tree in context.publication.trees.items():
        source = pieces[piece]
        for block in tree.blocks:
            for node in walk(block):
                if not isinstance(node, Include) or node.target not in pieces:
                    continue
                where = "" if node is block else "une liste, une citation ou une note"
                if not where and not _holds(source, field, pieces[node.target]):
                    where = _holder(source, field)
                if where:
                    message = f"« {node.target} » ne s’imprime pas dans {where}"
                    yield Fault(node.place, message, key=node.target)
                else:
                    yield Confirmed()


def _holds(source: Source, field: str, placed: Source) -> bool:
    """Whether a text prints a piece placed in it."""
    if field != "body":
        return False
    if isinstance(source, Zoom):
        return _kind(placed) == "fig"
    if not isinstance(source, Section):
        return False
    if source.kind == "synthesis":
        return isinstance(placed, Table) and placed.form == "synthesis"
    return source.kind in _RUNNING


def _holder(source: Source, field: str) -> str:
    kind = source.kind if isinstance(source, Section) else _kind(source)
    return _CHAPEAU if kind in _RUNNING or field == "standfirst" else _HOLDERS[kind]


def _kind(source: Source) -> str:
    return str(getattr(source, "id", "")).partition("-")[0]


@rule(
    "SRC017",
    "error",
    "Texte que la page n’imprime pas",
    "L’écrire là où la page l’imprime, ou le retirer.",
)
def unprinted_text(context: Context) -> Iterator[Outcome]:
    """Why: ce qui est écrit là manquerait sur le papier ou dans le livre numérique.

    Wrong: un paragraphe sous l’en-tête de la couverture.

    Right: le même paragraphe dans la préface.
    """
    for (piece, field), tree in context.publication.trees.items():
        source = context.sources[piece]
        found: list[Outcome] = [*_under_header(source, field, tree)]
        found += _in_form(source, field, tree)
        found += [fault for node in tree.walk() for fault in _in_note(node)]
        yield from found or [Confirmed()]
    for section in context.publication.sections.values():
        for key, kinds in _FIELDS.items():
            if not getattr(section, key):
                continue
            if section.kind in kinds:
                yield Confirmed()
            else:
                message = f"« {key} » ne s’imprime pas avec « kind: {section.kind} »"
                hint = f"« {key} » est pour : {', '.join(sorted(kinds))}. La retirer d’ici."
                yield Fault(section.place_of(key), message, hint, key=f"{section.id}:{key}")


@rule(
    "SRC018",
    "error",
    "Livre sans couverture, ou qui en a deux",
    "Inscrire dans reading_order une section « kind: cover », et une seule.",
    whole=True,
)
def no_cover(context: Context) -> Iterator[Outcome]:
    """Why: les liseuses montrent la couverture ; sans elle, le livre numérique ne se fabrique pas.

    Wrong: un ordre de lecture où aucune section n’est de « kind: cover »

    Right: « - section: sec-couverture », en tête de l’ordre de lecture
    """
    covers = [section for section in context.book.sections if section.kind == "cover"]
    # A cover out of the reading order is found as SRC015.
    if any(section.kind == "cover" for section in context.publication.sections.values()):
        for section in covers[1:]:
            place = section.source.place_of("kind")
            yield Fault(place, f"« {section.id} » est une seconde couverture", key=section.id)
        if len(covers) == 1:
            yield Confirmed()
    else:
        place = context.publication.info.place_of("reading_order")
        yield Fault(place, "aucune section n’est la couverture", key="cover")


def _under_header(source: Source, field: str, tree: Tree) -> Iterator[Fault]:
    if isinstance(source, Section) and field == "body" and source.kind in _WITHOUT_BODY and tree:
        message = f"{_WITHOUT_BODY[source.kind]} n’imprime pas de texte sous son en-tête"
        yield Fault(tree.blocks[0].place, message, key=source.id)


def _in_form(source: Source, field: str, tree: Tree) -> Iterator[Fault]:
    """What the form of a page or piece has no place for."""
    if isinstance(source, Section) and source.kind == "legend" and field == "body":
        if tree and not isinstance(tree.blocks[0], Heading):
            message = "le texte avant le premier intertitre ne s’imprime pas"
            yield Fault(tree.blocks[0].place, message, key=source.id)
    elif isinstance(source, Box) and source.form == "levers":
        items = [item for block in tree.blocks if isinstance(block, OrderedList)
                 for item in block.children]  # fmt: skip
        for item in items:
            yield from _not_paragraphs(item, "un levier n’imprime que des phrases", source.id)
    elif isinstance(source, Table):
        wrong = next((b.place for b in tree.blocks if not isinstance(b, Paragraph)), None)
        if wrong:
            yield Fault(wrong, "le chapeau d’un tableau n’imprime que des phrases", key=source.id)


def _in_note(node: Node) -> Iterator[Fault]:
    if isinstance(node, Note):
        hint = "L’écrire en phrases, sans liste ni intertitre ni tableau."
        yield from _not_paragraphs(node, "une note n’imprime que des phrases", "note", hint)


def _not_paragraphs(node: Node, message: str, key: str, hint: str = "") -> Iterator[Fault]:
    children: tuple[Node, ...] = getattr(node, "children", ())
    wrong: Place | None = next((c.place for c in children if not isinstance(c, Paragraph)), None)
    if wrong:
        yield Fault(wrong, message, hint, key=key)


SOURCES = (unprinted_text, no_cover)
REFERENCES = (unprinted_place,)

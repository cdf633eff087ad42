"""Where the prose refers, places and binds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model.book import BookSection, Use
from pipeline.model.places import Place
from pipeline.model.sources import Publication
from pipeline.model.tree import BoundNumber, Include, Node, Reference, Tree, text_of
from pipeline.resolve.reading import Text, texts_in_section, texts_of


def texts_with_section(
    publication: Publication, sections: Sequence[BookSection]
) -> Iterator[tuple[Text, str]]:
    """Every text once, with the section it is printed in; unprinted ones last, with none."""
    done: set[str] = set()
    for section in sections:
        for text in texts_in_section(publication, section.id):
            if f"{text.piece}/{text.field}" not in done:
                done.add(f"{text.piece}/{text.field}")
                yield text, section.id
    for piece, field in publication.trees:
        if f"{piece}/{field}" not in done:
            yield from ((t, "") for t in texts_of(publication, piece) if t.field == field)


def collect_uses(
    publication: Publication,
    sections: Sequence[BookSection],
    filled: Mapping[tuple[str, str], Tree],
) -> tuple[tuple[Use, ...], tuple[Use, ...], tuple[Use, ...]]:
    """References, placements and bound numbers, each in reading order.

    `filled` are the texts with words in every bound number.
    """
    references: list[Use] = []
    includes: list[Use] = []
    bindings: list[Use] = []
    for text, section in texts_with_section(publication, sections):
        said = _bound_words(filled[(text.piece, text.field)])
        for node in text.tree.walk():
            if isinstance(node, Reference):
                references.append(_use(node.target, node, text, section))
            elif isinstance(node, Include):
                includes.append(_use(node.target, node, text, section))
            elif isinstance(node, BoundNumber):
                use = _use(node.fact, node, text, section)
                bindings.append(use if use.words else replace(use, filled=said[node.place]))
    return tuple(references), tuple(includes), tuple(bindings)


def _bound_words(tree: Tree) -> dict[Place, str]:
    return {node.place: text_of(node) for node in tree.walk() if isinstance(node, BoundNumber)}


def _use(name: str, node: Node, text: Text, section: str) -> Use:
    return Use(name, text_of(node), node.place, text.piece, text.field, section)

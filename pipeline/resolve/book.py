"""Step 2 as a recipe."""

from __future__ import annotations

from pipeline.french.typography import set_typography
from pipeline.model.book import Book
from pipeline.model.sources import Publication
from pipeline.resolve.facts import resolve_facts
from pipeline.resolve.targets import resolve_contents, resolve_sections, resolve_targets
from pipeline.resolve.uses import collect_uses


def resolve_book(publication: Publication) -> Book:
    """The book: sections in order, targets, uses, facts and contents.

    Names that point to nothing are kept as they are: the checks report them.
    """
    sections = resolve_sections(publication)
    references, includes, bindings = collect_uses(publication, sections)
    return Book(
        publication=publication,
        sections=sections,
        targets=resolve_targets(publication, sections),
        references=references,
        includes=includes,
        bindings=bindings,
        facts=resolve_facts(publication),
        contents=resolve_contents(publication, sections),
        trees={key: set_typography(tree) for key, tree in publication.trees.items()},
        section_of={section.id: section for section in sections},
    )

"""Step 2 as a recipe."""

from __future__ import annotations

from pipeline.french.typography import set_typography
from pipeline.model.book import Book
from pipeline.model.sources import Publication
from pipeline.resolve.facts import resolve_facts
from pipeline.resolve.filled import fill_numbers
from pipeline.resolve.targets import resolve_contents, resolve_sections, resolve_targets
from pipeline.resolve.uses import collect_uses


def resolve_book(publication: Publication) -> Book:
    """The book: sections in order, targets, uses, facts and contents.

    Names that point to nothing are kept as they are: the checks report them.
    """
    sections = resolve_sections(publication)
    facts = resolve_facts(publication)
    filled = {key: fill_numbers(tree, facts) for key, tree in publication.trees.items()}
    references, includes, bindings = collect_uses(publication, sections, filled)
    return Book(
        publication=publication,
        sections=sections,
        targets=resolve_targets(publication, sections),
        references=references,
        includes=includes,
        bindings=bindings,
        facts=facts,
        contents=resolve_contents(publication, sections),
        trees={key: set_typography(tree) for key, tree in filled.items()},
        section_of={section.id: section for section in sections},
    )

"""Step 5a, typeset: HTML of sections to tagged PDFs and layout records, by WeasyPrint.

The only package that imports WeasyPrint, and it does so only when something is typeset: a build
that finds everything in its cache does not wait for the engine.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.layout import LayoutRecord
from pipeline.typeset.cache import SectionCache
from pipeline.typeset.job import SectionJob, SectionResult, TypesetWarning
from pipeline.typeset.workers import Workers

__all__ = [
    "LayoutRecord",
    "SectionCache",
    "SectionJob",
    "SectionResult",
    "TypesetWarning",
    "begin_layer",
    "typeset_layer",
    "typeset_section",
]


def typeset_section(job: SectionJob) -> SectionResult:
    """Typeset one section; see `pipeline.typeset.section.typeset_section`."""
    from pipeline.typeset import section

    return section.typeset_section(job)


def typeset_layer(html: str, base_url: str, cache: SectionCache | None = None) -> SectionResult:
    """Typeset, or find in a cache, the layer laid over the book's pages (folios, heads, tabs).

    It is decoration, so it has no tags; one page for each page of the book.
    """
    return begin_layer(html, base_url, Workers(), cache)()


def begin_layer(
    html: str, base_url: str, workers: Workers, cache: SectionCache | None = None
) -> Callable[[], SectionResult]:
    """Let workers begin what `typeset_layer` does; what is given back waits for the result."""
    job = SectionJob("layer", html, base_url, decoration=True)
    found = cache.get(job) if cache else None
    return _finished(found) if found else _kept(job, workers.begin(job), cache)


def _finished(result: SectionResult) -> Callable[[], SectionResult]:
    return lambda: result


def _kept(
    job: SectionJob, finish: Callable[[], SectionResult], cache: SectionCache | None
) -> Callable[[], SectionResult]:
    def keep() -> SectionResult:
        result = finish()
        if cache:
            cache.put(job, result)
        return result

    return keep

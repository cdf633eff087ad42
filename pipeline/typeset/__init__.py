"""Step 5a, typeset: HTML of sections to tagged PDFs and layout records, by WeasyPrint.

The only package that imports WeasyPrint, and it does so only when something is typeset: a build
that finds everything in its cache does not wait for the engine.
"""

from __future__ import annotations

from pipeline.typeset.job import SectionJob, SectionResult, TypesetWarning
from pipeline.typeset.record import LayoutRecord

__all__ = [
    "LayoutRecord",
    "SectionJob",
    "SectionResult",
    "TypesetWarning",
    "typeset_layer",
    "typeset_section",
]


def typeset_section(job: SectionJob) -> SectionResult:
    """Typeset one section; see `pipeline.typeset.section.typeset_section`."""
    from pipeline.typeset import section

    return section.typeset_section(job)


def typeset_layer(html: str, base_url: str) -> SectionResult:
    """Typeset the layer of folios; see `pipeline.typeset.section.typeset_layer`."""
    from pipeline.typeset import section

    return section.typeset_layer(html, base_url)

"""Step 5a, typeset: HTML of sections to tagged PDFs and layout records, by WeasyPrint.

The only package that imports WeasyPrint.
"""

from pipeline.typeset.record import LayoutRecord
from pipeline.typeset.section import SectionJob, SectionResult, typeset_layer, typeset_section
from pipeline.typeset.warnings import TypesetWarning

__all__ = [
    "LayoutRecord",
    "SectionJob",
    "SectionResult",
    "TypesetWarning",
    "typeset_layer",
    "typeset_section",
]

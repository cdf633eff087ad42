"""The running text of the real publication stands on the baseline grid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.load import load_publication
from pipeline.render.document import make_studio, render_sections
from pipeline.render.environment import PROJECT
from pipeline.render.grid import is_running, stray_lines
from pipeline.resolve import resolve_book
from pipeline.typeset import SectionJob, typeset_section


@pytest.mark.slow
def test_text_below_testimonials_boxes_and_lists_is_on_the_grid(tmp_path: Path) -> None:
    loaded = load_publication(PROJECT, tmp_path / "cache")
    assert loaded.publication is not None, loaded.problems
    book = resolve_book(loaded.publication)
    names = ("sec-gouvernance", "sec-bibliographie", "sec-champ-5")
    some = replace(book, sections=tuple(one for one in book.sections if one.id in names))
    folios = dict.fromkeys(book.targets, "10")
    documents = render_sections(some, make_studio(PROJECT, tmp_path / "output"))
    for section, document in zip(some.sections, documents, strict=True):
        job = SectionJob(section.id, document.html, document.base, "verso", folios)
        record = typeset_section(job).record
        assert sum(is_running(line, record.columns) for line in record.lines) > 20
        assert list(stray_lines(record)) == [], section.id

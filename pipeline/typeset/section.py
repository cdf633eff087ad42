"""Step 5a, typeset: one section's HTML to a tagged PDF and its layout record."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from copy import copy
from functools import partial
from typing import Any

from weasyprint import CSS, HTML, Document

from pipeline.typeset.arithmetic import quick_arithmetic
from pipeline.typeset.arrays import arrays_of_any_length
from pipeline.typeset.boxes import read_layout, with_references
from pipeline.typeset.columns import kept_columns
from pipeline.typeset.fetch import RecordingFetcher
from pipeline.typeset.fit import forms_of
from pipeline.typeset.flow import quick_flow
from pipeline.typeset.glyphs import runs_of_glyphs
from pipeline.typeset.job import SectionJob, SectionResult, TypesetWarning
from pipeline.typeset.layout_models import layout_models
from pipeline.typeset.letters import known_letters
from pipeline.typeset.line_boxes import Kept, kept_line_boxes
from pipeline.typeset.lines import kept_lines
from pipeline.typeset.margins import settle_pulls
from pipeline.typeset.messages import gathered_messages
from pipeline.typeset.page_references import set_references
from pipeline.typeset.parsing import kept_patterns
from pipeline.typeset.paths import plain_paths
from pipeline.typeset.settle import settle
from pipeline.typeset.sheets import Sheets, take_sheets
from pipeline.typeset.stamps import StampFinder
from pipeline.typeset.styles import shared_styles
from pipeline.typeset.tag_tree import Origins
from pipeline.typeset.tags import finish_tags, keep_own_links

VARIANT = "pdf/ua-1"
# Boxes are many, and their layouts hold them together: looking for garbage among them each 50,000
# takes a twelfth of all the time. This many are about 120 MB, more than a worker's share of a book.
GARBAGE = 1_000_000


def typeset_section(job: SectionJob) -> SectionResult:
    """Typeset one section as tagged PDF/UA-1 (a decoration: as a PDF without tags).

    The same job and the same files give the same bytes. What the engine complains about is in
    the result's warnings. Raises `ReferenceFormError` on a page reference without digits.
    """
    gc.set_threshold(GARBAGE, 10, 10)
    fetcher = RecordingFetcher()
    images: dict[str, object] = {}
    lines: dict[Any, Kept] = {}
    variant = None if job.decoration else VARIANT
    origins = Origins()
    finish = None
    if not job.decoration:
        finish = partial(finish_tags, section=job.id, origins=origins)
    with gathered_messages() as messages, kept_lines(), layout_models():
        with kept_patterns():
            html = HTML(string=job.html, base_url=job.base_url, url_fetcher=fetcher)
        references = set_references(html.etree_element, job.folios)
        sheets = take_sheets(html)
        css = _first_page(job)
        lay_out = partial(_lay_out, html, sheets, images, lines, css, variant)
        with shared_styles(sheets.styles, messages), kept_columns():
            if job.decoration:
                document = lay_out()
            else:
                lay_apart = partial(_lay_apart, html, sheets, images, lines)
                document = settle(html.etree_element, references, lay_out, lay_apart)
        settle_pulls(document)
        _name_images(images, fetcher.reached)
        laid_out = read_layout(document, images)
        keep_own_links(document)
        finder = StampFinder(laid_out.folios)
        finder.watch(document)
        with (
            origins.traced(),
            plain_paths(),
            known_letters(),
            runs_of_glyphs(),
            arrays_of_any_length(),
            quick_arithmetic(),
        ):
            pdf = document.write_pdf(pdf_variant=variant, finisher=finish)
    said = dict.fromkeys((*sheets.messages, *messages))
    return SectionResult(
        id=job.id,
        pdfs=(pdf,),
        record=with_references(laid_out.record, references.shown()),
        warnings=tuple(TypesetWarning(job.id, message) for message in said),
        resources=dict(sorted({**sheets.reached, **fetcher.reached}.items())),
        stamps=finder.stamps(pdf),
        forms=forms_of(html.etree_element),
    )


def _lay_out(
    html: HTML,
    sheets: Sheets,
    images: dict[str, object],
    lines: dict[Any, Kept],
    css: str,
    variant: str | None,
) -> Document:
    with kept_line_boxes(lines), quick_flow():
        return html.render(
            font_config=sheets.fonts,
            counter_style=sheets.counters,
            color_profiles=sheets.colours,
            stylesheets=[*sheets.parsed, CSS(string=css)],
            cache=images,
            pdf_variant=variant,
        )


def _lay_apart(
    html: HTML, sheets: Sheets, images: dict[str, object], lines: dict[Any, Kept], root: Any
) -> Document:
    """Lay out another document under the sheets of one; no PDF is made of it."""
    other = copy(html)
    other.wrapper_element = type(html.wrapper_element).from_html_root(root)
    other.etree_element = root
    return _lay_out(other, sheets, images, lines, "", None)


def _first_page(job: SectionJob) -> str:
    """The style sheet that sets side and number of the first page."""
    side = "verso" if job.side == "verso" else "recto"
    css = f"html {{ break-before: {side} !important }}"
    if job.first_folio is not None:
        css += f"@page :first {{ counter-reset: page {job.first_folio} !important }}"
    return css


def _name_images(images: Mapping[str, object], reached: Mapping[str, str]) -> None:
    """Name pictures in the PDF after their content, not after the folder they happen to be in."""
    for url, image in images.items():
        if hasattr(image, "id"):
            path = RecordingFetcher.path_of(url)
            image.id = reached.get(path, image.id)[:32]

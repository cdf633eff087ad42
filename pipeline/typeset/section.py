"""Step 5a, typeset: one section's HTML to a tagged PDF and its layout record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline.typeset.boxes import read_layout, with_references
from pipeline.typeset.fetch import RecordingFetcher
from pipeline.typeset.record import LayoutRecord
from pipeline.typeset.references import set_references
from pipeline.typeset.tags import finish_tags, keep_own_links
from pipeline.typeset.warnings import TypesetWarning, gathered_messages

VARIANT = "pdf/ua-1"


@dataclass(frozen=True, slots=True)
class SectionJob:
    """A section to typeset.

    `side` is that of its first page (« any » is set as a recto); `folios` maps ids to the folios
    shown in references; `dropped` names the references (`target#n`) that give way because their
    target is on the same page; `first_folio` numbers the first page where the section's own
    styles print page numbers, and is None where they do not.
    """

    id: str
    html: str
    base_url: str
    side: Literal["any", "recto", "verso"] = "any"
    folios: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    first_folio: int | None = None


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A typeset section; `resources` maps each file it reached to its SHA-256 (or nothing)."""

    id: str
    pdf: bytes
    record: LayoutRecord
    warnings: tuple[TypesetWarning, ...] = ()
    resources: Mapping[str, str] = field(default_factory=dict)


def typeset_section(job: SectionJob) -> SectionResult:
    """Typeset one section as tagged PDF/UA-1.

    The same job and the same files give the same bytes. What the engine complains about is in
    the result's warnings. Raises `ReferenceFormError` on a page reference without digits.
    """
    fetcher = RecordingFetcher()
    fonts = FontConfiguration()
    images: dict[str, object] = {}
    with gathered_messages() as messages:
        html = HTML(string=job.html, base_url=job.base_url, url_fetcher=fetcher)
        shown = set_references(html.etree_element, job.folios, job.dropped)
        document = html.render(
            font_config=fonts,
            stylesheets=[CSS(string=_first_page(job))],
            cache=images,
            pdf_variant=VARIANT,
        )
        _name_images(images, fetcher.reached)
        record = with_references(read_layout(document, images), shown)
        keep_own_links(document)
        pdf = document.write_pdf(
            pdf_variant=VARIANT, finisher=partial(finish_tags, section=job.id)
        )
    return SectionResult(
        id=job.id,
        pdf=pdf,
        record=record,
        warnings=tuple(TypesetWarning(job.id, message) for message in messages),
        resources=dict(sorted(fetcher.reached.items())),
    )


def typeset_layer(html: str, base_url: str) -> SectionResult:
    """Typeset the layer laid over the book's pages (folios, running heads, tabs).

    It is decoration, so it has no tags; one page for each page of the book.
    """
    fetcher = RecordingFetcher()
    images: dict[str, object] = {}
    with gathered_messages() as messages:
        document = HTML(string=html, base_url=base_url, url_fetcher=fetcher).render(
            font_config=FontConfiguration(), cache=images
        )
        _name_images(images, fetcher.reached)
        record = read_layout(document, images)
        pdf = document.write_pdf()
    return SectionResult(
        id="layer",
        pdf=pdf,
        record=record,
        warnings=tuple(TypesetWarning("layer", message) for message in messages),
        resources=dict(sorted(fetcher.reached.items())),
    )


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

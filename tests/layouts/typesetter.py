"""Typesetting layouts in tests: real templates, real style sheet, real engine."""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from pipeline.render.document import make_studio
from pipeline.render.environment import make_environment
from pipeline.render.examples import PLACE, Component, read_component
from pipeline.render.studio import Studio

PROJECT = Path(__file__).resolve().parents[2]
LAYOUTS = PROJECT / "layouts"
STYLES = PROJECT / "styles"
LINE = 13 * 96 / 72  # px
MM = 96 / 25.4  # px


class Journal(logging.Handler):
    """Keeps what the engine says."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.lines.append(record.getMessage())


@cache
def fonts() -> FontConfiguration:
    """The faces, read once for all tests."""
    return FontConfiguration()


@cache
def style(name: str = "print.css") -> weasyprint.CSS:
    """A style sheet, parsed once; its complaints fail the test that asks first."""
    journal = Journal()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(journal)
    try:
        sheet = weasyprint.CSS(filename=STYLES / name, font_config=fonts())
    finally:
        logger.removeHandler(journal)
    assert not journal.lines, journal.lines
    return sheet


def components() -> list[str]:
    """Names of the components, from their macro files."""
    return sorted(file.name.split(".")[0] for file in (LAYOUTS / "components").glob("*.html.j2"))


@cache
def studio() -> Studio:
    """Makes the drawings of examples, each once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="drawings-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_studio(PROJECT, folder)


@cache
def component(name: str) -> Component:
    """A component's description, parameters and examples, ready for its macro."""
    return read_component(PROJECT, name, studio())


def arguments(name: str, example: int) -> dict[str, Any]:
    """The arguments of a component's example, by number from 0."""
    return dict(component(name).examples[example].arguments)


def set_component(name: str, values: dict[str, Any]) -> str:
    """The HTML of a component, with what it needs around it."""
    template = make_environment(PROJECT).get_template(f"components/{name}.html.j2")
    return component(name).around.replace(PLACE, str(getattr(template.module, name)(**values)))


def document_of(html: str) -> str:
    """A document around some HTML; the style sheet is given to the engine, already parsed."""
    if "<html" in html:
        return html
    return (
        '<!doctype html><html lang="fr" class="part-vermillon"><head><meta charset="utf-8">'
        f'<title>Essai</title></head><body class="kind-text"><main id="essai">{html}</main>'
        "</body></html>"
    )


def typeset(html: str, sheet: str = "print.css") -> tuple[weasyprint.Document, list[str]]:
    """The pages of some HTML, and what the engine said while making and writing them."""
    journal = Journal()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(journal)
    try:
        page = weasyprint.HTML(string=document_of(html), base_url=str(PROJECT))
        options = {"stylesheets": [style(sheet)], "font_config": fonts()}
        document = page.render(pdf_variant="pdf/ua-1", **options)
        document.write_pdf(pdf_variant="pdf/ua-1")
    finally:
        logger.removeHandler(journal)
    return document, journal.lines


def boxes(page: weasyprint.Page) -> Iterator[Any]:
    """Every box of a page, of the engine's own kind."""
    return boxes_in(page._page_box)


def boxes_in(box: Any) -> Iterator[Any]:
    """Every box below one; the engine's own walk passes over what is placed absolutely."""
    for child in getattr(box, "children", ()):
        yield child
        yield from boxes_in(child)


def lines(page: weasyprint.Page) -> list[Any]:
    """The lines of text of a page that hold words."""
    return [
        box
        for box in boxes(page)
        if type(box).__name__ == "LineBox"
        and any(getattr(child, "text", "").strip() for child in boxes_in(box))
    ]


def by_class(page: weasyprint.Page, name: str) -> list[Any]:
    """The boxes of elements with a class."""
    return [
        box
        for box in boxes(page)
        if box.element is not None
        and not isinstance(box.element, str)
        and name in (box.element.get("class") or "").split()
        and box.element_tag == box.element.tag
    ]

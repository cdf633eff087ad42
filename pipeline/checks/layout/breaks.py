"""LAY006 to LAY008: where columns and pages break."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.layout.pages import (
    HEADINGS,
    STREAM,
    LaidSection,
    Page,
    Paragraph,
    Segment,
)
from pipeline.checks.layout.words import about, count_words, quote, quote_end
from pipeline.model.layout import LineRecord

# A heading at the foot needs two lines of its text below it, as a paragraph needs two lines.
BELOW_HEADING = 2
# How far apart, in lines, the baselines of a heading and of text set beside it may be.
BESIDE = 3
_BROKEN = (*STREAM, "footnotes")
# The head of a table is set again on each page.
_WHOLE = (*HEADINGS, "th")


def _broken(section: LaidSection) -> Iterator[Paragraph]:
    """The paragraphs that go on in another column."""
    for paragraph in section.paragraphs:
        running = section.kind_of(paragraph.lines[0]) in _BROKEN
        if running and len(paragraph.segments) > 1 and paragraph.tag not in _WHOLE:
            yield paragraph


def _page(section: LaidSection, segment: Segment) -> Page:
    return Page(section, segment.page)


def _fault(section: LaidSection, segment: Segment, message: str, hint: str) -> Fault:
    page = _page(section, segment)
    line = segment.lines[0]
    return section.fault(page, line.source, f"{message} ({page.words})", hint, line.text[:40])


@rule(
    "LAY006",
    "warning",
    "Veuve : dernière ligne d’un paragraphe seule en tête de colonne",
    "Couper quelques mots du paragraphe, pour que la ligne rentre, ou en ajouter une ligne.",
)
def widow(context: Context) -> Iterator[Outcome]:
    """Why: en tête de colonne, une ligne seule est lue sans ce qu’elle achève.

    Wrong: « des territoires. » en haut de la deuxième colonne

    Right: deux lignes du paragraphe, ou aucune
    """
    for section in context.layout.sections:
        for paragraph in _broken(section):
            last = paragraph.segments[-1]
            if len(last.lines) > 1:
                yield Confirmed()
                continue
            words = about(paragraph.words_per_line)
            hint = f"Couper {about(count_words(last.lines[0].text))}, ou en ajouter {words}."
            message = f"veuve : {quote(last.lines[0].text)} est seul en tête de colonne"
            yield _fault(section, last, message, hint)


@rule(
    "LAY007",
    "warning",
    "Orpheline : première ligne d’un paragraphe seule au pied d’une colonne",
    "Couper ou ajouter une ligne avant le paragraphe.",
)
def orphan(context: Context) -> Iterator[Outcome]:
    """Why: au pied d’une colonne, une ligne seule annonce un texte qu’on ne voit pas.

    Wrong: « Nantes Métropole » seule sous un blanc, la suite à la page d’après

    Right: deux lignes du paragraphe, ou aucune
    """
    for section in context.layout.sections:
        for paragraph in _broken(section):
            first = paragraph.segments[0]
            if len(first.lines) > 1:
                yield Confirmed()
                continue
            words = about(paragraph.words_per_line)
            hint = f"Couper {words} plus haut dans la colonne, ou en ajouter {words}."
            message = f"orpheline : {quote(first.lines[0].text)} est seul au pied de la colonne"
            yield _fault(section, first, message, hint)


@rule(
    "LAY008",
    "warning",
    "Intertitre au pied d’une colonne",
    "Couper ou ajouter deux lignes avant l’intertitre.",
)
def stranded_heading(context: Context) -> Iterator[Outcome]:
    """Why: un intertitre va avec son texte ; seul au pied, il ne titre rien.

    Wrong: « Le financement », puis la colonne s’arrête

    Right: l’intertitre et deux lignes au moins
    """
    for section in context.layout.sections:
        for paragraph in section.paragraphs:
            last = paragraph.segments[-1].lines[-1]
            if paragraph.tag not in HEADINGS[1:] or section.kind_of(last) not in STREAM:
                continue
            following = _following(section, last)
            below = [line for line in following if _is_below(last, line)]
            page = Page(section, last.page)
            if (
                len(below) >= BELOW_HEADING
                or len(below) == len(following[:BELOW_HEADING])
                or _is_beside(paragraph, following)
                or _shows_picture_below(page, last)
            ):
                yield Confirmed()
                continue
            words = about(2 * _words_per_line(following))
            message = (
                f"l’intertitre {quote_end(paragraph.text, 6)} est au pied de la colonne, "
                f"avec {len(below) or 'aucune'} ligne{'s' if len(below) > 1 else ''} de son texte "
                f"({page.words})"
            )
            hint = f"Couper {words} avant l’intertitre, ou en ajouter autant."
            yield section.fault(page, last.source, message, hint, paragraph.text[:40])


def _following(section: LaidSection, last: LineRecord) -> list[LineRecord]:
    """The first running lines of a heading's text, which ends at the next heading of a text."""
    lines = section.record.lines
    start = next(number for number, line in enumerate(lines) if line is last) + 1
    found: list[LineRecord] = []
    for line in lines[start:]:
        if section.kind_of(line) not in STREAM:
            continue
        if line.tag not in HEADINGS:
            found.append(line)
        if len(found) == 2 * BELOW_HEADING or (found and line.tag in HEADINGS):
            break
    return found


def _is_below(heading: LineRecord, line: LineRecord) -> bool:
    """Whether a line is on the heading's page, under it: not in the next column."""
    return (
        line.page == heading.page
        and line.baseline > heading.baseline
        and line.x < heading.x + heading.measure
        and line.x + line.measure > heading.x
    )


def _is_beside(heading: Paragraph, following: list[LineRecord]) -> bool:
    """Whether the text of a heading stands at its side, as in a row of a list."""
    first, text = heading.lines[0], following[0]
    near = abs(text.baseline - first.baseline) <= BESIDE * heading.leading
    return text.page == first.page and near and text.x >= first.x + first.width


def _shows_picture_below(page: Page, heading: LineRecord) -> bool:
    return any(
        image.y >= heading.baseline - heading.size and image.x < heading.x + heading.measure
        for image in page.images
        if image.height < page.record.height / 2
    )


def _words_per_line(lines: list[LineRecord]) -> float:
    return sum(count_words(line.text) for line in lines) / max(1, len(lines))


RULES = (widow, orphan, stranded_heading)

"""LAY012 to LAY015 and LAY020: how full pages are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.layout.pages import LEADING, SHEET_PAGES, STREAM, LaidSection, Page, ink_bottom
from pipeline.checks.layout.words import about, count_words, quote, rounded

# Less than a fifth of a page: what stands there looks forgotten.
NEARLY_EMPTY = 0.20
# The last page of a part may hold little, but five lines out of fifty-four.
LAST_OF_PART = 0.08
# The reader of a page that stops half-way believes the text is over.
SHORT_FOOT = 0.45
# The feet of two facing pages differ at a glance from a third of the page on.
UNEVEN = 0.33
# A sheet of one page whose text fills less than half of the room below its band.
HALF_SHEET = 0.5
# Pages with a form of their own, where white is meant.
_FREE = ("cover", "opener", "back", "legend", "plate", "keyfigures", "colophon")


def _filled(page: Page) -> tuple[float, float]:
    """How many points of the page's height hold text or pictures; where the lowest one ends."""
    spans = []
    foot = page.top
    for line in page.lines:
        if page.section.kind_of(line) in ("margin", "footnotes"):
            continue
        spans.append((line.baseline - line.size, line.baseline + (LEADING - 1) * line.size))
        # What is shown again in the margin does not make a page full.
        if not page.section.is_pull(line):
            foot = max(foot, ink_bottom(line))
    for image in page.images:
        if not image.background or image.height < page.record.height / 2:
            spans.append((image.y, image.y + image.height))
            foot = max(foot, min(image.y + image.height, page.bottom))
    filled, end = 0.0, page.top
    for start, stop in sorted(spans):
        start, stop = max(start, end), min(stop, page.bottom)
        if stop > start:
            filled += stop - start
            end = stop
    return filled, foot


def _room(page: Page) -> tuple[float, float]:
    """Upper and lower edge of what text can take: above the notes."""
    notes = [column.y for column in page.columns if column.kind == "footnotes"]
    return page.top, min([page.bottom, *notes])


def _empty_foot(page: Page) -> float:
    """The share of a page's height below its last line or picture."""
    top, bottom = _room(page)
    return max(0.0, (bottom - _filled(page)[1]) / (bottom - top)) if bottom > top else 0.0


def _running_words(page: Page) -> int:
    return sum(
        count_words(line.text)
        for line in page.lines
        if page.section.kind_of(line) in ("column", "flow")
    )


def _last_source(page: Page) -> str:
    """Where the last running line of a page comes from; else what stands on it."""
    running = [line for line in page.lines if page.section.kind_of(line) in STREAM]
    boxes = [box.source for box in page.section.record.boxes if box.page == page.index]
    return running[-1].source if running else (boxes or [""])[-1]


def _is_nearly_empty(page: Page) -> bool:
    if page.is_bare or (page.section.kind in _FREE and page.index == 0):
        return False
    # A page that a sheet may not have is LAY005's.
    if page.section.kind == "sheet" and page.index >= SHEET_PAGES:
        return False
    filled, _ = _filled(page)
    least = LAST_OF_PART if page.is_last and page.section.closes_part else NEARLY_EMPTY
    return filled < least * page.record.content[3]


@rule(
    "LAY012",
    "warning",
    "Page presque vide",
    "Couper assez de mots pour que la page disparaisse, ou en ajouter.",
)
def nearly_empty(context: Context) -> Iterator[Outcome]:
    """Why: deux lignes sur une page blanche ont l’air d’un oubli, et coûtent une page.

    Wrong: une fiche dont les neuf derniers mots prennent une deuxième page

    Right: la fiche en une page
    """
    for section in context.layout.sections:
        for page in section.pages:
            if not _is_nearly_empty(page):
                yield Confirmed()
                continue
            words = _running_words(page)
            height = page.record.content[3]
            lines = round((NEARLY_EMPTY * height - _filled(page)[0]) / 13)
            message = f"page presque vide : {words} mots seulement ({page.words})"
            hint = (
                f"Couper {about(words)} plus haut, et la page disparaît ; ou en ajouter pour "
                f"{max(1, lines)} lignes."
            )
            yield section.fault(page, _last_source(page), message, hint, f"page {page.index + 1}")


@rule(
    "LAY013",
    "warning",
    "Page qui s’arrête à mi-hauteur alors que la suite est derrière",
    "Placer ailleurs ce qui ouvre la page suivante, ou couper ou ajouter du texte.",
)
def short_foot(context: Context) -> Iterator[Outcome]:
    """Why: un grand blanc au pied fait croire que le texte est fini.

    Wrong: un tiers de page, puis un zoom qui commence à la page d’après

    Right: le zoom placé plus loin, après un paragraphe qui remplit la page
    """
    for section in context.layout.sections:
        for page in section.pages:
            if page.is_bare or page.is_last or _is_nearly_empty(page):
                continue
            if _empty_foot(page) > SHORT_FOOT:
                yield _short_foot_fault(section, page)
            else:
                yield Confirmed()


def _short_foot_fault(section: LaidSection, page: Page) -> Fault:
    share = round(100 * _empty_foot(page))
    after = Page(section, page.index + 1)
    following = [line for line in after.lines if section.kind_of(line) in STREAM]
    begins = f" ; la suivante commence par {quote(following[0].text)}" if following else ""
    message = f"{share} % de la page sont vides au pied{begins} ({page.words})"
    words = _running_words(page)
    room = words * _empty_foot(page) / max(0.1, 1 - _empty_foot(page))
    hint = (
        f"Ajouter {about(room)}, en couper environ {rounded(words)}, ou placer ailleurs ce qui "
        "commence à la page suivante."
    )
    return section.fault(page, _last_source(page), message, hint, f"page {page.index + 1}")


@rule(
    "LAY014",
    "info",
    "Pages en regard de hauteurs très différentes",
    "Déplacer une image ou un encadré d’une page à l’autre.",
)
def uneven_spread(context: Context) -> Iterator[Outcome]:
    """Why: ouvert, le livre montre deux pages à la fois ; elles se tiennent.

    Wrong: un verso plein, un recto qui s’arrête aux deux tiers, et la suite derrière

    Right: deux pages qui finissent à la même hauteur, à quelques lignes près
    """
    for section in context.layout.sections:
        for page in section.pages:
            if page.record.side != "verso" or page.is_last or page.is_bare:
                continue
            facing = Page(section, page.index + 1)
            ends = facing.is_last or facing.record.blank or _is_before_zoom(facing)
            feet = (_empty_foot(page), _empty_foot(facing))
            if ends or max(feet) > SHORT_FOOT or abs(feet[0] - feet[1]) <= UNEVEN:
                yield Confirmed()
                continue
            low = page if feet[0] > feet[1] else facing
            message = (
                f"les pages {page.folio} et {facing.folio}, en regard, finissent à "
                f"{round(100 * abs(feet[0] - feet[1]))} % de hauteur d’écart ({low.words})"
            )
            yield section.fault(low, _last_source(low), message, key=f"page {low.index + 1}")


def _is_before_zoom(page: Page) -> bool:
    """Whether the text ends on a page for the reader: the next one has another ground."""
    after = page.section.record.pages[page.index + 1 :]
    return bool(after) and after[0].name != page.record.name


@rule(
    "LAY015",
    "info",
    "Fiche qui laisse sa page à moitié vide",
    "Compléter un champ de la fiche, ou admettre qu’elle est courte.",
)
def short_sheet(context: Context) -> Iterator[Outcome]:
    """Why: à côté des autres, une fiche à moitié vide semble inachevée.

    Wrong: une fiche de cent cinquante mots

    Right: une fiche de trois cents mots ou plus
    """
    for section in context.layout.sections:
        if section.kind != "sheet" or len(section.pages) != 1:
            continue
        page = section.pages[0]
        tops = [column.y for column in page.columns if column.kind == "column"]
        if not tops:
            continue
        # The columns of the text; references may stand in columns of their own below it.
        top = min(tops)
        columns = section.record.columns
        lines = [
            line
            for line in page.lines
            if section.kind_of(line) == "column" and columns[line.column].y <= top
        ]
        if not lines:
            continue
        used = (max(ink_bottom(line) for line in lines) - top) / (page.bottom - top)
        if used >= HALF_SHEET:
            yield Confirmed()
            continue
        words = _running_words(page)
        message = f"le texte remplit {round(100 * used)} % de sa place ({page.words})"
        hint = f"Ajouter {about(words * (HALF_SHEET / used - 1))} ou plus, ou l’admettre."
        yield section.fault(page, lines[-1].source, message, hint, "page 1")


@rule(
    "LAY020",
    "warning",
    "Fiche sur deux pages qui ne se font pas face",
    "Placer une page de plus ou de moins avant la fiche : elle commence alors à gauche.",
)
def parted_sheet(context: Context) -> Iterator[Outcome]:
    """Why: une fiche que l’on tourne ne se lit plus d’un coup d’œil.

    Wrong: une fiche longue qui commence sur une page de droite

    Right: la même, qui commence sur une page de gauche
    """
    for section in context.layout.sections:
        if section.kind != "sheet" or len(section.pages) != SHEET_PAGES:
            continue
        first = section.pages[0]
        if first.folio % 2 == 0:
            yield Confirmed()
            continue
        message = f"la fiche tient sur deux pages qui ne se font pas face ({first.words})"
        source = first.lines[0].source if first.lines else ""
        yield section.fault(first, source, message, key="pages")


RULES = (nearly_empty, short_foot, uneven_spread, short_sheet, parted_sheet)

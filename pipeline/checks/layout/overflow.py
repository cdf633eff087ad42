"""LAY001 to LAY005: what does not fit its place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.layout.pages import SHEET_PAGES, LaidSection, Page, ink_bottom, ink_top
from pipeline.checks.layout.words import about, count_words, quote
from pipeline.model.layout import BoxRecord, ImageRecord, LineRecord

# Below this, rounding and the descenders of a last line that just fits.
FIT = 2.0
# A third of the gutter (6 mm): figures set large may hang that far; further on they invade.
HANG = 6.0
# Round drawings may hang in the margin of the page, to line up by eye: 4 mm.
PICTURE_HANG = 11.4
# Ink of two texts, or of a text and a picture, in the same place: so many points across and down.
ACROSS, DOWN = 2.0, 1.5
# A block that the foot cuts ends less than two lines above it.
CUT = 26.0
# What a sheet keeps between its band and its text, where the text begins 20 lines below the top of
# the page area and the band ends 109 mm below the trim: 7.7 mm.
CARD_GAP = 21.8


@rule(
    "LAY001",
    "error",
    "Texte hors de la page",
    "Couper le texte du nombre de mots dit.",
)
def outside(context: Context) -> Iterator[Outcome]:
    """Why: sous le bas de la page, le texte couvre le folio ; plus loin, il est perdu.

    Wrong: une citation de cent mots dans la marge, plus haute que la page

    Right: une citation de vingt mots
    """
    for section in context.layout.sections:
        for page in section.pages:
            found: dict[int, list[LineRecord]] = {}
            for line in page.lines:
                if _edge(page, line):
                    found.setdefault(line.column, []).append(line)
            yield Confirmed(len(page.columns) - len(found))
            for lines in found.values():
                yield _outside_fault(section, page, lines)
            yield from _cut_off(section, page)


def _cut_off(section: LaidSection, page: Page) -> Iterator[Fault]:
    """Placed blocks that the foot of the page cuts: the rest is printed nowhere."""
    for column in page.columns:
        # What a style sheet hides at the end of a block is not lost; only a foot cuts.
        if not column.lost or column.y + column.height < page.bottom - CUT:
            continue
        shown = [line for line in page.lines if section.record.columns[line.column] is column]
        if not shown:
            continue
        words = count_words(column.lost)
        message = f"{quote(column.lost)} est perdu au pied de la page ({page.words})"
        hint = f"Couper {about(words)} dans ce texte, ou le placer plus haut."
        yield section.fault(page, shown[-1].source, message, hint, column.lost[:40])


def _edge(page: Page, line: LineRecord) -> str:
    """The edge that a line goes beyond, or nothing."""
    kind = page.section.kind_of(line)
    if kind == "margin" or page.is_bare:
        left, right, bottom = 0.0, page.record.width, page.record.height
    else:
        left, right, bottom = page.left - HANG, page.right + HANG, page.bottom + FIT
    if ink_bottom(line) > bottom:
        return "le bas"
    if ink_top(line) < 0:
        return "le haut"
    # A line too wide for its column is LAY002's; one in a column that stands outside is not.
    if line.x > right or (line.x + line.width > right and line.width <= line.measure):
        return "la droite"
    return "la gauche" if line.x < left else ""


def _outside_fault(section: LaidSection, page: Page, lines: list[LineRecord]) -> Fault:
    first = lines[0]
    block = next(p for p in section.paragraphs if p.lines[0].paragraph == first.paragraph)
    words = sum(count_words(line.text) for line in lines)
    count = f"{len(lines)} ligne{'s' if len(lines) > 1 else ''}"
    verb = "sortent" if len(lines) > 1 else "sort"
    message = (
        f"{count} de {quote(block.text)} {verb} de la page par {_edge(page, first)} ({page.words})"
    )
    hint = f"Couper {about(words)} dans ce texte ou avant lui."
    if section.is_pull(first):
        hint = f"Couper {about(words)} de la citation ({{.pull}}), ou en choisir une plus courte."
    return section.fault(page, section.source_of(first), message, hint, block.text[:40])


@rule(
    "LAY002",
    "error",
    "Ligne plus large que sa colonne",
    "Ajouter un trait d’union ou une espace où couper, ou raccourcir.",
)
def too_wide(context: Context) -> Iterator[Outcome]:
    """Why: un mot que rien ne permet de couper déborde dans la colonne d’à côté.

    Wrong: une adresse de site de soixante signes dans une colonne de quarante-six

    Right: [le site de la métropole](https://…)
    """
    for section in context.layout.sections:
        for page in section.pages:
            for line in page.lines:
                excess = _width_excess(section, line)
                if excess <= HANG:
                    yield Confirmed()
                    continue
                signs = math.ceil(len(line.text) * excess / line.width)
                message = (
                    f"{quote(line.text)} dépasse sa colonne de {excess:.0f} points ({page.words})"
                )
                hint = f"Raccourcir d’environ {signs} signes, ou donner où couper."
                source = section.source_of(line)
                yield section.fault(page, source, message, hint, line.text[:40])


def _width_excess(section: LaidSection, line: LineRecord) -> float:
    """How far a line goes beyond its place. In columns, entries may hang: the edge counts."""
    column = section.record.columns[line.column]
    if column.kind == "column" and line.tag in ("p", "li"):
        return line.x + line.width - column.x - column.width
    return line.width - line.measure


@rule(
    "LAY003",
    "error",
    "Texte sur un autre texte ou sur une image",
    "Raccourcir l’un des deux, ou les éloigner dans le texte.",
)
def collision(context: Context) -> Iterator[Outcome]:
    """Why: là où deux textes se couvrent, on ne lit ni l’un ni l’autre.

    Wrong: deux citations tirées du même paragraphe, l’une sur l’autre dans la marge

    Right: une citation par paragraphe, à dix lignes l’une de l’autre
    """
    for section in context.layout.sections:
        for page in section.pages:
            seen = set()
            for line, other in _overlaps(page):
                pair = (line.paragraph, other.paragraph)
                if pair not in seen:
                    seen.add(pair)
                    message = f"{quote(line.text)} et {quote(other.text)} se couvrent"
                    yield _collision_fault(section, page, line, message)
            for line, image in _covered(page):
                if (line.paragraph, -1) not in seen:
                    seen.add((line.paragraph, -1))
                    name = image.address.rpartition("/")[2] or "une image"
                    message = f"{quote(line.text)} couvre l’image {name}"
                    yield _collision_fault(section, page, line, message)
            if not seen:
                yield Confirmed()


def _collision_fault(section: LaidSection, page: Page, line: LineRecord, message: str) -> Fault:
    source = section.source_of(line)
    return section.fault(page, source, f"{message} ({page.words})", key=line.text[:40])


def _overlaps(page: Page) -> Iterator[tuple[LineRecord, LineRecord]]:
    """Pairs of lines of different blocks whose ink is in the same place."""
    lines = sorted(page.lines, key=ink_top)
    for number, line in enumerate(lines):
        for other in lines[number + 1 :]:
            if ink_top(other) > ink_bottom(line) - DOWN:
                break
            across = min(line.x + line.width, other.x + other.width) - max(line.x, other.x)
            # The lower of the two may also end above the upper one's foot.
            down = min(ink_bottom(line), ink_bottom(other)) - ink_top(other)
            if other.paragraph != line.paragraph and across > ACROSS and down > DOWN:
                yield line, other


def _covered(page: Page) -> Iterator[tuple[LineRecord, ImageRecord]]:
    """Lines placed beside the text that stand on a picture; grounds of pages are none."""
    for image in page.images:
        if image.background and image.height > page.record.height / 2:
            continue
        for line in page.lines:
            across = min(line.x + line.width, image.x + image.width) - max(line.x, image.x)
            down = min(ink_bottom(line), image.y + image.height) - max(ink_top(line), image.y)
            if page.section.is_pull(line) and across > ACROSS and down > DOWN:
                yield line, image


@rule(
    "LAY004",
    "error",
    "Contenu plus grand que son cadre",
    "Raccourcir le texte du cadre, ou réduire l’image.",
)
def too_big(context: Context) -> Iterator[Outcome]:
    """Why: ce qui dépasse d’un cadre de hauteur fixe couvre ce qui suit, ou disparaît.

    Wrong: un chiffre clé et trois lignes de légende dans une case de deux lignes

    Right: une légende de deux lignes
    """
    for section in context.layout.sections:
        for page in section.pages:
            boxes = [box for box in section.record.boxes if box.page == page.index]
            full = [box for box in boxes if box.overflow > HANG and not _explained(page, box)]
            # The innermost box is the one to mend; those around it overflow for the same reason.
            for box in full:
                if not any(_within(other, box) for other in full if other is not box):
                    message = (
                        f"le contenu dépasse son cadre de {box.overflow:.0f} points ({page.words})"
                    )
                    yield section.fault(page, box.source, message, key=f"{box.tag}@{box.source}")
            yield Confirmed(len(boxes) - len(full))
            for image in page.images:
                if _goes_out(page, image):
                    name = image.address.rpartition("/")[2]
                    message = f"l’image {name} sort de la page ({page.words})"
                    yield section.fault(page, image.source, message, key=name)


def _explained(page: Page, box: BoxRecord) -> bool:
    """Whether a picture that hangs, LAY001 or LAY002 say why a box overflows."""
    inside = [line for line in page.lines if _begins_in(line, box)]
    if any(_width_excess(page.section, line) > HANG for line in inside):
        return True
    if box.width < page.record.content[2]:
        return False
    return box.overflow <= PICTURE_HANG or any(_edge(page, line) for line in page.lines)


def _begins_in(line: LineRecord, box: BoxRecord) -> bool:
    return box.x - 1 <= line.x <= box.x + box.width and box.y <= line.baseline <= box.y + box.height


def _within(inner: BoxRecord, outer: BoxRecord) -> bool:
    return (
        inner.page == outer.page
        and inner.width * inner.height < outer.width * outer.height
        and outer.x - 1 <= inner.x <= outer.x + outer.width
        and outer.y - 1 <= inner.y <= outer.y + outer.height
    )


def _goes_out(page: Page, image: ImageRecord) -> bool:
    if image.background or page.is_bare:
        return False
    return (
        image.y + image.height > page.bottom + FIT
        or image.x < page.left - PICTURE_HANG
        or image.x + image.width > page.right + PICTURE_HANG
    )


@rule(
    "LAY005",
    "error",
    "Fiche trop longue pour sa place",
    "Raccourcir le champ nommé du nombre de mots dit.",
)
def sheet_too_long(context: Context) -> Iterator[Outcome]:
    """Why: une fiche a deux pages et une carte d’identité de hauteur fixe, les mêmes pour toutes.

    Wrong: une fiche de mille mots, dont la fin commence une troisième page

    Right: la même, où « examples » a perdu deux cents mots
    """
    for section in context.layout.sections:
        if section.kind == "pair":
            yield _pair(section)
        if section.kind != "sheet" or not section.pages:
            continue
        late = [page for page in section.pages if page.index >= SHEET_PAGES]
        if late:
            yield _too_many_pages(section, late)
        else:
            yield Confirmed()
        yield from _card(section)


def _pair(section: LaidSection) -> Outcome:
    """Two sheets that share a page must not take more than that one."""
    late = [page for page in section.pages if page.index]
    if not late:
        return Confirmed()
    words = _column_words(late)
    file = late[0].lines[0].source if late[0].lines else ""
    return section.fault(
        late[0],
        file,
        f"deux fiches qui partagent une page prennent {len(section.pages)} pages",
        f"Couper {about(words)} dans l’une ou l’autre, ou retirer « shares_page » de la seconde.",
        "pages",
    )


def _column_words(pages: list[Page]) -> int:
    """Words in the columns of some pages."""
    return sum(
        count_words(line.text)
        for page in pages
        for line in page.lines
        if page.section.kind_of(line) == "column"
    )


def _too_many_pages(section: LaidSection, late: list[Page]) -> Fault:
    words = _column_words(late)
    name, line = _longest_field(section)
    message = (
        f"la fiche prend {len(section.pages)} pages, et non {SHEET_PAGES} ; son champ le plus "
        f"long est « {name} »"
    )
    hint = f"Couper {about(words)}, d’abord dans « {name} »."
    file = late[0].lines[0].source.rpartition(":")[0] if late[0].lines else ""
    return section.fault(late[0], f"{file}:{line}", message, hint, "pages")


def _longest_field(section: LaidSection) -> tuple[str, int]:
    """The field of a sheet that holds most words, and its line."""
    ends = [*sorted(section.fields.items(), key=lambda item: item[1]), ("", 10**9)]
    counts: dict[tuple[str, int], int] = {}
    for line in section.record.lines:
        at = int(line.source.rpartition(":")[2] or 0)
        for (name, start), (_, end) in pairwise(ends):
            if start <= at < end and section.kind_of(line) == "column":
                counts[name, start] = counts.get((name, start), 0) + count_words(line.text)
    return max(counts, key=lambda entry: (counts[entry], entry[0]), default=("", 1))


def _card(section: LaidSection) -> Iterator[Outcome]:
    """The data card against its band: it ends a gap above the text."""
    page = section.pages[0]
    tops = [column.y for column in page.columns if column.kind == "column"]
    if page.index or not tops:
        return
    limit = min(tops) - CARD_GAP
    # What begins above the end of the band belongs to the card; the margin column begins lower.
    low = [
        line
        for line in page.lines
        if section.record.columns[line.column].y < limit and ink_bottom(line) > limit
    ]
    if low:
        lost = "ligne" if len(low) == 1 else "lignes"
        message = (
            f"la carte d’identité dépasse son bandeau : {quote(low[0].text)} est sous le bord "
            f"({page.words})"
        )
        hint = f"Retirer {len(low)} {lost} de l’adresse ou des intitulés de la carte."
        yield section.fault(page, low[0].source, message, hint, "carte")
    else:
        yield Confirmed()


RULES = (outside, too_wide, collision, too_big, sheet_too_long)

"""All seals on one scale, side by side: the comparison page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width, wrap
from pipeline.drawings.seal import (
    SealForm,
    Territory,
    draw_seal,
    read_territory,
    seal_form,
)
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    finish,
    stroke,
    text,
    text_lines,
    tone,
)

CELL = 42.0
"""Width of a cell that a name needs, mm."""
SIZE, LEADING = 2.8, 3.6
KM_PER_MM, PEOPLE_PER_DOT = 1.1, 5000
ROW_GAPS = (6.0, 4.5, 3.0)
"""Space between rows, mm: as it should be, and as near as it may be."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the page: a seal and its name, or the legend."""

    width: float
    form: SealForm | None
    place: Territory | None
    lines: tuple[str, ...]


def seals(
    palette: Palette,
    *,
    territories: Sequence[Territory | Mapping[str, Any]],
    folios: Mapping[str, str] | None = None,
    width: float = 178.0,
    height: float | None = None,
    km_per_mm: float = KM_PER_MM,
    per: float = PEOPLE_PER_DOT,
) -> Drawing:
    """The seals of all territories, largest first, packed in rows `width` mm wide.

    Under each its name, its folio where given, its density; the legend, scale included, comes
    last. The height follows; where `height` mm is given, rows move together, then the scale
    grows by 0.05 km a mm until all fits (NoDrawing where nothing does).
    """
    places = sorted((read_territory(t) for t in territories), key=lambda t: (-t.area, t.id))
    if not places:
        raise NoDrawing("no territory to compare")
    scale, gap = km_per_mm, ROW_GAPS[0]
    rows = _fill(places, scale, per, width)
    if height is not None:
        scale, gap, rows = _fit(places, km_per_mm, per, width, height)
    body: list[str] = []
    y = 0.0
    for row in rows:
        tallest, room = _sizes(row)
        x, between = 0.0, _gap(row, width)
        for cell in row:
            if cell.form is None:
                foot = y + tallest + room - LEADING * (len(cell.lines) - 1) - 1
                body += _legend(palette, cell, x, foot)
            else:
                body += _seal_cell(palette, cell, x, y, tallest, folios or {})
            x += cell.width + between
        y += tallest + room + gap
    return finish(body, width, y - gap + 1, *_describe(places, per, scale))


def _fill(
    places: Sequence[Territory], km_per_mm: float, per: float, width: float
) -> list[list[Cell]]:
    """Rows of cells at a scale, the legend last."""
    cells = [_cell(place, km_per_mm, per) for place in places]
    cells.append(Cell(CELL, None, None, tuple(_legend_lines(per, km_per_mm))))
    return list(_rows(cells, width))


def _fit(
    places: Sequence[Territory], km_per_mm: float, per: float, width: float, height: float
) -> tuple[float, float, list[list[Cell]]]:
    """The scale, the space between rows and the rows that first fit the height."""
    for step in range(60):
        scale = round(km_per_mm + 0.05 * step, 2)
        rows = _fill(places, scale, per, width)
        content = sum(sum(_sizes(row)) for row in rows)
        for gap in ROW_GAPS:
            if content + gap * (len(rows) - 1) + 1 <= height:
                return scale, gap, rows
    raise NoDrawing(f"{len(places)} seals do not fit {height} mm")


def _sizes(row: Sequence[Cell]) -> tuple[float, float]:
    """Height of the seals of a row, and of the words below them."""
    forms = [cell.form.width for cell in row if cell.form]
    if not forms:
        return LEADING * len(row[0].lines) + 1, 0.0
    return max(forms), max(LEADING * (len(cell.lines) + 1) for cell in row if cell.form) + 0.6


def _cell(place: Territory, km_per_mm: float, per: float) -> Cell:
    form = seal_form(place.area, km_per_mm, per, small=True)
    width = max(CELL, form.width)
    lines = wrap(place.label, width - 5, SIZE, 600)
    return Cell(width, form, place, tuple(lines))


def _rows(cells: Sequence[Cell], width: float) -> Iterator[list[Cell]]:
    """As many cells as a row holds, in order."""
    row: list[Cell] = []
    for cell in cells:
        if row and sum(c.width for c in row) + cell.width + 2 * len(row) > width:
            yield row
            row = []
        row.append(cell)
    yield row


def _gap(row: Sequence[Cell], width: float) -> float:
    """Space between cells; a short last row keeps the columns of the rows above."""
    free = width - sum(c.width for c in row)
    full = max(2, int((width + 2) // (CELL + 2)))
    return (
        free / (len(row) - 1)
        if len(row) >= full - 1 and len(row) > 1
        else ((width - full * CELL) / (full - 1))
    )


def _seal_cell(
    palette: Palette, cell: Cell, x: float, y: float, tallest: float, folios: Mapping[str, str]
) -> Iterator[str]:
    assert cell.form is not None
    assert cell.place is not None
    ink, middle = tone(palette, "encre"), x + cell.width / 2
    yield from draw_seal(palette, cell.place, cell.form, (middle, y + tallest / 2))
    base = y + tallest + LEADING
    *first, last = cell.lines
    yield text_lines((middle, base), first, SIZE, LEADING, ink, weight=600, anchor="middle")
    base += LEADING * len(first)
    folio = folios.get(cell.place.id, "")
    name_width = text_width(last, SIZE, 600)
    whole = name_width + (text_width(f"  {folio}", SIZE, 600) if folio else 0)
    yield text((middle - whole / 2, base), last, SIZE, ink, weight=600)
    if folio:
        yield text(
            (middle + whole / 2, base),
            folio,
            SIZE,
            tone(palette, "bronze"),
            weight=600,
            anchor="end",
        )
    density = cell.place.density or cell.place.population / cell.place.area
    yield text(
        (middle, base + LEADING),
        f"{words.number(density)}{words.FIXED}hab./km²",
        SIZE,
        tone(palette, "encre-2"),
        anchor="middle",
    )


def _legend_lines(per: float, km_per_mm: float) -> list[str]:
    fixed = words.FIXED
    return [
        f"Échelle{fixed}: 1{fixed}mm pour {words.number(km_per_mm, 2)}{fixed}km",
        f"Un point{fixed}: {words.number(per)} habitants",
        f"Un trait{fixed}: une commune",
        f"L’arc{fixed}: part de l’ESS dans l’emploi,",
        f"le tour vaut 100{words.NARROW}%",
        f"Arc tireté{fixed}: donnée régionale",
    ]


def _legend(palette: Palette, cell: Cell, x: float, y: float) -> Iterator[str]:
    ink = tone(palette, "encre")
    yield stroke(f"M{x:.2f} {y - 3.6:.2f}h{CELL:.2f}", ink, 0.18)
    yield text_lines((x, y), cell.lines, 2.65, LEADING, ink)


def _describe(places: Sequence[Territory], per: float, km_per_mm: float) -> tuple[str, str]:
    each = [
        f"{p.label} ({words.number(p.area, 2)}{words.FIXED}km², "
        f"{words.number(p.population)} habitants, "
        f"{words.counted(p.communes, 'commune', 'communes')}"
        + (f", ESS {words.percent(p.share)})" if p.share else ")")
        for p in places
    ]
    return (
        f"{words.counted(len(places), 'territoire', 'territoires')} à la même échelle",
        f"Un sceau par territoire, 1{words.FIXED}mm pour {words.number(km_per_mm, 2)}"
        f"{words.FIXED}km, un point pour {words.number(per)} habitants, du plus grand au plus "
        f"petit{words.FIXED}: {words.listed(each)}.",
    )

"""Views of tables."""

from __future__ import annotations

from types import SimpleNamespace as View
from typing import Any

from markupsafe import Markup, escape

from pipeline.french.format import format_value
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import Book
from pipeline.render.setting import PrintSetting

# Statuses that say « no » or « not known »: their rows are set back.
_MUTED = ("ring", "dotted")


def table_view(book: Book, setting: PrintSetting, table: s.Table, standfirst: str = "") -> View:
    """What the table component is given; `standfirst` is HTML."""
    statuses = next((c.statuses for c in table.columns if c.kind == "status"), {})
    target = book.targets.get(table.id)
    label = f"Tableau {target.number}. " if target and target.number else ""
    counts = [count for id_ in table.shown_counts for count in table.counts if count.id == id_]
    return View(
        id=table.id,
        src=f"{table.place.file}:{table.place.line}",
        title=set_text(label + table.title),
        standfirst=standfirst,
        form=table.form,
        columns=[View(id=c.id, label=set_text(c.label), kind=c.kind) for c in table.columns],
        rows=[_row(book, setting, table, number) for number in range(len(table.rows))],
        counts=[
            View(
                number=format_value(_whole(book, f"{table.id}.{count.id}")),
                label=set_text(count.label),
                status=count.equals[0] if len(count.equals) == 1 and statuses else "",
            )
            for count in counts
        ],
        legend=[View(status=key, label=set_text(words)) for key, words in statuses.items()],
        notes=[set_text(note) for note in table.notes],
        source=source_line(book, table.source),
    )


def _whole(book: Book, fact: str) -> int | float:
    value = book.facts[fact].value
    assert not isinstance(value, tuple)
    return value


def _row(book: Book, setting: PrintSetting, table: s.Table, number: int) -> View:
    row = table.rows[number]
    place = table.place_of("rows", number)
    cells = [_cell(book, setting, column, row) for column in table.columns]
    muted = any(cell.status in _MUTED for cell in cells)
    return View(src=f"{place.file}:{place.line}", muted=muted, cells=cells)


def _cell(book: Book, setting: PrintSetting, column: s.Column, row: dict[str, Any]) -> View:
    value = row.get(column.id)
    if column.kind == "status":
        return View(html="", status=str(value or ""), href="")
    if column.kind == "metropole":
        key = str(row.get("key", ""))
        metropole = book.publication.metropoles.get(key)
        words = str(value) if value is not None else metropole.name if metropole else key
        sheet = f"sheet-{key}"
        placed = sheet in book.targets and book.targets[sheet].section
        return View(
            html=escape(set_text(words)), status="", href=setting.address(sheet) if placed else ""
        )
    if isinstance(value, (int, float)):
        return View(html=escape(format_value(value)), status="", href="")
    if isinstance(value, list):
        items = Markup("").join(Markup("<li>{}</li>").format(set_text(str(v))) for v in value)
        return View(html=Markup("<ul>{}</ul>").format(items), status="", href="")
    return View(html=escape(set_text("" if value is None else str(value))), status="", href="")


def source_line(book: Book, entry: str) -> str:
    """« Source : Avise et RTES, Métropoles…, 2019 » from an entry of the bibliography."""
    found = next((e for e in book.publication.bibliography.entries if e.id == entry), None)
    if found is None:
        return ""
    year = found.issued[:4]
    parts = [found.publisher, found.title, year]
    return set_text("Source : " + ", ".join(part for part in parts if part) + ".")

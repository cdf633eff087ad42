"""What front matter and data of the sources must be told by a finished file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.french.format import format_date, format_value
from pipeline.model import sources as s
from pipeline.model.book import Book, BookSection
from pipeline.model.places import Place
from pipeline.render.figures import split_number
from pipeline.resolve.words import testimonial_label

Kind = Literal["sentence", "cell", "figure", "number"]


@dataclass(frozen=True, slots=True)
class Told:
    """Words that must be said; `ordered`: at their place among the texts.

    `drawn`: a picture may say them, by the words that stand for it or, in print, by its letters.
    `before`: words that may stand before them (the meaning of a mark).
    """

    words: str
    place: Place
    kind: Kind = "sentence"
    ordered: bool = False
    drawn: bool = False
    before: tuple[str, ...] = ()


def data_of(book: Book, source: s.Source | BookSection) -> Iterator[Told]:
    """The words of a section's or a piece's front matter and data, notes and bodies left out."""
    if isinstance(source, BookSection):
        if isinstance(source.source, s.Sheet):
            yield from _sheet(book, source.source, source.title)
        else:
            yield from _section(book, source)
        return
    yield from _PIECES[type(source)](book, source)


def _section(book: Book, section: BookSection) -> Iterator[Told]:
    source = section.source
    assert isinstance(source, s.Section)
    place = source.place_of
    if section.kind in ("cover", "back"):
        yield from _identity(book, section.kind)
    if section.kind == "colophon":
        yield from _publishers(book)
    if section.kind in ("cover", "back"):
        return
    if section.kind in ("opener", "sheets") and section.part is not None:
        yield Told(section.part.label, section.part.place_of("label"))
    else:
        yield Told(source.label, place("label"))
    yield Told(section.title, place("title"), ordered=True)
    for number, person in enumerate(source.signatories):
        for key, words in person.items():
            yield Told(words, place("signatories", number, key))
    for number, figure in enumerate(source.figures):
        spot = place("figures", number)
        if figure.drawing == "bar":
            yield Told(figure.label, spot, drawn=True)
            yield Told(split_number(book.facts[figure.fact])[0], spot, "number", drawn=True)
        else:
            yield Told(_large(book, figure.fact, figure.label), spot, "number")
        if figure.inside:
            yield Told(figure.inside_label, spot, drawn=True)
            yield Told(split_number(book.facts[figure.inside])[0], spot, "number", drawn=True)
    yield Told(source.source, place("source"))


def _identity(book: Book, kind: str) -> Iterator[Told]:
    info = book.publication.info
    if kind == "cover":
        key = "title_lines" if info.title_lines else "title"
        yield Told(" ".join(info.title_lines) or info.title, info.place_of(key))
        yield Told(info.subtitle, info.place_of("subtitle"))
        yield Told(info.edition, info.place_of("edition"))
    yield from _publishers(book, websites=kind == "back")


def _publishers(book: Book, *, websites: bool = True) -> Iterator[Told]:
    for publisher in book.publication.info.publishers:
        yield Told(f"{publisher.name} {publisher.line}", publisher.place)
        if websites:
            yield Told(publisher.website, publisher.place_of("website"))


def bibliography_of(book: Book) -> Iterator[Told]:
    """The bibliography: titles in order, then what is said with them."""
    bibliography = book.publication.bibliography
    shown = []
    for number, group in enumerate(bibliography.groups):
        spot = bibliography.place_of("groups", number)
        yield Told(group.get("title", ""), spot, ordered=True)
        yield Told(group.get("note", ""), spot, ordered=True)
        for entry in bibliography.entries:
            if entry.group == group.get("id"):
                yield Told(entry.title, entry.place_of("title"), ordered=True)
                shown.append(entry)
    for entry in shown:
        for number, person in enumerate(entry.author):
            name = person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}"
            if name != entry.publisher:
                yield Told(name, entry.place_of("author", number))
        for key in ("publisher", "genre", "collection_title", "container_title"):
            yield Told(getattr(entry, key), entry.place_of(key))
        if entry.issued:
            yield Told(format_date(entry.issued), entry.place_of("issued"))


def _large(book: Book, fact: str, label: str) -> str:
    """A number set large with the words below it."""
    number, unit = split_number(book.facts[fact])
    return f"{number} {unit} {label}"


# --- pieces -----------------------------------------------------------------------


def _zoom(book: Book, zoom: s.Zoom) -> Iterator[Told]:
    yield Told(zoom.title, zoom.place_of("title"), ordered=True)
    results = zoom.key_results
    if results is not None:
        yield Told(results.title, results.place_of("title"))
        for number, figure in enumerate(results.figures):
            spot = results.place_of("figures", number)
            yield Told(_large(book, figure.fact, figure.label), spot, "number")
        for number, share in enumerate(results.shares):
            yield Told(_large(book, share.fact, share.label), results.place_of("shares", number),
                       "number")  # fmt: skip
    for number, event in enumerate(zoom.timeline):
        spot = zoom.place_of("timeline", number)
        yield Told(format_date(event.date), spot, drawn=True)
        yield Told(event.text, spot, drawn=True)


def _box(book: Book, box: s.Box) -> Iterator[Told]:
    yield Told(box.label, box.place_of("label"))
    yield Told(box.title, box.place_of("title"), ordered=True)
    if box.share:
        yield Told(_large(book, box.share.fact, box.share.label), box.place_of("share"), "number")


def _testimonial(book: Book, quote: s.Testimonial) -> Iterator[Told]:
    words = (testimonial_label(quote),)
    yield Told(quote.speaker, quote.place_of("speaker"), ordered=True, before=words)
    said = (
        ("function", "source") if quote.is_organisation else ("function", "organisation", "source")
    )
    for key in said:
        yield Told(getattr(quote, key), quote.place_of(key))


def _table(book: Book, table: s.Table) -> Iterator[Told]:
    if table.form == "synthesis":
        yield from _synthesis(table)
        return
    yield Told(table.title, table.place_of("title"), ordered=True)
    shown = [count for count in table.counts if count.id in table.shown_counts]
    # Print leaves out the legend of marks where the counts stand beside the marks.
    has_legend = not any(len(count.equals) == 1 for count in shown)
    for number, column in enumerate(table.columns):
        yield Told(column.label, table.place_of("columns", number), "cell")
        for words in column.statuses.values() if has_legend else ():
            yield Told(words, table.place_of("columns", number), "cell")
    for count in shown:
        value = book.facts[f"{table.id}.{count.id}"].value
        if not isinstance(value, tuple):
            yield Told(f"{format_value(value)} {count.label}", count.place, "number")
    for number, row in enumerate(table.rows):
        for column in table.columns:
            yield from _cell(book, table, number, row, column)
    for number, note in enumerate(table.notes):
        yield Told(note, table.place_of("notes", number))


def _cell(
    book: Book, table: s.Table, number: int, row: dict[str, Any], column: s.Column
) -> Iterator[Told]:
    value = row.get(column.id)
    place = table.place_of("rows", number, column.id)
    if column.kind == "status":
        return
    if value is None and column.kind == "metropole":
        metropole = book.publication.metropoles.get(str(row.get("key", "")))
        value = metropole.name if metropole else None
    marks = tuple(f"{words} :" for c in table.columns for words in c.statuses.values())
    for item in value if isinstance(value, list) else [value]:
        if item is not None:
            words = item if isinstance(item, str) else format_value(item)
            # Lists side by side are read column by column or row by row.
            yield Told(words, place, "cell", ordered=table.form == "rules", before=marks)


def _synthesis(table: s.Table) -> Iterator[Told]:
    for number, row in enumerate(table.rows):
        for column in table.columns:
            value = row.get(column.id)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str):
                    place = table.place_of("rows", number, column.id)
                    yield Told(item, place, "cell", ordered=True)


def _figure(book: Book, figure: s.Figure) -> Iterator[Told]:
    yield Told(figure.title, figure.place_of("title"), "figure", ordered=True)
    yield Told(figure.caption, figure.place_of("caption"))
    yield Told(figure.credit, figure.place_of("credit"))
    if figure.credit:
        yield Told(figure.licence, figure.place_of("licence"))
    yield Told(figure.source, figure.place_of("source"))
    if not figure.decorative:
        yield Told(figure.alt, figure.place_of("alt"), "figure", drawn=True)


_PIECES: dict[type[s.Source], Callable[[Book, Any], Iterator[Told]]] = {
    s.Zoom: _zoom,
    s.Box: _box,
    s.Testimonial: _testimonial,
    s.Table: _table,
    s.Figure: _figure,
}

# --- sheets -----------------------------------------------------------------------

_CARD = (
    ("population", "Habitants", ""),
    ("communes", "Communes", ""),
    ("area", "Superficie", "km²"),
    ("density", "Densité", "hab./km²"),
)


def _sheet(book: Book, sheet: s.Sheet, title: str) -> Iterator[Told]:
    yield Told(title, sheet.place_of("title"), ordered=True)
    metropole = book.publication.metropoles[sheet.metropole]
    yield Told(metropole.region, metropole.place_of("region"))
    for key, label, unit in _CARD:
        number: s.CardNumber = getattr(sheet, key)
        words = f"{label} {format_value(number.value)} {unit}"
        yield Told(words, sheet.place_of(key), "number")
    if sheet.ess_share is not None:
        share = sheet.ess_share
        where = " (région)" if share.territory == "region" else ""
        qualifier = f", {share.qualifier}" if share.qualifier else ""
        label = f"Part de l'ESS dans {share.base}{where}{qualifier}"
        words = f"{label} {format_value(share.value)} %"
        yield Told(words, sheet.place_of("ess_share"), "number")
    for key in ("address", "visitor_address", "websites"):
        for number_, line in enumerate(getattr(sheet, key)):
            yield Told(line, sheet.place_of(key, number_))
    yield Told(sheet.phone, sheet.place_of("phone"))
    if sheet.highlight is not None:
        words = _large(book, sheet.highlight.fact, sheet.highlight.label)
        yield Told(words, sheet.place_of("highlight"), "number")
    if sheet.diagram is not None:
        yield Told(sheet.diagram.title, sheet.place_of("diagram"))
        yield Told(sheet.diagram.caption, sheet.place_of("diagram"))
        for item in sheet.diagram.items:
            yield Told(item.label, sheet.place_of("diagram"), drawn=True)
            number_words = split_number(book.facts[item.fact])[0]
            yield Told(number_words, sheet.place_of("diagram"), "number", drawn=True)

"""What front matter and data of the sources must be told by a finished file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.french.format import format_date, format_value
from pipeline.model import sources as s
from pipeline.model.book import Book, BookSection
from pipeline.proof.expected_sheets import sheet_data, territories
from pipeline.proof.told import Data, Form, Told, large_number, see_also
from pipeline.render.figures import split_number
from pipeline.resolve.words import testimonial_label

# Degrees and minutes before the title of a zoom.
_WHERE = r"\d{1,2}°\d{2}′[ns]\d{1,2}°\d{2}′[eo]"


def data_of(book: Book, source: s.Source | BookSection, form: Form) -> Data:
    """The words of a section's or a piece's front matter and data, notes and bodies left out."""
    if isinstance(source, BookSection):
        if isinstance(source.source, s.Sheet):
            return sheet_data(book, source, form)
        return Data(
            tuple(_section_head(book, source, form)), tuple(_section_tail(book, source, form))
        )
    return _PIECES[type(source)](book, source, form)


def _section_head(book: Book, section: BookSection, form: Form) -> Iterator[Told]:
    source = section.source
    assert isinstance(source, s.Section)
    place = source.place_of
    if section.kind == "cover":
        yield from _identity(book, section.kind)
        return
    if section.kind == "back" and form == "pages":
        # Paper needs no title there.
        return
    if section.kind in ("opener", "sheets") and section.part is not None:
        yield Told(section.part.label, section.part.place_of("label"))
    elif section.kind == "action":
        yield Told(f"Champ d'action {section.number}", source.place)
    else:
        yield Told(source.label, place("label"))
    yield Told(section.title, place("title"))


def _section_tail(book: Book, section: BookSection, form: Form) -> Iterator[Told]:
    source = section.source
    assert isinstance(source, s.Section)
    place = source.place_of
    if section.kind == "cover":
        return
    if section.kind == "back":
        yield from _identity(book, section.kind)
        return
    for number, person in enumerate(source.signatories):
        for key, words in person.items():
            yield Told(words, place("signatories", number, key))
    yield from _key_figures(book, source)
    yield Told(source.source, place("source"))
    if section.kind == "opener":
        for other in book.sections:
            if other.part is section.part and other.kind == "action":
                yield Told(other.title, other.source.place)
    if section.kind == "sheets":
        yield from territories(book, form)
    yield from see_also(book, source.see_also, source.place_of("see_also"))
    if section.kind == "colophon":
        yield from _publishers(book)
        if form == "screen":
            info = book.publication.info
            yield Told(info.rights, info.place_of("rights"))


def _key_figures(book: Book, source: s.Section) -> Iterator[Told]:
    """Large numbers with their words; where a drawing says them, it is as the layout has it."""
    for number, figure in enumerate(source.figures):
        spot = source.place_of("figures", number)
        if figure.drawing == "bar":
            yield Told(figure.label, spot, ordered=False, drawn=True)
            words = split_number(book.facts[figure.fact])[0]
            yield Told(words, spot, "number", ordered=False, drawn=True)
        else:
            yield Told(large_number(book, figure.fact, figure.label), spot, "number")
        if figure.inside:
            yield Told(figure.inside_label, spot, ordered=False, drawn=True)
            words = split_number(book.facts[figure.inside])[0]
            yield Told(words, spot, "number", ordered=False, drawn=True)


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
        yield Told(group.get("title", ""), spot)
        yield Told(group.get("note", ""), spot)
        for entry in bibliography.entries:
            if entry.group == group.get("id"):
                yield Told(entry.title, entry.place_of("title"))
                shown.append(entry)
    for entry in shown:
        for number, person in enumerate(entry.author):
            name = person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}"
            if name != entry.publisher:
                yield Told(name, entry.place_of("author", number), ordered=False)
        for key in ("publisher", "genre", "collection_title", "container_title"):
            yield Told(getattr(entry, key), entry.place_of(key), ordered=False)
        if entry.issued:
            yield Told(format_date(entry.issued), entry.place_of("issued"), ordered=False)


# --- pieces -----------------------------------------------------------------------


def _zoom(book: Book, zoom: s.Zoom, form: Form) -> Data:
    metropole = book.publication.metropoles.get(zoom.metropole)
    head = [Told(zoom.title, zoom.place_of("title"))]
    if metropole is not None:
        # Print says its coordinates in a block of their own.
        spot = zoom.place_of("metropole")
        head[:0] = [Told(f"Zoom sur {metropole.short}", spot), Told("N, E", spot, pattern=_WHERE)]
    return Data(tuple(head), tuple(_end_of_zoom(book, zoom, form)))


def _end_of_zoom(book: Book, zoom: s.Zoom, form: Form) -> Iterator[Told]:
    results = zoom.key_results
    if results is not None:
        yield Told(results.title, results.place_of("title"))
        for key in ("figures", "shares"):
            for number, figure in enumerate(getattr(results, key)):
                words = large_number(book, figure.fact, figure.label)
                yield Told(words, results.place_of(key, number), "number")
    if zoom.timeline:
        # Print has a drawing, or a list at the end of the text, as the pages want it.
        on_screen = form == "screen"
        yield Told("Repères", zoom.place_of("timeline"), ordered=on_screen)
        for number, event in enumerate(zoom.timeline):
            spot = zoom.place_of("timeline", number)
            for words in (format_date(event.date), event.text):
                yield Told(words, spot, ordered=on_screen, drawn=not on_screen)
    yield from see_also(book, zoom.see_also, zoom.place_of("see_also"))


def _box(book: Book, box: s.Box, form: Form) -> Data:
    head = [Told(box.label, box.place_of("label")), Told(box.title, box.place_of("title"))]
    if box.share:
        words = large_number(book, box.share.fact, box.share.label)
        head.append(Told(words, box.place_of("share"), "number"))
    return Data(tuple(head), tuple(see_also(book, box.see_also, box.place_of("see_also"))))


def _testimonial(book: Book, quote: s.Testimonial, form: Form) -> Data:
    """Print says who speaks again after the words, with the function; screens say it before."""
    spot = quote.place_of("speaker")
    head = [Told(f"{testimonial_label(quote)} {quote.speaker}", spot)]
    keys = ("function",) if quote.is_organisation else ("function", "organisation")
    who = [Told(getattr(quote, key), quote.place_of(key)) for key in keys]
    end = [Told(quote.source, quote.place_of("source"))]
    end += see_also(book, quote.see_also, quote.place_of("see_also"))
    if form == "screen":
        return Data((*head, *who), tuple(end))
    return Data(tuple(head), (Told(quote.speaker, spot), *who, *end))


def _table(book: Book, table: s.Table, form: Form) -> Data:
    if table.form == "synthesis":
        return Data((), (*_synthesis(table), *_source_of(book, table)))
    head = Told(table.title, table.place_of("title"))
    return Data((head,), tuple(_grid(book, table, form)))


def _grid(book: Book, table: s.Table, form: Form) -> Iterator[Told]:
    shown = [count for count in table.counts if count.id in table.shown_counts]
    for count in shown:
        value = book.facts[f"{table.id}.{count.id}"].value
        if not isinstance(value, tuple):
            yield Told(f"{format_value(value)} {count.label}", count.place, "number")
    # Print leaves out the legend of marks where the counts stand beside the marks, and sets it
    # where the table has room.
    has_legend = form == "screen" or not any(len(count.equals) == 1 for count in shown)
    for number, column in enumerate(table.columns):
        for words in column.statuses.values() if has_legend else ():
            spot = table.place_of("columns", number)
            yield Told(words, spot, "cell", ordered=form == "screen")
    if form == "screen" and table.form != "columns":
        # The caption, for those who hear it.
        yield Told(table.title, table.place_of("title"))
    # Lists side by side are read column by column on a screen.
    by_column = table.form == "columns" and form == "screen"
    for number, column in enumerate(table.columns):
        yield Told(column.label, table.place_of("columns", number), "cell")
        for rank, row in enumerate(table.rows) if by_column else ():
            yield from _cell(book, table, rank, row, column)
    for rank, row in enumerate(table.rows) if not by_column else ():
        for column in table.columns:
            yield from _cell(book, table, rank, row, column)
    for number, note in enumerate(table.notes):
        yield Told(note, table.place_of("notes", number))
    yield from _source_of(book, table)


def _source_of(book: Book, table: s.Table) -> Iterator[Told]:
    for entry in book.publication.bibliography.entries:
        if entry.id == table.source:
            parts = [entry.publisher, entry.title, entry.issued[:4]]
            words = "Source : " + ", ".join(part for part in parts if part)
            yield Told(words, table.place_of("source"))


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
            yield Told(words, place, "cell", before=marks)


def _synthesis(table: s.Table) -> Iterator[Told]:
    for number, row in enumerate(table.rows):
        yield Told(str(number + 1), table.place_of("rows", number), "cell")
        for column in table.columns:
            value = row.get(column.id)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, str):
                    place = table.place_of("rows", number, column.id)
                    yield Told(item, place, "cell")


def _figure(book: Book, figure: s.Figure, form: Form) -> Data:
    keys = ("caption", "source", "credit", "licence") if figure.credit else ("caption", "source")
    told = [Told(figure.title, figure.place_of("title"), "figure")]
    told += [Told(getattr(figure, key), figure.place_of(key)) for key in keys]
    if not figure.decorative:
        alt = figure.place_of("alt")
        told.append(Told(figure.alt, alt, "figure", ordered=False, drawn=True))
    return Data(tuple(told))


_PIECES: dict[type[s.Source], Callable[[Book, Any, Form], Data]] = {
    s.Zoom: _zoom,
    s.Box: _box,
    s.Testimonial: _testimonial,
    s.Table: _table,
    s.Figure: _figure,
}

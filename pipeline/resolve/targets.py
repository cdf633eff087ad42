"""What a reference can point to, and what the contents list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import sources as s
from pipeline.model.book import (
    BookSection,
    ContentsBlock,
    ContentsEntry,
    Target,
    TargetKind,
)
from pipeline.model.tree import Heading, text_of
from pipeline.resolve.reading import pieces_in, section_ids, texts_in_section, texts_of

# Kinds of sections whose sub-headings the contents list.
_WITH_HEADINGS = ("chapter",)
# Kinds that the contents do not list.
_UNLISTED = ("cover", "contents", "legend", "back")


def resolve_sections(publication: s.Publication) -> tuple[BookSection, ...]:
    """The sections in reading order; ids of the order that name nothing are left out."""
    sections: list[BookSection] = []
    champs = 0
    steps: dict[str, int] = {}
    for id_, part in section_ids(publication.info):
        source: s.Section | s.Sheet | None = publication.sections.get(
            id_
        ) or publication.sheets.get(id_)
        if source is None:
            continue
        kind = source.kind if isinstance(source, s.Section) else "sheet"
        number = None
        if kind == "action":
            champs += 1
            number = champs
        title, short = _titles(publication, source)
        step = 0
        if part is not None and kind not in ("opener", "sheets"):
            step = steps[part.part] = steps.get(part.part, -1) + 1
        sections.append(
            BookSection(
                id=id_,
                kind=kind,
                title=title,
                short=short,
                source=source,
                part=part,
                number=number,
                step=step,
                pieces=tuple(pieces_in(publication, id_)),
                shares_page=isinstance(source, s.Sheet) and may_share(source, sections),
            )
        )
    return tuple(sections)


def may_share(sheet: s.Sheet, before: Sequence[BookSection]) -> bool:
    """Whether a sheet shares a page, as it asks to: after a sheet that has its page alone."""
    last = before[-1] if before else None
    return sheet.shares_page and last is not None and last.kind == "sheet" and not last.shares_page


def _titles(publication: s.Publication, source: s.Section | s.Sheet) -> tuple[str, str]:
    if isinstance(source, s.Section):
        return source.title, source.short or source.title
    metropole = publication.metropoles.get(source.metropole)
    name = metropole.name if metropole else source.metropole
    return source.title or name, metropole.short if metropole else name


def resolve_targets(
    publication: s.Publication, sections: Sequence[BookSection]
) -> dict[str, Target]:
    """Every id a reference may name, with the number it carries."""
    home = {piece: section.id for section in sections for piece in (section.id, *section.pieces)}
    targets: dict[str, Target] = {}
    for section in sections:
        targets[section.id] = Target(
            id=section.id,
            kind=_kind_of(section),
            title=section.title,
            short=section.short,
            place=section.source.place,
            section=section.id,
            number=section.number,
        )
    numbers = _numbers(publication, sections)
    for target in _pieces(publication):
        targets[target.id] = Target(
            id=target.id,
            kind=target.kind,
            title=target.title,
            short=target.short,
            place=target.place,
            section=home.get(target.id, ""),
            number=numbers.get(target.id),
        )
    for section in sections:
        for text in texts_in_section(publication, section.id):
            for node in text.tree.walk():
                if isinstance(node, Heading) and node.id and node.id not in targets:
                    title = text_of(node)
                    targets[node.id] = Target(
                        node.id, "heading", title, title, node.place, section.id
                    )
    return targets


def _kind_of(section: BookSection) -> TargetKind:
    if section.kind == "sheet":
        return "sheet"
    return "part" if section.kind in ("opener", "sheets") else "section"


def _pieces(publication: s.Publication) -> Iterator[Target]:
    for zoom in publication.zooms.values():
        yield Target(zoom.id, "zoom", zoom.title, zoom.short, zoom.place)
    for box in publication.boxes.values():
        yield Target(box.id, "box", box.title, box.title, box.place)
    for quote in publication.testimonials.values():
        yield Target(quote.id, "quote", quote.title, quote.speaker, quote.place)
    for table in publication.tables.values():
        yield Target(table.id, "tbl", table.title, table.short or table.title, table.place)
    for figure in publication.figures.values():
        yield Target(figure.id, "fig", figure.title, figure.title, figure.place)


def _numbers(publication: s.Publication, sections: Sequence[BookSection]) -> Mapping[str, int]:
    """Figures and tables are numbered through the book.

    Decorative figures are not, nor a synthesis: it is a section, and stands in the contents.
    """
    numbers: dict[str, int] = {}
    figures = tables = 0
    for section in sections:
        for piece in section.pieces:
            if piece in numbers:
                continue
            figure = publication.figures.get(piece)
            if figure is not None and not figure.decorative:
                figures += 1
                numbers[piece] = figures
            elif piece in publication.tables and publication.tables[piece].form != "synthesis":
                tables += 1
                numbers[piece] = tables
    return numbers


def resolve_contents(
    publication: s.Publication, sections: Sequence[BookSection]
) -> tuple[ContentsBlock, ...]:
    """The contents: a block for each part, and for each run of sections between parts."""
    blocks: list[tuple[s.PartEntry | None, list[ContentsEntry]]] = []
    for section in sections:
        if not blocks or blocks[-1][0] is not section.part:
            blocks.append((section.part, []))
        if section.kind in (*_UNLISTED, "opener", "sheets"):
            continue
        entry = ContentsEntry(
            id=section.id,
            title=section.title,
            kind=section.kind,
            number=section.number,
            children=tuple(_headings(publication, section)),
        )
        blocks[-1][1].append(entry)
    return tuple(ContentsBlock(part, tuple(entries)) for part, entries in blocks)


def _headings(publication: s.Publication, section: BookSection) -> Iterator[ContentsEntry]:
    if section.kind not in _WITH_HEADINGS:
        return
    for text in texts_of(publication, section.id):
        for node in text.tree.walk():
            if isinstance(node, Heading) and node.level == 2 and node.id:
                yield ContentsEntry(node.id, text_of(node), "heading")

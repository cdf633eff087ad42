"""What each kind of section gives its layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from types import SimpleNamespace as View
from typing import Any

from markupsafe import Markup, escape

from pipeline.french.format import format_value
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model import tree as t
from pipeline.model.book import Book, BookSection, ContentsBlock, ContentsEntry
from pipeline.render import bibliography, keyfigures, sheet
from pipeline.render.atlas import lever_rows, lever_table
from pipeline.render.pieces import Pieces
from pipeline.render.tables import source_line
from pipeline.render.titles import whole_compounds
from pipeline.render.writer import Writer

# The full sheet of an opener or cover: trim and 3 mm of bleed on every side.
BLEED_WIDTH, BLEED_HEIGHT = 216.0, 303.0


def section_view(section: BookSection, pieces: Pieces) -> View:
    """The `section` object of a layout."""
    source = section.source
    place = source.place
    view = View(
        id=section.id,
        kind=section.kind,
        src=f"{place.file}:{place.line}",
        title=set_text(section.title),
        short=set_text(section.short),
        label="",
        colour=section.part.colour if section.part else "",
        standfirst=pieces.html(section.id, "standfirst"),
        runs=[],
        see_also=pieces.see_also(source.see_also),
        frame=None,
    )
    if isinstance(source, s.Section):
        view.label = set_text(source.label)
    if any(piece in pieces.book.publication.zooms for piece in section.pieces):
        view.frame = pieces.studio.draw("zebra", decorative=True, width=194.0, height=281.0)
    for key, value in _KINDS[section.kind](section, pieces).items():
        setattr(view, key, value)
    return view


Values = dict[str, Any]


def _running(section: BookSection, pieces: Pieces) -> Values:
    return {"runs": pieces.runs(section.id)}


def _text(section: BookSection, pieces: Pieces) -> Values:
    assert isinstance(section.source, s.Section)
    people = [
        View(
            name=set_text(person.get("name", "")),
            function=set_text(person.get("function", "")),
            organisation=set_text(person.get("organisation", "")),
        )
        for person in section.source.signatories
    ]
    return {"runs": pieces.runs(section.id), "signatories": people}


def _action(section: BookSection, pieces: Pieces) -> Values:
    atlas = pieces.atlas
    return {
        "label": set_text(f"Champ d'action {section.number}"),
        "levers_line": pieces.html(section.id, "levers_line"),
        "rose": pieces.studio.draw(
            "rose", levers=list(atlas.levers), lit=section.number, names=list(atlas.fields)
        ),
        "runs": pieces.runs(section.id),
    }


def _chapter(section: BookSection, pieces: Pieces) -> Values:
    return {
        "runs": pieces.runs(section.id),
        "emblem": _emblem(section.part, pieces, 36.0),
    }


def _emblem(part: s.PartEntry | None, pieces: Pieces, width: float) -> Any:
    """The small drawing of a part; decoration, since its opener explains it."""
    atlas = pieces.atlas
    if part is None or part.drawing == "none":
        return None
    if part.drawing == "rose":
        return pieces.studio.draw("rose", decorative=True, levers=list(atlas.levers), width=width)
    if part.drawing == "network":
        return pieces.studio.draw(
            "network", decorative=True, sites=atlas.plain_sites(), width=width
        )
    if not atlas.territories:
        return None
    shown = min(
        (territory for territory in atlas.territories.values() if not territory.regional),
        key=lambda territory: abs(territory.area - 500),
        default=next(iter(atlas.territories.values())),
    )
    return pieces.studio.draw("seal", decorative=True, territory=asdict(shown), small=True)


def _cover(section: BookSection, pieces: Pieces) -> Values:
    return {"art": pieces.studio.draw("cover", decorative=True, sites=pieces.atlas.plain_sites())}


def _back(section: BookSection, pieces: Pieces) -> Values:
    art = pieces.studio.draw("back", decorative=True, sites=pieces.atlas.plain_sites())
    return {"art": art, "runs": pieces.runs(section.id)}


def _legend(section: BookSection, pieces: Pieces) -> Values:
    """A text per drawing, under its heading, in the order of the drawings."""
    atlas = pieces.atlas
    seal = _emblem(_part_drawn(pieces.book, "seals"), pieces, 58.0)
    drawings = [
        pieces.studio.draw("isolines", sites=atlas.plain_sites(), width=58.0, decorative=True),
        pieces.studio.draw("rose", levers=list(atlas.levers), width=56.0, decorative=True),
        pieces.studio.draw("network", sites=atlas.plain_sites(), width=58.0, decorative=True),
        seal,
    ]
    writer = Writer(pieces.setting)
    items: list[View] = []
    for block in pieces.book.trees[(section.id, "body")].blocks:
        if isinstance(block, t.Heading):
            drawing = drawings[len(items)] if len(items) < len(drawings) else None
            items.append(View(title=writer.inlines(block.children), html=Markup(), drawing=drawing))
        elif items:
            items[-1].html += writer.block(block)
    return {"items": items}


def _part_drawn(book: Book, drawing: str) -> s.PartEntry | None:
    return next(
        (part.part for part in book.contents if part.part and part.part.drawing == drawing), None
    )


def _opener(section: BookSection, pieces: Pieces) -> Values:
    part, atlas = section.part, pieces.atlas
    art = None
    if part is not None and part.drawing == "rose":
        art = pieces.studio.draw(
            "rose",
            levers=list(atlas.levers),
            names=list(atlas.fields),
            width=BLEED_WIDTH,
            height=BLEED_HEIGHT,
            radius=76.0,
            centre=[116.0, 172.0],
            colour="papier",
            ground=part.colour,
            rhumbs=True,
            labels=True,
        )
    elif part is not None and part.drawing == "network":
        art = pieces.studio.draw(
            "network",
            sites=atlas.plain_sites(),
            opener=True,
            width=BLEED_WIDTH,
            ground=part.colour,
            ink="papier",
            colour="papier",
        )
    lines, roman = _title_lines(section.title)
    return {
        "label": set_text(part.label) if part else "",
        "title_lines": lines,
        "roman_lines": roman,
        "art": art,
        "caption": "",
        "entries": _entries_of_part(section, pieces),
    }


def _title_lines(title: str) -> tuple[list[str], int]:
    """The title in two halves: what names the subject, then the rest in italics."""
    words = set_text(title).split(" ")
    for number, word in enumerate(words):
        if number >= 2 and word in ("pour", "et", "des"):
            return [" ".join(words[:number]), " ".join(words[number:])], 1
    return [" ".join(words)], 1


def _entries_of_part(section: BookSection, pieces: Pieces) -> list[View]:
    return [
        View(number=other.number or "", title=set_text(other.title), target=other.id)
        for other in pieces.book.sections
        if other.part is section.part and other.number
    ]


def _contents(section: BookSection, pieces: Pieces) -> Values:
    return {
        "blocks": [
            _contents_block(block, pieces)
            for block in pieces.book.contents
            if block.entries or block.part
        ]
    }


def _contents_block(block: ContentsBlock, pieces: Pieces) -> View:
    # Among sheets, everything is a short line of their two columns.
    has_sheets = any(entry.kind == "sheet" for entry in block.entries)
    sheets = block.entries if has_sheets else ()
    others = () if has_sheets else block.entries
    part = None
    if block.part is not None:
        part = View(
            target=_opener_id(block.part, pieces.book),
            title=set_text(block.part.title),
            colour=block.part.colour,
            emblem=_emblem(block.part, pieces, 30.0),
        )
    return View(
        part=part,
        entries=[_contents_entry(entry) for entry in others],
        sheets=[_contents_entry(entry) for entry in sheets],
    )


def _opener_id(part: s.PartEntry, book: Book) -> str:
    """Where a part begins: its opener, or its first section."""
    return next(section.id for section in book.sections if section.part is part)


def _contents_entry(entry: ContentsEntry) -> View:
    return View(
        target=entry.id,
        title=whole_compounds(set_text(entry.title)),
        number=entry.number or "",
        subs=[set_text(child.title) for child in entry.children],
    )


def _synthesis(section: BookSection, pieces: Pieces) -> Values:
    """The rows of the levers' table, its placement being the section itself."""
    table = lever_table(pieces.book.publication)
    tree = pieces.book.trees[(section.id, "body")]
    text = tuple(block for block in tree.blocks if not isinstance(block, t.Include))
    runs = [View(form="text", html=Writer(pieces.setting).blocks(text))] if text else []
    rows: list[View] = []
    count = 0
    for number, (id_, levers) in enumerate(lever_rows(pieces.book.publication).items(), start=1):
        target = pieces.book.targets.get(id_)
        assert table is not None
        row = table.rows[number - 1]
        title = next((str(c) for k, c in row.items() if k != "key" and isinstance(c, str)), "")
        numbered = []
        for lever in levers:
            count += 1
            numbered.append(View(number=count, html=escape(set_text(lever))))
        place = table.place_of("rows", number - 1)
        rows.append(
            View(
                src=f"{place.file}:{place.line}",
                number=number,
                title=set_text(title),
                href=pieces.setting.address(id_) if target else "",
                emblem=pieces.studio.draw(
                    "rose",
                    decorative=True,
                    levers=list(pieces.atlas.levers),
                    lit=number,
                    width=26.0,
                ),
                levers=numbered,
            )
        )
    source = source_line(pieces.book, table.source) if table else ""
    return {"runs": runs, "rows": rows, "source": source}


def _sheets(section: BookSection, pieces: Pieces) -> Values:
    """All seals on one scale, the largest territory first."""
    book, atlas = pieces.book, pieces.atlas
    by_metropole = {sheet.metropole: sheet for sheet in book.publication.sheets.values()}
    seals = []
    for territory in sorted(atlas.territories.values(), key=lambda place: -place.area):
        drawing = pieces.studio.draw(
            "seal",
            territory=asdict(territory),
            km_per_mm=1.1,
            per=5000,
            small=True,
            ink="papier",
            colour="or",
        )
        if drawing is None:
            continue
        source = by_metropole[territory.id]
        density = format_value(source.density.value)
        seals.append(
            View(
                name=set_text(book.publication.metropoles[territory.id].name),
                target=source.id,
                line=set_text(f"{density} hab./km²"),
                drawing=drawing,
            )
        )
    return {
        "label": set_text(section.part.label) if section.part else "",
        "title_lines": _title_lines(section.title)[0],
        "seals": seals,
        "key": _seal_key(bool(seals)),
        "runs": pieces.runs(section.id),
    }


def _seal_key(shown: bool) -> list[Markup]:
    lines = (
        ("Un point", "5 000 habitants"),
        ("Un trait", "une commune"),
        ("L'arc", "part de l'ESS dans l'emploi, sur la base publiée ; le tour entier vaut 100 %"),
        ("Arc tireté", "donnée régionale"),
    )
    made = [
        Markup("<strong>{}</strong>{}").format(set_text(name), set_text(f" : {words}"))
        for name, words in lines
    ]
    return made if shown else []


_KINDS: dict[str, Callable[[BookSection, Pieces], Values]] = {
    "cover": _cover,
    "legend": _legend,
    "contents": _contents,
    "text": _text,
    "opener": _opener,
    "action": _action,
    "chapter": _chapter,
    "keyfigures": keyfigures.section_values,
    "plate": _running,
    "synthesis": _synthesis,
    "sheets": _sheets,
    "sheet": sheet.section_values,
    "bibliography": bibliography.section_values,
    "colophon": _running,
    "back": _back,
}

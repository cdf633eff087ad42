"""Drawings that the EPUB shows in another form than print: no bleed, no room kept for titles."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from pipeline.french.typography import set_text
from pipeline.model.book import BookSection
from pipeline.model.sources import Section
from pipeline.package.pieces import narrow_drawing, read_drawing
from pipeline.render import keyfigures
from pipeline.render.atlas import lever_table
from pipeline.render.pieces import Pieces
from pipeline.render.studio import Picture

# Width in mm of a drawing that fills a screen.
_WIDTH = 130.0
# The part of a full page (216 × 303 mm) that shows the country: left, top, width, height.
_COUNTRY = (4.0, 88.0, 206.0, 206.0)


def epub_art(section: BookSection, pieces: Pieces) -> dict[str, Any]:
    """Values that replace those of the print view."""
    if section.kind == "opener":
        return {"art": _opener_art(section, pieces)}
    if section.kind == "cover":
        drawn = pieces.studio.draw("cover", sites=pieces.atlas.plain_sites())
        return {"art": crop_picture(drawn, _COUNTRY) if drawn else None}
    if section.kind == "synthesis":
        return _synthesis(section, pieces)
    if section.kind == "keyfigures":
        return {"cells": _key_figures(section, pieces)}
    return {}


def _synthesis(section: BookSection, pieces: Pieces) -> dict[str, Any]:
    """What stands before and after the table of levers, which the layout shows as rows."""
    table = lever_table(pieces.book.publication)
    id_ = table.id if table else ""
    before: list[Any] = []
    after: list[Any] = []
    place = before
    for run in pieces.runs(section.id):
        if run.form == "piece" and run.view.id == id_:
            place = after
        else:
            place.append(run)
    return {"runs": before, "after": after, "table": id_}


def _key_figures(section: BookSection, pieces: Pieces) -> list[Any]:
    """The cells of print; the bars, which take the full width there, on a narrow sheet."""
    source = section.source
    assert isinstance(source, Section)
    cells = list(keyfigures.section_values(section, pieces)["cells"])
    bars = [figure for figure in source.figures if figure.drawing == "bar"]
    for cell in cells:
        if cell.span == "full":
            items = [
                {"value": pieces.book.facts[f.fact].value, "label": set_text(f.label)} for f in bars
            ]
            narrow = narrow_drawing(pieces, "bars", {"items": items}, cell.drawing.width)
            cell.drawing = narrow or cell.drawing
    return cells


def _opener_art(section: BookSection, pieces: Pieces) -> Picture | None:
    part, atlas, studio = section.part, pieces.atlas, pieces.studio
    if part is None:
        return None
    if part.drawing == "rose":
        return studio.draw(
            "rose",
            levers=list(atlas.levers),
            names=list(atlas.fields),
            width=_WIDTH,
            colour="papier",
            ground=part.colour,
            labels=True,
        )
    if part.drawing == "network":
        return studio.draw(
            "network",
            sites=atlas.plain_sites(),
            width=_WIDTH,
            ink="papier",
            colour="or",
            land=part.colour,
        )
    return None


_FRAME = re.compile(r'width="[^"]*" height="[^"]*" viewBox="[^"]*"')


def crop_picture(picture: Picture, window: tuple[float, float, float, float]) -> Picture:
    """A window (left, top, width, height in mm) of a computed drawing, as a file beside it."""
    left, top, width, height = window
    frame = (
        f'width="{width:g}mm" height="{height:g}mm" viewBox="{left:g} {top:g} {width:g} {height:g}"'
    )
    svg, found = _FRAME.subn(frame, read_drawing(picture), count=1)
    if not found:
        raise ValueError(f"{picture.src} does not begin as a drawing does")
    digest = hashlib.sha256(svg.encode()).hexdigest()[:24]
    cropped = Path(unquote(urlparse(picture.src).path)).with_name(f"{digest}.svg")
    cropped.write_text(svg, encoding="utf-8", newline="\n")
    return Picture(cropped.as_uri(), width, height, picture.alt, picture.description)

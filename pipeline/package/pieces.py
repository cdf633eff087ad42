"""Pieces with drawings made for a small screen: less paper under the same letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace as View
from typing import Any
from urllib.parse import unquote, urlparse

from pipeline.model import sources as s
from pipeline.package.figure_data import figure_rows
from pipeline.package.outlines import letters_fit
from pipeline.render.charts import chart_parameters
from pipeline.render.environment import find_folder
from pipeline.render.pictures import WIDTHS
from pipeline.render.pieces import Pieces
from pipeline.render.studio import Picture

# Size in mm of a zoom's inset map: drawn on a narrow sheet, its letters stay readable on a phone.
_INSET = (104.0, 78.0)
# Widths in mm at which other drawings are tried, the narrowest first.
_WIDTHS = (104.0, 120.0, 136.0)


class EpubPieces(Pieces):
    """The views of one section, as for print, with drawings of the EPUB's own sizes."""

    def _insets(self, zoom: s.Zoom) -> list[Picture]:
        width, height = _INSET
        drawn = self.studio.draw(
            "carton",
            sites=self.atlas.plain_sites(),
            key=zoom.metropole,
            width=width,
            height=height,
        )
        return [drawn] if drawn else []

    def _figure(self, figure: s.Figure) -> View:
        """A computed drawing is made on the narrowest sheet that holds its words.

        `rows` are its data for screens that are narrower still; `wide` drawings need them sooner.
        """
        view = super()._figure(figure)
        view.rows, view.wide = (), False
        if figure.generator:
            params = chart_parameters(self.book, self.atlas, figure, 0.0)
            narrow = narrow_drawing(
                self, figure.generator, params, WIDTHS[figure.width], figure.decorative
            )
            if narrow is not None:
                view.drawing = replace(narrow, alt=view.drawing.alt)
            if not figure.decorative:
                view.rows = figure_rows(figure.generator, params)
                view.wide = view.drawing.width > _WIDTHS[-1]
        return view

    def _timeline(self, zoom: s.Zoom) -> View | None:
        """The events as words: no drawing to scale, which a narrow screen could not hold."""
        view = super()._timeline(zoom)
        if view is not None:
            view.drawing = None
        return view


def narrow_drawing(
    pieces: Pieces,
    name: str,
    params: Mapping[str, Any],
    widest: float,
    decorative: bool = False,
) -> Picture | None:
    """A drawing on the narrowest sheet on which its words fit, or None where there is none.

    The smaller the sheet, the larger its letters are on a phone. Only sheets narrower than
    `widest` (mm) are tried.
    """
    fonts = find_folder(Path(pieces.book.publication.root), "styles") / "fonts"
    for width in _WIDTHS:
        if width >= widest:
            return None
        given = {**params, "width": width}
        drawn = pieces.studio.draw(name, decorative=decorative, **given)
        if drawn is not None and letters_fit(read_drawing(drawn), fonts, drawn.width):
            return drawn
    return None


def read_drawing(picture: Picture) -> str:
    """The SVG of a computed drawing."""
    return Path(unquote(urlparse(picture.src).path)).read_text(encoding="utf-8")

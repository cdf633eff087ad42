"""The picture of a figure: a file of sources/figures/, or a drawing made from its data."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipeline.errors import PipelineError
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model.book import Book
from pipeline.render.atlas import Atlas
from pipeline.render.charts import chart_parameters
from pipeline.render.studio import Picture, Studio

# Widths in mm of the grid a figure may take.
WIDTHS = {"column": 65.0, "text": 136.0, "full": 178.0}


def figure_picture(book: Book, studio: Studio, atlas: Atlas, figure: s.Figure) -> Picture:
    """The picture of a figure, at the width the figure asks for.

    Raises PipelineError where a drawing cannot be made; a missing file is found by the checks.
    """
    width = WIDTHS[figure.width]
    if figure.file:
        return _file_picture(book, figure, width)
    params = chart_parameters(book, atlas, figure, width)
    picture = studio.draw(figure.generator, decorative=figure.decorative, **params)
    if picture is None:
        raise PipelineError(f"{figure.place}: the data give no drawing {figure.generator!r}")
    alt = set_text(figure.alt) if figure.alt and not figure.decorative else picture.alt
    return Picture(picture.src, picture.width, picture.height, alt, picture.description)


def _file_picture(book: Book, figure: s.Figure, width: float) -> Picture:
    path = Path(book.publication.root, "sources", "figures", figure.file).resolve()
    with Image.open(path) as image:
        height = width * image.height / image.width
    alt = "" if figure.decorative else set_text(figure.alt)
    return Picture(path.as_uri(), width, round(height, 2), alt, set_text(figure.description))

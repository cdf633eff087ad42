"""Drawing every computed figure while checking: what its data do not allow is found there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from pipeline.drawings.core import GENERATORS
from pipeline.errors import PipelineError, Problem, nearest
from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.model.sources import Figure
from pipeline.render.atlas import Atlas, make_atlas
from pipeline.render.pictures import figure_picture
from pipeline.render.studio import Studio

RULE = "FIG011"
# Keys of `data` that are not handed on to the drawing, but say what else it is given.
_OWN_KEYS = ("sheets", "also")
# What code meets in data of a shape that it does not expect.
_MISFITS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


def drawing_problems(book: Book, studio: Studio) -> Iterator[Problem]:
    """A problem (FIG011) for each figure whose drawing cannot be made from its data.

    Figures that name an unknown fact, or both a file and a drawing, are other rules'.
    """
    atlas = make_atlas(book)
    for figure in book.publication.figures.values():
        if figure.generator and not figure.file:
            yield from _try(book, studio, atlas, figure)


def _try(book: Book, studio: Studio, atlas: Atlas, figure: Figure) -> Iterator[Problem]:
    wrong = _wrong_name(figure) or _wrong_base(book, figure)
    if wrong:
        yield wrong
        return
    try:
        figure_picture(book, studio, atlas, figure)
    except (PipelineError, *_MISFITS) as error:
        if isinstance(error, PipelineError) and "no fact" in str(error):
            return  # found as NUM001
        message = f"les données ne conviennent pas au dessin « {figure.generator} »{_why(error)}"
        hint = "Comparer les clés et les valeurs de « data » avec celles d’une figure qui marche."
        yield Problem(RULE, figure.place_of("data"), message, hint, figure.id)


def _wrong_name(figure: Figure) -> Problem | None:
    """A drawing, or a key of its data, that does not exist, or a key that it lacks."""
    name = figure.generator
    if name not in GENERATORS:
        message = f"aucun dessin ne s’appelle « {name} »"
        return _problem(figure, figure.place_of("generator"), message, _advice(name, GENERATORS))
    known = {
        key: parameter
        for key, parameter in inspect.signature(GENERATORS[name]).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    for key in figure.data:
        if key not in (*known, *_OWN_KEYS):
            message = f"le dessin « {name} » n’a pas de donnée « {key} »"
            return _problem(figure, figure.place_of("data", key), message, _advice(key, known))
    return None


def _wrong_base(book: Book, figure: Figure) -> Problem | None:
    """A share of a sheet whose base no series of a dot plot holds."""
    series = figure.data.get("series", [])
    if figure.generator != "dotplot" or "sheets" not in figure.data or not _are_series(series):
        return None
    bases = [base for one in series for base in one.get("bases", [])]
    for sheet in book.publication.sheets.values():
        share = sheet.ess_share
        if share is not None and share.base not in bases:
            message = f"la base « {share.base} » n’est dans aucune série de « {figure.id} »"
            hint = _advice(share.base, bases) or f"L’ajouter à « bases » ({figure.place.file})."
            return _problem(figure, share.place_of("base"), message, hint)
    return None


def _are_series(series: object) -> bool:
    return isinstance(series, list) and all(
        isinstance(one, dict) and isinstance(one.get("bases", []), list) for one in series
    )


def _problem(figure: Figure, place: Place, message: str, hint: str) -> Problem:
    return Problem(RULE, place, message, hint, figure.id)


def _advice(name: str, known: object) -> str:
    names = [str(other) for other in known] if isinstance(known, (dict, list)) else []
    near = nearest(name, names)
    return f"Vouliez-vous dire « {near} » ?" if near else ""


def _why(error: Exception) -> str:
    if isinstance(error, KeyError) and error.args:
        return f" : il manque « {error.args[0]} »"
    if isinstance(error, PipelineError):
        return ", ou il en manque"
    return ", une valeur n’a pas la forme attendue"

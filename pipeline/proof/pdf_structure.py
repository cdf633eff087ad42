"""What a screen reader meets: title, language, tags, order of headings, texts for figures."""

from __future__ import annotations

import re

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof.pdf_reader import Reader
from pipeline.proof.proved import Proved

_HEADING = re.compile(r"H([1-6])")


def check_identity(reader: Reader, name: str) -> Proved:
    """The file says its title and its language, and that it is tagged (OUT006)."""
    checks = {
        "son titre": bool(reader.title()),
        "sa langue": bool(reader.language()),
        "qu’il est balisé": reader.is_tagged(),
    }
    problems = tuple(
        Problem(
            "OUT006",
            Place(name),
            f"Le fichier ne dit pas {what}.",
            "Complétez publication.yaml (title, language), puis relancez la fabrication.",
            key=what,
        )
        for what, is_said in checks.items()
        if not is_said
    )
    return Proved(problems, len(checks) - len(problems))


def check_structure(reader: Reader, name: str) -> Proved:
    """Headings go down one level at a time (OUT007); figures have texts (OUT008)."""
    problems: list[Problem] = []
    confirmed = 0
    level = 0
    for page in range(len(reader)):
        for element in reader.elements(page):
            heading = _HEADING.fullmatch(element.kind)
            message = ""
            if heading:
                skipped = int(heading[1]) > level + 1
                level = int(heading[1])
                if skipped:
                    message = f"un titre de niveau {level} saute un niveau"
            elif element.kind == "Figure" and not element.alternative:
                message = "une figure n’a pas de texte de remplacement"
            elif element.kind != "Figure":
                continue
            confirmed += not message
            if message:
                problems.append(_problem(heading is not None, name, page, message))
    return Proved(tuple(problems), confirmed)


def _problem(is_heading: bool, name: str, page: int, message: str) -> Problem:
    rule = "OUT007" if is_heading else "OUT008"
    hint = (
        "Dans la source, un titre ### suit un titre ##, jamais directement le titre du chapitre."
        if is_heading
        else "Ajoutez `alt` à la figure, ou `decorative: true` si elle ne dit rien."
    )
    text = f"Page {page + 1} : {message}."
    return Problem(rule, Place(name), text, hint, key=f"page {page + 1}")

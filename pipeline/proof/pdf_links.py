"""Links, printed page numbers and bookmarks: all must lead where they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof.pdf_reader import Box, Reader
from pipeline.proof.proved import Proved

_PRINTED = re.compile(r"→\s*p\.\s*(\d+)")
_NUMBER = re.compile(r"\d+")
_LOST = -2


@dataclass(frozen=True, slots=True)
class PrintedReference:
    """A folio printed for a target: page index in the book, box of its text, the target's id."""

    page: int
    box: Box
    target: str


def check_links(reader: Reader, name: str) -> Proved:
    """Follow every link; compare the page printed in it with the one it leads to."""
    problems: list[Problem] = []
    confirmed = 0
    for page in range(len(reader)):
        for link in reader.links(page):
            words = " ".join(link.text.split())
            if link.page == _LOST or link.address.startswith("pub:"):
                problems.append(
                    _problem(
                        "OUT002",
                        name,
                        page,
                        f"le lien « {words} » ne mène nulle part",
                        "Vérifiez l’identifiant de la référence dans la source.",
                    )
                )
                continue
            printed = _PRINTED.search(link.text)
            label = reader.labels[link.page] if link.page >= 0 else ""
            if printed and printed[1] != label:
                problems.append(
                    _problem(
                        "OUT003",
                        name,
                        page,
                        f"le lien « {words} » mène à la page {label or link.address}",
                        "Le numéro imprimé ne suit plus les pages : relancez la fabrication.",
                    )
                )
                continue
            confirmed += 1
    return Proved(tuple(problems), confirmed)


def check_references(reader: Reader, name: str, references: Sequence[PrintedReference]) -> Proved:
    """Read each printed folio where the layout put it; compare with the page of its target."""
    problems = []
    for reference in references:
        read = _NUMBER.findall(reader.text_in(reference.page, reference.box))
        place = reader.place_page(reference.target)
        meant = reader.labels[place] if place >= 0 else "?"
        if read[-1:] != [meant]:
            problems.append(
                _problem(
                    "OUT004",
                    name,
                    reference.page,
                    f"le renvoi vers « {reference.target} » imprime "
                    f"« {read[-1] if read else 'rien'} », sa page est {meant}",
                    "Le numéro imprimé ne suit plus les pages : relancez la fabrication.",
                )
            )
    return Proved(tuple(problems), len(references) - len(problems))


def check_outline(reader: Reader, name: str) -> Proved:
    """Follow every bookmark."""
    outline = reader.outline()
    if not outline:
        message = "Le fichier n’a pas de signets."
        hint = "Les signets viennent des titres de l’ordre de lecture (publication.yaml)."
        return Proved((Problem("OUT005", Place(name), message, hint),))
    lost = [title for title, page in outline if page < 0]
    problems = tuple(
        Problem(
            "OUT005",
            Place(name),
            f"Le signet « {title} » ne mène nulle part.",
            "Vérifiez l’identifiant de la section.",
            key=title,
        )
        for title in lost
    )
    return Proved(problems, len(outline) - len(lost))


def _problem(rule: str, name: str, page: int, message: str, hint: str) -> Problem:
    text = f"Page {page + 1} : {message}."
    return Problem(rule, Place(name), text, hint, key=f"page {page + 1}")

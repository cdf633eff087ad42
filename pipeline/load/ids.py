"""Ids: each is given once, and a file carries the name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.model.sources import BibliographyEntry


@dataclass
class Ids:
    """The ids met so far, each with its first place."""

    seen: dict[str, Place] = field(default_factory=dict)

    def take(self, id_: str, place: Place, problems: list[Problem]) -> bool:
        """Whether an id is new; a problem where it is not."""
        if id_ not in self.seen:
            self.seen[id_] = place
            return True
        problems.append(
            Problem(
                "SRC008",
                place,
                f"l’identifiant « {id_} » est déjà pris ({self.seen[id_]})",
                "Chaque identifiant ne sert qu’une fois dans la publication : en choisir un autre.",
                key=id_,
            )
        )
        return False


def check_file_name(id_: str, place: Place, problems: list[Problem]) -> None:
    """A file is named after its id, without the kind: `zooms/lille.md` for zoom-lille."""
    path = PurePosixPath(place.file)
    expected = id_ if id_.startswith("part-") else id_.partition("-")[2]
    if path.stem not in (expected, id_):
        problems.append(
            Problem(
                "SRC009",
                place,
                f"le fichier {path.name} ne porte pas le nom de son identifiant, « {id_} »",
                f"Renommer le fichier {expected}{path.suffix}, ou corriger l’identifiant.",
                key=id_,
            )
        )


def check_entries(entries: Iterable[BibliographyEntry], problems: list[Problem]) -> None:
    """Entries of the bibliography have ids of their own."""
    ids = Ids()
    for entry in entries:
        ids.take(entry.id, entry.place_of("id"), problems)

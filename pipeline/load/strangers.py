"""Files of `sources/` that nothing reads: their author believes them published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.errors import Problem, nearest
from pipeline.model.kinds import Kind
from pipeline.model.places import Place

# Pictures stand in figures/, in any form; whether a figure names them is for the rules on figures.
_PICTURES = "figures"
_TEXTS = (".md", ".yaml", ".yml", ".txt", ".markdown")


def stranger_problems(names: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Problem]:
    """A problem (SRC011) for each file that is of no kind, with the nearest right place."""
    for name in names:
        path = PurePosixPath(name).relative_to("sources")
        if any(kind.holds(path.as_posix()) for kind in kinds):
            continue
        if path.parts[0] == _PICTURES and path.suffix.lower() not in _TEXTS:
            continue
        yield Problem(
            "SRC011", Place(name), "ce fichier n’est lu par rien", _advise(path, kinds), key=name
        )


def _advise(path: PurePosixPath, kinds: Sequence[Kind]) -> str:
    folders = {kind.folder: kind for kind in kinds if kind.folder}
    if len(path.parts) == 1:
        near = nearest(path.name, [kind.pattern for kind in kinds if not kind.folder])
        if near:
            return f"Vouliez-vous dire « {near} » ?"
        return f"Le ranger dans le dossier de son genre : {', '.join(f'{f}/' for f in folders)}."
    near = nearest(path.parts[0], folders)
    if not near:
        return f"Les dossiers connus sont {', '.join(f'{folder}/' for folder in folders)}."
    right = f"{near}/{path.stem}{folders[near].ending}"
    return f"Le renommer « {right} », ou le retirer de sources/."

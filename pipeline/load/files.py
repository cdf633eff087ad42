"""Reading text files, and splitting front matter from body."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Problem
from pipeline.load.yaml_places import UNPRINTABLE, unprintable_problem
from pipeline.model.places import Place

_REASONS = {
    errno.ENOENT: "il n’existe pas",
    errno.EACCES: "il est protégé",
    errno.EPERM: "il est protégé",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "son dossier est un fichier",
    errno.ELOOP: "c’est un lien qui tourne en rond",
    errno.EINVAL: "ce n’est pas un fichier ordinaire",
    errno.ENAMETOOLONG: "son nom est trop long",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two halves of a Markdown source; lines count from 1 in the whole file."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def list_files(root: Path, problems: list[Problem]) -> Iterator[str]:
    """The names of all files below `root/sources`, relative to `root`, sorted.

    Hidden files and folders are left out, and README.md: words for editors may stand anywhere.
    """

    def report(error: OSError) -> None:
        name = os.path.relpath(os.fsdecode(error.filename or "sources"), root)
        problems.append(_unreadable(_readable(name), error))

    names = []
    for folder, folders, files in os.walk(root / "sources", onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A folder with the name of a file is listed like one: reading it says what it is.
        entries = files + [name for name in folders if name.endswith((".md", ".yaml"))]
        below = Path(folder).relative_to(root).as_posix()
        entries = [name for name in entries if not name.startswith(".") and name != "README.md"]
        names += [f"{below}/{name}" for name in entries]
    yield from sorted(names)


def read_text(root: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of `root/name`; nothing, and a problem, where it cannot be read."""
    path = root / name
    name = _readable(name)
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # Reading a pipe or a device would wait forever.
            raise OSError(errno.EINVAL, "not a file")
        data = path.read_bytes()
    except OSError as error:
        problems.append(_unreadable(name, error))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.object[error.start]
        problems.append(
            Problem(
                "SRC002",
                _place_of(name, _plain_ends(error.object[: error.start].decode("utf-8"))),
                f"le fichier n’est pas en UTF-8 (octet 0x{wrong:02x})",
                "L’enregistrer de nouveau avec le codage UTF-8.",
            )
        )
        return None
    text = _plain_ends(text)
    found = UNPRINTABLE.search(text)
    if found:
        place = _place_of(name, text[: found.start()])
        problems.append(unprintable_problem(place, found[0]))
        return None
    return text


def _plain_ends(text: str) -> str:
    """The text with one line feed at each line's end, whatever system it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_of(name: str, before: str) -> Place:
    """The place of the character that follows these."""
    return Place(name, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def _unreadable(name: str, error: OSError) -> Problem:
    reason = _REASONS.get(error.errno or 0, error.strerror or "raison inconnue")
    return Problem(
        "SRC001",
        Place(name),
        f"fichier illisible : {reason}",
        "Vérifier que le fichier existe et que vous avez le droit de le lire.",
    )


def _readable(name: str) -> str:
    """A file's name that can be shown, whatever bytes it holds."""
    return os.fsencode(name).decode("utf-8", "replace")


def split_front_matter(name: str, text: str, problems: list[Problem]) -> FrontMatter | None:
    """Front matter and body of a Markdown source."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        empty = not text.strip()
        problems.append(
            Problem(
                "SRC004",
                Place(name),
                "le fichier est vide" if empty else "le fichier ne commence pas par son en-tête",
                "La première ligne est « --- », suivie des clés (id, title…), puis de « --- ».",
            )
        )
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return FrontMatter(
                yaml="\n".join(lines[1:number]),
                yaml_line=2,
                body="\n".join(lines[number + 1 :]),
                body_line=number + 2,
            )
    problems.append(
        Problem(
            "SRC004",
            Place(name),
            "l’en-tête n’est pas fermé",
            "Ajouter une ligne « --- » après la dernière clé de l’en-tête.",
        )
    )
    return None

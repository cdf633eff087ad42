"""Reading text files, and splitting front matter from body."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Problem
from pipeline.model.places import Place


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two halves of a Markdown source; lines count from 1 in the whole file."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def read_text(root: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of `root/name`; nothing, and a problem, where it cannot be read."""
    try:
        data = (root / name).read_bytes()
    except OSError as error:
        problems.append(
            Problem(
                "SRC001",
                Place(name),
                f"fichier illisible : {error.strerror}",
                "Vérifier que le fichier existe et que vous avez le droit de le lire.",
            )
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        problems.append(
            Problem(
                "SRC002",
                Place(name, line, column),
                f"le fichier n’est pas en UTF-8 (octet 0x{data[error.start]:02x})",
                "L’enregistrer de nouveau avec le codage UTF-8.",
            )
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_front_matter(name: str, text: str, problems: list[Problem]) -> FrontMatter | None:
    """Front matter and body of a Markdown source."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        problems.append(
            Problem(
                "SRC004",
                Place(name),
                "le fichier ne commence pas par son en-tête",
                "La première ligne doit être « --- », suivie des clés (id, title…) puis de « --- ».",
            )
        )
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
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

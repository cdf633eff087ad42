"""Tables and pictures of a manuscript, as files of their own.

What the manuscript does not say (source of a table, credit of a picture) is left out: the checks
then ask for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.importer.inlines import Inlines, plain_words
from pipeline.importer.model import Gathered, Json, slug

PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_NUMBER = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f]?\d{3})*(?:,\d+)?")


def include(id_: str) -> Json:
    """The place of a piece in a text."""
    return {"t": "Div", "c": [["", [], [["include", id_]]], []]}


def yaml_line(key: str, value: str, indent: str = "") -> str:
    """A key and a text, as YAML reads it whatever it holds."""
    return f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n"


def write_table(table: Json, inlines: Inlines, gathered: Gathered) -> Json:
    """Keep a table as `tables/*.yaml`; what stands in its place in the text."""
    _, caption, _, head, bodies, foot = table["c"]
    title = _words(caption[1], inlines)
    name = gathered.free_name("tables", title or "tableau", (".yaml",))
    id_ = f"tbl-{name}"
    rows = [_cells(row, inlines) for body in bodies for row in [*body[2], *body[3]]]
    rows += [_cells(row, inlines) for row in foot[1]]
    heads = [_cells(row, inlines) for row in head[1]]
    if not heads and rows:
        heads = [rows.pop(0)]
        gathered.remark(f"{id_} : la première ligne est prise pour les intitulés")
    labels = heads[-1] if heads else []
    gathered.add(f"sources/tables/{name}.yaml", _table_text(id_, title, labels, rows))
    gathered.counts["tableaux"] += 1
    lacking = "sa source" if title else "son titre et sa source"
    gathered.remark(f"{id_} : noter {lacking} (sources/tables/{name}.yaml)")
    return include(id_)


def _table_text(id_: str, title: str, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    width = max((len(row) for row in (labels, *rows)), default=0)
    labels = [*labels, *[""] * (width - len(labels))]
    names = _column_names(labels)
    text = f"id: {id_}\n" + (yaml_line("title", title) if title else "") + "columns:\n"
    numeric = [_is_numeric([row[rank] for row in rows if rank < len(row)]) for rank in range(width)]
    for name, label, is_number in zip(names, labels, numeric, strict=True):
        kind = ", kind: number" if is_number else ""
        text += f"  - {{id: {name}, label: {json.dumps(label, ensure_ascii=False)}{kind}}}\n"
    text += "rows:\n"
    for row in rows:
        for rank, cell in enumerate(row):
            value = _number(cell) if numeric[rank] else json.dumps(cell, ensure_ascii=False)
            text += f"  {'-' if rank == 0 else ' '} {names[rank]}: {value}\n"
    return text


def _column_names(labels: Sequence[str]) -> list[str]:
    names: list[str] = []
    for rank, label in enumerate(labels, start=1):
        # « key » names a territory.
        name = slug(label) or f"colonne-{rank}"
        names.append(f"{name}-{rank}" if name in (*names, "key") else name)
    return names


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)


def _number(cell: str) -> str:
    return re.sub(r"[ \u00a0\u202f]", "", cell).replace(",", ".") or "null"


def _cells(row: Json, inlines: Inlines) -> list[str]:
    return [_words(cell[4], inlines) for cell in row[1]]  # type: ignore[index]


def _words(blocks: Sequence[Json], inlines: Inlines) -> str:
    """The words of paragraphs, in one line."""
    parts = [block["c"] for block in blocks if block["t"] in ("Para", "Plain")]
    return " ".join(plain_words(inlines.clean(part)) for part in parts)


def write_picture(
    image: Json, caption: str, media: Path, inlines: Inlines, gathered: Gathered
) -> list[Json]:
    """Keep a picture as `figures/*`; what stands in its place, nothing where it cannot be used."""
    _, words, (address, tip) = image["c"]
    path = Path(address) if Path(address).is_absolute() else media / address
    ending = path.suffix.lower()
    if ending not in PICTURES or not path.is_file():
        gathered.remark(f"image laissée de côté : {path.name} (enregistrer en PNG, JPEG ou SVG)")
        return []
    alt = plain_words(inlines.clean(words))
    # Of a picture without a caption, Word and pandoc repeat the alternative as one.
    title = caption or (tip if tip not in ("fig:", alt) else "")
    name = gathered.free_name("figures", title or alt or "figure", (".yaml", ending))
    id_ = f"fig-{name}"
    text = f"id: {id_}\n"
    text += yaml_line("title", title) if title else ""
    text += f"file: {name}{ending}\n"
    text += yaml_line("alt", alt) if alt and alt != title else ""
    gathered.add(f"sources/figures/{name}{ending}", path.read_bytes())
    gathered.add(f"sources/figures/{name}.yaml", text)
    gathered.counts["figures"] += 1
    gathered.remark(
        f"{id_} : noter ce que l’image montre, son auteur et sa licence "
        f"(sources/figures/{name}.yaml)"
    )
    return [include(id_)]

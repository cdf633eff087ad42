"""A manuscript as a word processor saves it, made by pandoc."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image

from pipeline.markdown.pandoc import find_program

TEXT = """---
title: "Le rapport d'étude"
---

# Une première partie

Un paragraphe avec du **gras**, de l'*italique*, un [lien](https://www.exemple.fr) et une note[^un].
Un « mot » entre guillemets ; voir [la suite](#la-suite).

### Un intertitre trop bas

1. un élément ;
2. un autre.

| Quartier | Lieu         | Places |
|----------|--------------|-------:|
| Centre   | Bibliothèque |  1 200 |
| Gare     | Salle        |     80 |

: Les lieux ouverts

# La suite

> Une citation en retrait.

![Une place vue de haut](place.png)

Le mot ~~barré~~ reste.

[^un]: Le texte de la note, avec *italique*.
"""


def write_manuscript(folder: Path, name: str, text: str = TEXT) -> Path:
    """A manuscript in `folder`; the ending of its name says which kind."""
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (900, 600), "teal").save(folder / "place.png")
    source = folder / "text.md"
    source.write_text(text, "utf-8")
    command = [str(find_program()), "-f", "markdown", str(source), "-o", str(folder / name)]
    if name.endswith(".md"):
        (folder / name).write_text(text, "utf-8")
    else:
        subprocess.run(command, cwd=folder, check=True)
    return folder / name

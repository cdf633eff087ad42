"""Make `widths.json`, the advance widths of letters, from the typefaces of the project.

python -m pipeline.drawings.data.make_widths styles/fonts
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FACES = {
    "Source Sans 3 400": "SourceSans3-Regular.ttf",
    "Source Sans 3 600": "SourceSans3-Semibold.ttf",
    "Source Sans 3 700": "SourceSans3-Bold.ttf",
    "Source Serif 4 Display 300": "SourceSerif4Display-Light.ttf",
    "Source Serif 4 Display 400": "SourceSerif4Display-Regular.ttf",
}
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”…€→←↑↓−\u202f\u2009≈×·•ᵉʳ")]


def widths(font: Path) -> dict[str, int]:
    """Advance width of each letter that the face holds, in thousandths of its size."""
    face = TTFont(font)
    names, metrics = face.getBestCmap(), face["hmtx"].metrics
    units = face["head"].unitsPerEm
    return {
        chr(code): round(metrics[names[code]][0] * 1000 / units)
        for code in LETTERS
        if code in names
    }


def main() -> None:
    """Read the faces of the folder named on the command line, write the table."""
    folder = Path(sys.argv[1])
    table = {name: widths(folder / file) for name, file in FACES.items()}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (HERE / "widths.json").write_text(text + "\n", encoding="utf8")


if __name__ == "__main__":
    main()

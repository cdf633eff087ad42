"""The style sheet of the EPUB, its fonts and their licences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.package.fonts import Face, features_of, make_subset
from pipeline.package.model import Resource

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_VALUE = re.compile(r'([\w-]+)\s*:\s*(?:url\("([^"]+)"\)|"([^"]*)"|([^;"]+))')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS = "text/css"


def style_resources(
    styles: Path, signs: Iterable[str], cache: Path | None = None
) -> Iterator[Resource]:
    """The sheets, the signs of the book in the fonts they name, and the licences of these fonts.

    What old readers may not understand (`@media`) goes to a sheet of its own, since some drop a
    whole sheet for one rule. `cache` is a folder that keeps fonts. Raises PipelineError for a
    font that is not there.
    """
    css = _COMMENT.sub("", (styles / "epub.css").read_text(encoding="utf-8"))
    plain, media = split_media(css)
    faces = list(_faces(plain, styles))
    for face in faces:
        source = face.file.relative_to(styles).as_posix()
        plain = plain.replace(f'url("{source}")', f'url("{_name_of(face)}")')
    yield Resource("styles/epub.css", _tidy(plain), _CSS)
    yield Resource("styles/epub-media.css", _tidy(media), _CSS)
    features, wanted = features_of(css), {*signs}
    for face in sorted(faces, key=_name_of):
        data = make_subset(face, wanted, features, cache)
        yield Resource(f"styles/{_name_of(face)}", data, "font/ttf")
    for licence in sorted((styles / "fonts").glob("OFL-*.txt")):
        yield Resource(f"styles/fonts/{licence.name}", licence.read_bytes(), "text/plain")


def _faces(css: str, styles: Path) -> Iterator[Face]:
    """The faces that a sheet describes, in its order."""
    for block in _FACE.findall(css):
        found = _VALUE.findall(block)
        values = {name: (url or quoted or plain).strip() for name, url, quoted, plain in found}
        file = styles / values["src"]
        if not file.is_file():
            raise PipelineError(f"epub.css names {values['src']}, which is not in {styles.name}/")
        weight, style = values.get("font-weight", "normal"), values.get("font-style", "normal")
        yield Face(file, values["font-family"], weight, style)


def _name_of(face: Face) -> str:
    """The file of a face, seen from the sheet."""
    return f"fonts/{face.postscript}.ttf"


def split_media(css: str) -> tuple[str, str]:
    """The rules outside and inside of `@media` blocks, each in their order."""
    plain: list[str] = []
    media: list[str] = []
    position = 0
    for match in re.finditer(r"@media[^{]*\{", css):
        if match.start() < position:
            continue
        end = _end_of_block(css, match.end())
        plain.append(css[position : match.start()])
        media.append(css[match.start() : end])
        position = end
    plain.append(css[position:])
    return "".join(plain), "\n".join(media)


def _end_of_block(css: str, start: int) -> int:
    depth = 1
    for position in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[position], 0)
        if depth == 0:
            return position + 1
    raise PipelineError("epub.css has a block that does not end")


def _tidy(css: str) -> bytes:
    lines = (line.strip() for line in css.splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()

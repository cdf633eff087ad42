"""The style sheet of the EPUB, its fonts and their licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.package.model import Resource

_FONT = re.compile(r'url\("(fonts/[^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS = "text/css"


def style_resources(styles: Path) -> Iterator[Resource]:
    """The sheets, the fonts they name (unmodified) and every licence beside these fonts.

    What old readers may not understand (`@media`) goes to a sheet of its own, since some drop a
    whole sheet for one rule. Raises PipelineError for a font that is not there.
    """
    css = (styles / "epub.css").read_text(encoding="utf-8")
    plain, media = split_media(_COMMENT.sub("", css))
    yield Resource("styles/epub.css", _tidy(plain), _CSS)
    yield Resource("styles/epub-media.css", _tidy(media), _CSS)
    for name in sorted(set(_FONT.findall(plain))):
        path = styles / name
        if not path.is_file():
            raise PipelineError(f"epub.css names {name}, which is not in {styles.name}/")
        yield Resource(f"styles/{name}", path.read_bytes(), "font/ttf")
    for licence in sorted((styles / "fonts").glob("OFL-*.txt")):
        yield Resource(f"styles/fonts/{licence.name}", licence.read_bytes(), "text/plain")


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

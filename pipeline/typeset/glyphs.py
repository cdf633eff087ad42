"""Lines of text written into a page from runs of glyphs.

For each glyph of a line the engine asks, one field at a time, what it was told for the same glyph
in the line before; that is a sixth of what making a PDF takes. Here a run of glyphs is read at
once, and what stands for each in the page is kept, by font, size, width and place, while a section
is set. The bytes are the same. What is rare goes to the engine: lines that may be cut short, runs
from right to left, raised and missing glyphs, fonts whose glyphs are pictures.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.draw import text as engine
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from pipeline.typeset.letters import Letter

# `PangoGlyphInfo`: number, width, offsets to the right and up; what is left is about clusters.
_GLYPH = struct.Struct("=Iiii4x")
# From 1.48.2 on, fonts know their size.
_PANGO = 14802

_Glyph = tuple[int, int, int, int]


class _Rare(Exception):
    """The line is one for the engine."""


@dataclass(slots=True)
class _Face:
    """A font at a size, and what its glyphs are in the page."""

    font: Any
    size: float
    written: dict[_Glyph, str] = field(default_factory=dict)


_Shown = list[tuple[_Face, str]]


class _Texts:
    """Writes lines of text in the fonts of one document."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw
        self._faces: dict[tuple[int, float], _Face] = {}
        self._letters: dict[Any, _Shown] = {}

    def draw_first_line(
        self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> Any:
        """Do as the engine's function of this name."""
        rest = (text_overflow, block_ellipsis, matrix)
        if text_overflow == "ellipsis" or block_ellipsis != "none" or not textbox.text.strip():
            return self._draw(stream, textbox, *rest)
        try:
            shown = self._shown(stream, textbox.pango_layout)
        except _Rare:
            return self._draw(stream, textbox, *rest)
        stream.set_text_matrix(*matrix.values)
        for number, (face, glyphs) in enumerate(shown, start=1):
            stream.set_font_size(face.font.hash, face.size)
            if glyphs or number == len(shown):
                stream.show_text(glyphs)
        return []

    def _shown(self, stream: Any, layout: Any) -> _Shown:
        if not isinstance(layout, Letter):
            return self._read(stream, layout)
        shown = self._letters.get(layout.key)
        if shown is None:
            shown = self._letters[layout.key] = self._read(stream, layout)
        return shown

    def _read(self, stream: Any, layout: Any) -> _Shown:
        """The glyphs of a line, by stretches of one font."""
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        shown: _Shown = []
        run, before = line.runs, None
        while run != ffi.NULL:
            item = run.data
            pango_font = item.item.analysis.font
            if pango_font != before:
                before = pango_font
                shown.append((self._face(stream, pango_font), ""))
            face, glyphs = shown[-1]
            glyphs += "<" + self._written(stream, layout, face, item)
            shown[-1] = face, glyphs[:-1] if glyphs.endswith("<") else glyphs + ">"
            run = run.next
        return shown

    def _face(self, stream: Any, pango_font: Any) -> _Face:
        font, size = stream.add_font(pango_font)
        if font.bitmap or font.svg or font.png or font.colr or size < 1e-6:
            raise _Rare
        face = self._faces.get((id(font), size))
        if face is None:
            face = self._faces[id(font), size] = _Face(font, size)
        return face

    def _written(self, stream: Any, layout: Any, face: _Face, item: Any) -> str:
        """What stands for the glyphs of a run."""
        data = ffi.buffer(item.glyphs.glyphs, item.glyphs.num_glyphs * _GLYPH.size)
        glyphs = list(_GLYPH.iter_unpack(data))
        if not face.written.keys() >= set(glyphs):
            for place, glyph in enumerate(glyphs):
                if glyph not in face.written:
                    _learn(stream, layout, face, item, place, glyph[0])
                    face.written[glyph] = _write(face, glyph)
        return "".join([face.written[glyph] for glyph in glyphs])


def _learn(stream: Any, layout: Any, face: _Face, item: Any, place: int, number: int) -> None:
    """Tell the font of a glyph: what text it stands for, and how wide it is by itself."""
    if number == pango.PANGO_GLYPH_EMPTY:
        return
    if number & pango.PANGO_GLYPH_UNKNOWN_FLAG or item.item.analysis.level % 2:
        raise _Rare
    font = face.font
    if number not in font.to_unicode:
        clusters, last = item.glyphs.log_clusters, item.glyphs.num_glyphs - 1
        begin = item.item.offset + clusters[place]
        length = item.item.length if place == last else clusters[place + 1]
        text = layout.text.encode()
        font.to_unicode[number] = text[begin : item.item.offset + length].decode()
    if number not in font.widths:
        pango.pango_font_get_glyph_extents(
            item.item.analysis.font, number, stream.ink_rect, stream.logical_rect
        )
        font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / face.size)


def _write(face: _Face, glyph: _Glyph) -> str:
    """A glyph inside a string of an array to show (ISO 32000, 9.4.3), with its corrections."""
    number, width, x_offset, y_offset = glyph
    if number == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / face.size}<"
    if y_offset:
        raise _Rare
    offset = x_offset / face.size
    kerning = face.font.widths[number] + offset - width * 1000 * FROM_UNITS / face.size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    return f"{before}{number:04x}{after}"


@contextmanager
def runs_of_glyphs() -> Iterator[None]:
    """Write lines from runs inside the block: while one document is made a PDF."""
    draw = engine.draw_first_line
    if pango.pango_version() >= _PANGO and ffi.sizeof("PangoGlyphInfo") == _GLYPH.size:
        engine.draw_first_line = _Texts(draw).draw_first_line
    try:
        yield
    finally:
        engine.draw_first_line = draw

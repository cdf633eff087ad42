"""Places in a section's PDF where a folio can be exchanged without typesetting again.

Figures of one width leave the layout as it is whatever number they form. So a page reference is
set with as many noughts as its folio will have figures, its page's content is left uncompressed
in the section's PDF, and the folio is written over the noughts when all pages are known: glyph
numbers over glyph numbers, as many bytes. Where that cannot be (figures of several widths, a
number set in two runs, drawn in a group), there is no stamp, and the section is set with the
folio itself.

Like `boxes`, this module knows WeasyPrint's inside: how it draws a run of text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from weasyprint import Document
from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import Layout

from pipeline.typeset.job import Stamp
from pipeline.typeset.page_references import DIGITS

_FIGURES = "0123456789"
_FONT = re.compile(rb"/(\S+) \S+ Tf")
# Between glyphs may stand corrections: letter spacing, and nought or one for a width's fraction.
_SPACE = rb"(?:>-?[\d.]+<)*"
_GLYPHS = re.compile(rb"\[<((?:[0-9a-f]{4}%b){10})(?:>(?:-?[\d.]+)?)?\] TJ" % _SPACE)
_GLYPH = re.compile(rb"[0-9a-f]{4}")
_CORRECTION = re.compile(rb">([^<]*)<")
# In thousandths of the size: what rounding makes of one width.
_ROUNDING = 2
_GAP = re.compile(rb"[0-9a-f]{4}(%b)(?=[0-9a-f]{4})" % _SPACE)


@dataclass(slots=True)
class _Found:
    """A reference's number in the content of a page: the stream, and the item that shows it."""

    stream: Any
    mark: int
    number: tuple[bytes, ...]
    glyphs: tuple[bytes, ...]


@dataclass(slots=True)
class StampFinder:
    """Watches pages being painted, and finds the numbers of references in the PDF made of them.

    `texts` maps references' keys to page index and run of text.
    """

    texts: Mapping[str, tuple[int, TextBox]]
    found: dict[str, _Found] = field(default_factory=dict)

    def watch(self, document: Document) -> None:
        """Look at each page's content once it is painted."""
        for index, page in enumerate(document.pages):
            keys = [key for key, (number, _) in self.texts.items() if number == index]
            if keys:
                page.paint = partial(self._paint, page.paint, keys)

    def _paint(self, paint: Any, keys: list[str], stream: Any, scale: float = 1) -> None:
        paint(stream, scale)
        for key in keys:
            box = self.texts[key][1]
            mark = (stream._tags or {}).get(box)
            glyphs = _figure_glyphs(stream, box)
            if mark is None or glyphs is None:
                continue
            figures = DIGITS.findall(box.text)[0]
            number = tuple(glyphs[int(figure)] for figure in figures)
            self.found[key] = _Found(stream, mark["mcid"], number, glyphs)
            stream.compress = False

    def stamps(self, pdf: bytes) -> dict[str, Stamp]:
        """Where the numbers stand in the finished bytes."""
        stamps = {}
        for key, item in self.found.items():
            end = pdf.index(b"\nendstream", item.stream.offset)
            begin = pdf.find(b"<</MCID %d>>\nBDC" % item.mark, item.stream.offset, end)
            if begin < 0:
                # Drawn in a group (opacity), which is another stream.
                continue
            run = pdf[begin : pdf.index(b"\nEMC", begin)]
            offsets = _find_number(run, item.number)
            if offsets:
                stamps[key] = Stamp(
                    tuple(begin + offset for offset in offsets), b"".join(item.glyphs).decode()
                )
        return stamps


def _find_number(run: bytes, number: tuple[bytes, ...]) -> tuple[int, ...]:
    """Where the glyphs of a number stand in a run's content, if they do so once."""
    pattern = _SPACE.join(b"(%b)" % glyph for glyph in number)
    found = [
        tuple(match.start(group) for group in range(1, len(number) + 1))
        for match in re.finditer(b"(?=%b)" % pattern, run)
        # At a whole glyph of its string.
        if (match.start() - run.rfind(b"<", 0, match.start()) - 1) % 4 == 0
    ]
    return found[0] if len(found) == 1 else ()


def _figure_glyphs(stream: Any, box: TextBox) -> tuple[bytes, ...] | None:
    """The glyphs of the ten figures in the style of a run, if they have one width.

    Drawing them on a sheet that is thrown away puts them into the font that is embedded.
    """
    scratch = stream.clone(tags=None)
    sample = box.copy_with_text(_FIGURES)
    sample.pango_layout = Layout(box.style)
    sample.pango_layout.set_text(_FIGURES)
    draw_first_line(scratch, sample, "clip", "none", Matrix())
    content = [item for item in scratch.stream if isinstance(item, bytes)]
    shown = [match[1] for item in content if (match := _GLYPHS.fullmatch(item))]
    names = [match[1].decode() for item in content if (match := _FONT.match(item))]
    if len(shown) != 1 or len(names) != 1:
        return None
    glyphs = tuple(_GLYPH.findall(_CORRECTION.sub(b"", shown[0])))
    gaps = [
        sum(map(float, filter(None, _CORRECTION.findall(gap)))) for gap in _GAP.findall(shown[0])
    ]
    if max(gaps) - min(gaps) > _ROUNDING:
        # Kerned pairs: figures do not all take the same place.
        return None
    widths = {
        font.widths.get(int(glyph, 16))
        for font in stream._fonts.values()
        if font.hash == names[0]
        for glyph in glyphs
    } - {None}
    return glyphs if len(widths) == 1 else None

"""Fonts shared between sections: each face once in the book, with the glyphs of all sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.bind.truetype import Subset, are_compatible, join_subsets, parse_subset

_BFCHAR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_BATCH = 100
_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True, slots=True)
class _Face:
    """A font of one section: where it is named, its widths, its text, its outlines."""

    holder: Object
    key: str
    font: Object
    widths: dict[int, Object]
    text: dict[bytes, bytes]
    subset: Subset


@dataclass(slots=True)
class _Group:
    """Faces that can be one."""

    union: Subset
    faces: list[_Face] = field(default_factory=list)
    text: dict[bytes, bytes] = field(default_factory=dict)

    def accepts(self, face: _Face) -> bool:
        """Whether a face shows the same glyphs for the same text as those already here."""
        same_text = all(self.text.get(key, value) == value for key, value in face.text.items())
        return same_text and are_compatible(self.union, face.subset)

    def add(self, face: _Face) -> None:
        """Take a face in."""
        self.faces.append(face)
        self.union.glyphs.update(face.subset.glyphs)
        self.text.update(face.text)


def share_fonts(book: Pdf, dictionaries: Iterable[Object]) -> None:
    """Let font dictionaries (name to font, one per section) name joined fonts.

    A font that is not plain TrueType under identity encoding stays as it is.
    """
    groups: dict[str, list[_Group]] = {}
    for face in _faces(dictionaries):
        alike = groups.setdefault(str(face.font.BaseFont), [])
        group = next((group for group in alike if group.accepts(face)), None)
        if group is None:
            group = _Group(Subset(face.subset.tables, {}))
            alike.append(group)
        group.add(face)
    for alike in groups.values():
        for group in alike:
            if len(group.faces) > 1:
                _join(book, group)


def _faces(dictionaries: Iterable[Object]) -> Iterator[_Face]:
    for holder in dictionaries:
        for key, font in holder.items():
            face = _face(holder, key, font)
            if face is not None:
                yield face


def _face(holder: Object, key: str, font: Object) -> _Face | None:
    if font.get("/Encoding") != Name("/Identity-H") or "/DescendantFonts" not in font:
        return None
    descendant = font.DescendantFonts[0]
    file = descendant.FontDescriptor.get("/FontFile2")
    widths = _widths(descendant.W)
    subset = parse_subset(file.read_bytes(), sorted(widths)) if file is not None else None
    if subset is None:
        return None
    text = dict(_BFCHAR.findall(font.ToUnicode.read_bytes()))
    return _Face(holder, key, font, widths, text, subset)


def _widths(array: Object) -> dict[int, Object]:
    """Glyph to width, from the form `first [width …]` that WeasyPrint writes."""
    widths: dict[int, Object] = {}
    items = list(array)
    for first, run in zip(items[::2], items[1::2], strict=True):
        widths.update(enumerate(run, start=int(first)))
    return widths


def _join(book: Pdf, group: _Group) -> None:
    """Make one font of a group, in the place of the first of its fonts."""
    faces = group.faces
    font = faces[0].font
    descendant = font.DescendantFonts[0]
    widths = {glyph: width for face in faces for glyph, width in face.widths.items()}
    data = join_subsets([face.subset for face in faces])
    file = book.make_stream(data)
    file.Length1 = len(data)
    descriptor = descendant.FontDescriptor
    descriptor.FontFile2 = file
    descriptors = [face.font.DescendantFonts[0].FontDescriptor for face in faces]
    boxes = [[float(value) for value in item.FontBBox] for item in descriptors]
    descriptor.FontBBox = Array([*boxes[0][:2], max(box[2] for box in boxes), boxes[0][3]])
    # Fixed pitch (the lowest flag) only where every section thinks so.
    fixed = all(int(item.Flags) & 1 for item in descriptors)
    descriptor.Flags = int(descriptor.Flags) | 1 if fixed else int(descriptor.Flags) & ~1
    descendant.W = _width_array(widths)
    font.ToUnicode = book.make_stream(_cmap(group.text))
    for face in faces[1:]:
        face.holder[face.key] = font


def _width_array(widths: dict[int, Object]) -> Array:
    array: list[int | Array] = []
    previous = None
    for glyph in sorted(widths):
        if previous is None or glyph != previous + 1:
            array += [glyph, Array()]
        run = array[-1]
        if isinstance(run, Array):
            run.append(widths[glyph])
        previous = glyph
    return Array(array)


def _cmap(text: dict[bytes, bytes]) -> bytes:
    """The glyph-to-text map of a joined font."""
    lines = [b"<%b> <%b>" % item for item in sorted(text.items())]
    batches = [lines[start : start + _BATCH] for start in range(0, len(lines), _BATCH)]
    body = b"".join(
        b"%d beginbfchar\n%b\nendbfchar\n" % (len(batch), b"\n".join(batch)) for batch in batches
    )
    return _CMAP_HEAD + body + _CMAP_FOOT


def font_dictionary(page: Object) -> Object:
    """The font dictionary that all pages of a section share."""
    return page.Resources.get("/Font", Dictionary())

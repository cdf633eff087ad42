"""Joining subsets of one TrueType font.

WeasyPrint keeps glyph numbers when it takes a subset, so subsets of one font differ only in which
glyphs have an outline and a width: their union is put together glyph by glyph. Parts of composite
glyphs (accents) may get other numbers in each subset, so they are followed and numbered anew.
Tables are those an embedded CIDFontType2 needs (ISO 32000-1, 9.9); their form is that of the
OpenType specification, 1.9.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PROGRAMS = ("cvt ", "fpgm", "prep")
_NUMBER_OF_METRICS = 34
_LOCA_FORMAT = 50
_CHECKSUM = 8
_MAGIC = 0xB1B0AFBA
# Flags of a part of a composite glyph: long offsets, scale, more parts, two scales, matrix.
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


@dataclass(frozen=True, slots=True)
class Outline:
    """A glyph's outline; numbers of parts are blanked in `data`, and the parts follow.

    `parts` holds where in `data` a part's number stands, and the part.
    """

    data: bytes
    advance: int
    bearing: int
    parts: tuple[tuple[int, Outline], ...] = ()


@dataclass(frozen=True, slots=True)
class Subset:
    """A parsed subset: its tables, and the glyphs it really shows."""

    tables: dict[str, bytes]
    glyphs: dict[int, Outline]


def parse_subset(data: bytes, shown: Iterable[int]) -> Subset | None:
    """The glyphs shown of a TrueType font with outlines; nothing for another kind of font."""
    if data[:4] != b"\0\1\0\0":
        return None
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        tables[tag.decode()] = data[offset : offset + length]
    if not {"glyf", "loca", "hmtx", "hhea", "maxp", "head"} <= tables.keys():
        return None
    return Subset(tables, {glyph: _outline(tables, glyph) for glyph in (0, *shown)})


def _outline(tables: dict[str, bytes], glyph: int) -> Outline:
    (is_long,) = struct.unpack_from(">h", tables["head"], _LOCA_FORMAT)
    if is_long:
        start, end = struct.unpack_from(">2L", tables["loca"], 4 * glyph)
    else:
        start, end = (2 * half for half in struct.unpack_from(">2H", tables["loca"], 2 * glyph))
    data = tables["glyf"][start:end]
    advance, bearing = _metric(tables, glyph)
    if not data or struct.unpack_from(">h", data)[0] >= 0:
        return Outline(data, advance, bearing)
    blanked = bytearray(data)
    parts = []
    for position in _part_positions(data):
        (number,) = struct.unpack_from(">H", data, position)
        parts.append((position, _outline(tables, number)))
        blanked[position : position + 2] = bytes(2)
    return Outline(bytes(blanked), advance, bearing, tuple(parts))


def _part_positions(data: bytes) -> list[int]:
    """Where the numbers of a composite glyph's parts stand."""
    positions, at, flags = [], 10, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", data, at)
        positions.append(at + 2)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return positions


def _metric(tables: dict[str, bytes], glyph: int) -> tuple[int, int]:
    """Advance and left side bearing of a glyph, in units of the font."""
    (full,) = struct.unpack_from(">H", tables["hhea"], _NUMBER_OF_METRICS)
    hmtx = tables["hmtx"]
    if glyph < full:
        advance, bearing = struct.unpack_from(">Hh", hmtx, 4 * glyph)
        return int(advance), int(bearing)
    (advance,) = struct.unpack_from(">H", hmtx, 4 * (full - 1))
    (bearing,) = struct.unpack_from(">h", hmtx, 4 * full + 2 * (glyph - full))
    return int(advance), int(bearing)


def are_compatible(one: Subset, other: Subset) -> bool:
    """Whether two subsets can be of one font: same scale, same programs, no glyph differs."""
    if one.tables["head"][18:20] != other.tables["head"][18:20]:
        return False
    if any(one.tables.get(name) != other.tables.get(name) for name in _PROGRAMS):
        return False
    return all(one.glyphs.get(glyph, own) == own for glyph, own in other.glyphs.items())


def join_subsets(subsets: Sequence[Subset]) -> bytes:
    """The union of compatible subsets: glyphs keep their numbers, parts come after them."""
    glyphs: dict[int, Outline] = {}
    for subset in subsets:
        glyphs.update(subset.glyphs)
    numbers: dict[Outline, int] = {}
    for glyph in sorted(glyphs):
        if glyphs[glyph].data:
            numbers.setdefault(glyphs[glyph], glyph)
    following = max(glyphs) + 1
    waiting = [glyphs[glyph] for glyph in sorted(glyphs)]
    while waiting:
        for _, part in waiting.pop(0).parts:
            if part not in numbers:
                numbers[part] = following
                glyphs[following] = part
                following += 1
                waiting.append(part)
    empty = Outline(b"", 0, 0)
    ordered = [glyphs.get(number, empty) for number in range(following)]
    outlines = [_numbered(outline, numbers) for outline in ordered]
    metrics = [(outline.advance, outline.bearing) for outline in ordered]
    return _write(subsets, outlines, metrics)


def _numbered(outline: Outline, numbers: dict[Outline, int]) -> bytes:
    """An outline with the numbers of its parts put back."""
    if not outline.parts:
        return outline.data
    data = bytearray(outline.data)
    for position, part in outline.parts:
        struct.pack_into(">H", data, position, numbers[part])
    return bytes(data)


def _write(
    subsets: Sequence[Subset], outlines: Sequence[bytes], metrics: Sequence[tuple[int, int]]
) -> bytes:
    first = subsets[0].tables
    count = len(outlines)
    padded = [outline + b"\0" * (-len(outline) % 4) for outline in outlines]
    offsets = [0]
    for outline in padded:
        offsets.append(offsets[-1] + len(outline))
    head = bytearray(first["head"])
    head[_LOCA_FORMAT : _LOCA_FORMAT + 2] = struct.pack(">h", 1)
    head[_CHECKSUM : _CHECKSUM + 4] = bytes(4)
    hhea = bytearray(first["hhea"])
    hhea[_NUMBER_OF_METRICS : _NUMBER_OF_METRICS + 2] = struct.pack(">H", count)
    tables = {name: first[name] for name in _PROGRAMS if name in first}
    tables |= {
        "glyf": b"".join(padded),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
        "loca": struct.pack(f">{count + 1}L", *offsets),
        "maxp": _limits([subset.tables["maxp"] for subset in subsets], count),
    }
    return _sfnt(tables)


def _limits(profiles: Sequence[bytes], count: int) -> bytes:
    """The `maxp` table: the highest of all limits."""
    limits = [struct.unpack(">13H", profile[6:32]) for profile in profiles]
    highest = (max(values) for values in zip(*limits, strict=True))
    return profiles[0][:4] + struct.pack(">14H", count, *highest)


def _sfnt(tables: dict[str, bytes]) -> bytes:
    """A font file of some tables, with its checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power
    header = struct.pack(">4s4H", b"\0\1\0\0", count, search, power, 16 * count - search)
    offset = len(header) + 16 * count
    records, bodies, at_head = b"", b"", 0
    for name in sorted(tables):
        data = tables[name]
        if name == "head":
            at_head = offset
        records += struct.pack(">4sLLL", name.encode(), _sum(data), offset, len(data))
        body = data + b"\0" * (-len(data) % 4)
        bodies += body
        offset += len(body)
    font = bytearray(header + records + bodies)
    adjustment = (_MAGIC - _sum(bytes(font))) & 0xFFFFFFFF
    font[at_head + _CHECKSUM : at_head + _CHECKSUM + 4] = struct.pack(">L", adjustment)
    return bytes(font)


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF

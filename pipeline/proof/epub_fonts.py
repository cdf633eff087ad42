"""Whether the fonts of an EPUB let themselves be embedded, by their own word.

Read from the bytes (OpenType, table OS/2, field fsType); the licence is another matter.
"""

from __future__ import annotations

import struct

# fsType: the kind of embedding that is allowed, and what is excluded besides.
_USAGE, _RESTRICTED = 0x000E, 0x0002
_NO_SUBSET, _BITMAP_ONLY = 0x0100, 0x0200
_OFFSET = 8


def refusal_of(font: bytes) -> str:
    """Why a font (TrueType or OpenType, uncompressed) may not be embedded; "" where it may."""
    table = _table(font, b"OS/2")
    if len(table) < _OFFSET + 2:
        return "elle ne dit pas si elle peut être incorporée (table OS/2 absente)"
    (flags,) = struct.unpack_from(">H", table, _OFFSET)
    if flags & _USAGE == _RESTRICTED:
        return f"elle interdit d’être incorporée (fsType {flags:#06x})"
    if flags & _NO_SUBSET:
        return f"elle interdit d’être réduite aux signes du livre (fsType {flags:#06x})"
    if flags & _BITMAP_ONLY:
        return f"elle ne permet d’incorporer que ses images de points (fsType {flags:#06x})"
    return ""


def _table(font: bytes, name: bytes) -> bytes:
    """The bytes of a table; none where the font does not hold it."""
    if len(font) < 12:
        return b""
    (count,) = struct.unpack_from(">H", font, 4)
    for entry in range(count):
        at = 12 + 16 * entry
        if font[at : at + 4] == name and at + 16 <= len(font):
            offset, length = struct.unpack_from(">II", font, at + 8)
            return font[offset : offset + length]
    return b""

"""The objects of a PDF, read from its bytes alone (ISO 32000-1, 7.2 to 7.5).

Written for the proofs, so that they see the file with other eyes than the library that wrote it.
Values: `Name`, `Ref`, `Stream`, bytes for strings, and Python's own numbers, booleans, None, lists
and dictionaries (keys without their slash). Of stream filters, FlateDecode is read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from pipeline.errors import PipelineError


class PdfReadError(PipelineError):
    """The bytes are not a PDF that can be followed; says why."""


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary and its bytes as stored."""

    entries: dict[str, Any]
    raw: bytes

    @property
    def data(self) -> bytes:
        """The bytes with their filters undone. Raises PdfReadError for a filter not known."""
        filters = self.entries.get("Filter", [])
        data = self.raw
        for name in filters if isinstance(filters, list) else [filters]:
            if name != "FlateDecode":
                raise PdfReadError(f"streams with the filter {name} are not read")
            data = zlib.decompressobj().decompress(data)
        parameters = self.entries.get("DecodeParms") or {}
        if isinstance(parameters, dict) and parameters.get("Predictor", 1) >= 10:
            return _undo_png(data, int(parameters.get("Columns", 1)))
        return data


_SPACE = rb"[\x00\t\n\x0c\r ]"
_REGULAR = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_SKIP = rb"(?:" + _SPACE + rb"+|%[^\r\n]*)*"
# Any value, or what begins or ends one; which it is, is the number of its group.
_VALUE = re.compile(
    _SKIP
    + rb"(?:(\d+)"
    + _SPACE
    + rb"+\d+"
    + _SPACE
    + rb"+R(?!"
    + _REGULAR
    + rb")"
    + rb"|([+-]?(?:\d+\.?\d*|\.\d+))(?!"
    + _REGULAR
    + rb")"
    + rb"|/("
    + _REGULAR
    + rb"*)"
    + rb"|(<<)|<([^>]*)>|(\()|(\[)"
    + rb"|("
    + _REGULAR
    + rb"+)"
    + rb"|(>>|\]))"
)
_REFERENCE, _NUMBER, _NAME, _DICTIONARY, _HEXADECIMAL, _STRING, _ARRAY, _WORD, _END = range(1, 10)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS = {b"true": True, b"false": False, b"null": None}


def read_value(data: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at an offset, and where it ends. A bare word comes back as `Name`
    with a leading « ! »: an operator of a content stream, or `endobj`, `stream` ...
    """
    found = _VALUE.match(data, at)
    if found is None or found.lastindex == _END:
        raise PdfReadError(f"no value at byte {at}")
    return _value(data, found)


def _value(data: bytes, found: re.Match[bytes]) -> tuple[Any, int]:
    """The value that a match begins or is, and where it ends."""
    kind = found.lastindex or 0
    words = found[kind]
    if kind == _REFERENCE:
        return Ref(int(words)), found.end()
    if kind == _NAME:
        return read_name(words), found.end()
    if kind == _NUMBER:
        return (float(words) if b"." in words else int(words)), found.end()
    if kind == _DICTIONARY:
        return _read_dictionary(data, found.end())
    if kind == _ARRAY:
        return _read_array(data, found.end())
    if kind == _HEXADECIMAL:
        digits = words.translate(None, b"\x00\t\n\x0c\r ")
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), found.end()
    if kind == _STRING:
        return _read_literal(data, found.end())
    return _WORDS.get(words, Name("!" + words.decode("latin-1"))), found.end()


@cache
def read_name(raw: bytes) -> Name:
    """A name as it is meant: `#` and two digits stand for a byte."""
    return Name(_ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), raw).decode("utf-8", "replace"))


def _read_array(data: bytes, at: int) -> tuple[list[Any], int]:
    values: list[Any] = []
    while (found := _inside(data, at)).lastindex != _END:
        value, at = _value(data, found)
        values.append(value)
    _expect(found, b"]")
    return values, found.end()


def _read_dictionary(data: bytes, at: int) -> tuple[dict[str, Any], int]:
    values: dict[str, Any] = {}
    while (found := _inside(data, at)).lastindex != _END:
        key, at = _value(data, found)
        values[str(key)], at = read_value(data, at)
    _expect(found, b">>")
    return values, found.end()


def _inside(data: bytes, at: int) -> re.Match[bytes]:
    """What comes next inside a value."""
    found = _VALUE.match(data, at)
    if found is None:
        raise PdfReadError(f"the data end inside a value, or there is none at byte {at}")
    return found


def _expect(found: re.Match[bytes], end: bytes) -> None:
    if found[_END] != end:
        raise PdfReadError(f"no value at byte {found.start(_END)}")


_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LITERAL = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|([()])|[^\\()]+", re.DOTALL)


def _read_literal(data: bytes, at: int) -> tuple[bytes, int]:
    parts: list[bytes] = []
    depth = 1
    while found := _LITERAL.match(data, at):
        at = found.end()
        if found[2]:
            depth += 1 if found[2] == b"(" else -1
            if depth == 0:
                return b"".join(parts), at
            parts.append(found[2])
        elif found[1]:
            parts.append(_unescape(found[1]))
        else:
            parts.append(found[0])
    raise PdfReadError("a string does not end")


def _unescape(escape: bytes) -> bytes:
    if escape[:1].isdigit():
        return bytes([int(escape, 8) & 255])
    return b"" if escape in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(escape, escape)


def _undo_png(data: bytes, columns: int) -> bytes:
    """Undo the PNG predictors None, Sub and Up, of one byte a sample."""
    rows, before = [], bytes(columns)
    for start in range(0, len(data), columns + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + columns])
        if kind == 1:
            for i in range(1, len(row)):
                row[i] = (row[i] + row[i - 1]) & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, before, strict=False))
        elif kind != 0:
            raise PdfReadError(f"the PNG predictor {kind} is not read")
        before = bytes(row)
        rows.append(before)
    return b"".join(rows)


def text_of_string(value: Any) -> str:
    """A text string as characters (7.9.2.2); nothing where there is none."""
    if not isinstance(value, bytes):
        return ""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8")
    # PDFDocEncoding is that of Windows, but for signs that no text of ours uses.
    return value.decode("cp1252", "replace")


class PdfFile:
    """A PDF whose objects are read when asked for. Raises PdfReadError."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.trailer: dict[str, Any] = {}
        self._places: dict[int, int | tuple[int, int]] = {}
        self._known: dict[int, Any] = {}
        self._bundles: dict[int, list[Any]] = {}
        start = re.findall(rb"startxref\s+(\d+)\s+%%EOF", data)
        if not data.startswith(b"%PDF-") or not start:
            raise PdfReadError("neither the head nor the foot is that of a PDF")
        self._read_places(int(start[-1]))

    @property
    def catalog(self) -> dict[str, Any]:
        """The root of the document."""
        root: dict[str, Any] = self.get(self.trailer.get("Root"))
        return root

    def get(self, value: Any) -> Any:
        """The object behind a reference; any other value as it is."""
        while isinstance(value, Ref):
            number = value.number
            if number not in self._known:
                self._known[number] = self._read_object(number)
            value = self._known[number]
        return value

    def objects(self) -> Iterator[Any]:
        """Every indirect object of the file, by number."""
        for number in sorted(self._places):
            yield self.get(Ref(number))

    def item(self, owner: Any, *keys: str) -> Any:
        """A value below dictionaries (or a stream's), or None where a key is missing."""
        value = self.get(owner)
        for key in keys:
            entries = value.entries if isinstance(value, Stream) else value
            value = self.get(entries.get(key)) if isinstance(entries, dict) else None
        return value

    @cached_property
    def pages(self) -> list[tuple[Ref, dict[str, Any]]]:
        """The pages in order, each with its reference; inherited entries are filled in."""
        found: list[tuple[Ref, dict[str, Any]]] = []

        def visit(reference: Any, inherited: dict[str, Any]) -> None:
            node = self.get(reference)
            if node.get("Type") == "Page":
                found.append((reference, {**inherited, **node}))
                return
            handed = {k: node[k] for k in ("Resources", "MediaBox", "CropBox") if k in node}
            for kid in self.get(node.get("Kids")) or []:
                visit(kid, {**inherited, **handed})

        visit(self.catalog.get("Pages"), {})
        return found

    # --- cross references -----------------------------------------------------------

    def _read_places(self, at: int) -> None:
        seen: set[int] = set()
        while at not in seen:
            seen.add(at)
            if self.data[at : at + 4] == b"xref":
                trailer = self._read_table(at)
            else:
                trailer = self._read_places_stream(at)
            self.trailer = {**trailer, **self.trailer}
            if not isinstance(trailer.get("Prev"), int):
                return
            at = trailer["Prev"]

    def _read_table(self, at: int) -> dict[str, Any]:
        end = self.data.index(b"trailer", at)
        number = 0
        for line in self.data[at + 4 : end].split(b"\n"):
            words = line.split()
            if len(words) == 2:
                number = int(words[0])
            elif len(words) == 3:
                if words[2] == b"n":
                    self._places.setdefault(number, int(words[0]))
                number += 1
        trailer: dict[str, Any] = read_value(self.data, end + 7)[0]
        return trailer

    def _read_places_stream(self, at: int) -> dict[str, Any]:
        stream = self._read_at(at)
        if not isinstance(stream, Stream):
            raise PdfReadError("the cross references are not to be found")
        entries = stream.entries
        widths = entries["W"]
        size = sum(widths)
        data = stream.data
        ranges = entries.get("Index", [0, entries["Size"]])
        offset = 0
        for first, count in zip(ranges[::2], ranges[1::2], strict=True):
            for number in range(first, first + count):
                kind, second, third = _fields(data[offset : offset + size], widths)
                offset += size
                if kind == 1:
                    self._places.setdefault(number, second)
                elif kind == 2:
                    self._places.setdefault(number, (second, third))
        return entries

    def _read_object(self, number: int) -> Any:
        place = self._places.get(number)
        if place is None:
            return None
        if isinstance(place, int):
            return self._read_at(place)
        bundle, index = place
        if bundle not in self._bundles:
            self._bundles[bundle] = self._read_bundle(bundle)
        return self._bundles[bundle][index]

    def _read_at(self, at: int) -> Any:
        found = re.compile(rb"\s*\d+\s+\d+\s+obj").match(self.data, at)
        if found is None:
            raise PdfReadError(f"no object at byte {at}")
        value, at = read_value(self.data, found.end())
        begin = re.compile(rb"\s*stream\r?\n").match(self.data, at)
        if begin is None or not isinstance(value, dict):
            return value
        length = self.get(value.get("Length"))
        return Stream(value, self.data[begin.end() : begin.end() + length])

    def _read_bundle(self, number: int) -> list[Any]:
        """The objects of an object stream."""
        stream = self.get(Ref(number))
        data, first = stream.data, stream.entries["First"]
        heads = data[:first].split()
        return [read_value(data, first + int(offset))[0] for offset in heads[1::2]]


def _fields(row: bytes, widths: list[int]) -> tuple[int, int, int]:
    values, at = [], 0
    for width in widths:
        values.append(int.from_bytes(row[at : at + width], "big") if width else 1)
        at += width
    return values[0], values[1], values[2]

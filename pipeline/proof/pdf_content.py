"""What a page paints, and under which mark (ISO 32000-1, 9.10 and 14.6).

Each thing painted comes with the number of its marked content (`mcid`), or as an artifact, or as
neither, which PDF/UA forbids. Text is given as characters by the ToUnicode map of its font.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.proof.pdf_objects import Name, PdfFile, Stream, read_value

Kind = Literal["text", "path", "image"]

UNKNOWN = "\ufffd"
"""Stands for a code that its font gives no character for."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Something painted on a page; `mcid` is -1 outside marked content with a number.

    `tags` are those of the marks around it, the outermost first; `hidden` text is not shown (text
    rendering mode 3).
    """

    kind: Kind
    mcid: int
    tags: tuple[str, ...]
    text: str = ""
    hidden: bool = False

    @property
    def artifact(self) -> bool:
        """Whether it is marked as no part of what is read."""
        return "Artifact" in self.tags


@dataclass(frozen=True, slots=True)
class _State:
    font: Any = None
    mode: int = 0


_TOKEN = re.compile(
    rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)*(?:"
    rb"(?P<operator>[A-Za-z'\"][A-Za-z0-9*]*)|"
    rb"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))|"
    rb"(?P<array>\[[^\[\]()%/]*\])|"
    rb"(?P<numbered><<[\x00\t\n\x0c\r ]*/MCID[\x00\t\n\x0c\r ]+(?P<mcid>\d+)[\x00\t\n\x0c\r ]*>>)|"
    rb"(?P<value>[/<(\[]))"
)
# Paths, clips, colours, widths of lines, places of text: long in drawings, often in text, and
# nothing that is asked here.
_SKIPPED = re.compile(
    rb"(?:[\x00\t\n\x0c\r ]*(?:(?:[+-]?[0-9.]+[\x00\t\n\x0c\r ]+)*"
    rb"(?:[mlcvyhwJjMgGkKni]|re|cm|rg|RG|W\*?|BT|ET|T[mdDcwzLs*])"
    rb"|/[A-Za-z0-9_]+[\x00\t\n\x0c\r ]+gs)(?=[\x00\t\n\x0c\r ]))+"
)
_HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2})*)>")
_PATHS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"))
_TEXTS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_INLINE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|$)")


def read_page(file: PdfFile, page: dict[str, Any]) -> Iterator[Painted]:
    """Everything a page paints, forms included, in order."""
    contents = file.get(page.get("Contents"))
    streams = contents if isinstance(contents, list) else [contents]
    data = b"\n".join(file.get(stream).data for stream in streams if stream is not None)
    yield from _Reader(file).read(data, page.get("Resources"), ())


class _Reader:
    """Reads content streams; decoders of fonts are kept for the file."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file

    def read(
        self, data: bytes, resources: Any, outer: tuple[tuple[str, int], ...]
    ) -> Iterator[Painted]:
        """What a stream paints, under the marks it stands in."""
        marks = list(outer)
        state, saved = _State(), []
        operands: list[Any] = []
        at = 0
        while found := _TOKEN.match(data, at):
            at = found.end()
            kind = found.lastgroup
            if kind == "value":
                value, at = read_value(data, at - 1)
                operands.append(value)
                continue
            if kind == "numbered":
                # By far the most frequent of dictionaries.
                operands.append({"MCID": int(found["mcid"])})
                continue
            if kind != "operator":
                operands.append(found[kind or 0])
                continue
            operator = found["operator"]
            if operator in _TEXTS:
                text = self._text(operands[-1], state)
                yield _painted("text", marks, text, hidden=state.mode == 3)
            elif operator in _PATHS or operator == b"sh":
                yield _painted("path", marks)
            elif operator in (b"BDC", b"BMC"):
                marks.append(self._mark(operands, resources))
            elif operator == b"EMC":
                marks.pop()
            elif operator == b"Do":
                yield from self._object(operands[-1], resources, marks)
            elif operator == b"Tf":
                font = self._file.item(resources, "Font", operands[-2])
                state = _State(font, state.mode)
            elif operator == b"Tr":
                state = _State(state.font, int(operands[-1]))
            elif operator == b"q":
                saved.append(state)
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"BI":
                yield _painted("image", marks)
                end = _INLINE_END.search(data, at)
                at = end.end() if end else len(data)
            operands.clear()
            skipped = _SKIPPED.match(data, at)
            at = skipped.end() if skipped else at

    def _mark(self, operands: list[Any], resources: Any) -> tuple[str, int]:
        """The tag and the number (or -1) of a mark."""
        tag = str(operands[0])
        if len(operands) < 2:
            return tag, -1
        properties = operands[1]
        if isinstance(properties, Name):
            properties = self._file.item(resources, "Properties", properties)
        number = properties.get("MCID", -1) if isinstance(properties, dict) else -1
        return tag, int(number)

    def _object(self, name: Any, resources: Any, marks: list[tuple[str, int]]) -> Iterator[Painted]:
        thing = self._file.item(resources, "XObject", name)
        if not isinstance(thing, Stream):
            return
        if thing.entries.get("Subtype") == "Form":
            own = thing.entries.get("Resources", resources)
            yield from self.read(thing.data, self._file.get(own), tuple(marks))
        else:
            yield _painted("image", marks)

    def _text(self, operand: Any, state: _State) -> str:
        decoder = decoder_of(self._file, state.font)
        if isinstance(operand, bytes) and operand.startswith(b"["):
            strings = _HEX.findall(operand)
            if len(strings) < operand.count(b"<"):
                # Spaces or an odd figure among them.
                values = read_value(operand, 0)[0]
                strings = [value.hex().encode() for value in values if isinstance(value, bytes)]
            codes = bytes.fromhex(b"".join(strings).decode("ascii"))
        elif isinstance(operand, list):
            codes = b"".join(part for part in operand if isinstance(part, bytes))
        else:
            codes = operand if isinstance(operand, bytes) else b""
        return decoder.decode(codes)


def _painted(
    kind: Kind, marks: list[tuple[str, int]], text: str = "", *, hidden: bool = False
) -> Painted:
    number = next((mcid for _, mcid in reversed(marks) if mcid >= 0), -1)
    return Painted(kind, number, tuple(tag for tag, _ in marks), text, hidden)


# --- fonts ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decoder:
    """Codes of a font, of `width` bytes each, to characters."""

    width: int
    characters: dict[int, str]

    def decode(self, codes: bytes) -> str:
        """The characters of a string of codes."""
        get, width = self.characters.get, self.width
        whole = len(codes) // width
        numbers = codes if width == 1 else struct.unpack(f">{whole}H", codes[: 2 * whole])
        return "".join([get(number, UNKNOWN) for number in numbers])


_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


def decoder_of(file: PdfFile, font: Any) -> Decoder:
    """The decoder of a font dictionary; one without map decodes nothing."""
    width = 2 if file.item(font, "Subtype") == "Type0" else 1
    stream = file.item(font, "ToUnicode")
    if not isinstance(stream, Stream):
        return Decoder(width, {})
    known = _DECODERS.get(stream.raw)
    if known is None:
        known = _DECODERS[stream.raw] = Decoder(width, read_map(stream.data))
    return known


_DECODERS: dict[bytes, Decoder] = {}


def read_map(data: bytes) -> dict[int, str]:
    """A ToUnicode map: codes to characters."""
    characters: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        values = read_value(b"[" + body + b"]", 0)[0]
        step = 2 if kind == b"bfchar" else 3
        for row in zip(*(values[i::step] for i in range(step)), strict=True):
            first = int.from_bytes(row[0], "big")
            if kind == b"bfchar":
                characters[first] = row[1].decode("utf-16-be")
                continue
            for code in range(first, int.from_bytes(row[1], "big") + 1):
                if isinstance(row[2], list):
                    characters[code] = row[2][code - first].decode("utf-16-be")
                else:
                    begin = int.from_bytes(row[2], "big") + code - first
                    characters[code] = begin.to_bytes(len(row[2]), "big").decode("utf-16-be")
    return characters

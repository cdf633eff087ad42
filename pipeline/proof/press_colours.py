"""Colours of a press PDF: every operator, picture, gradient and group is CMYK or grey.

Contents are read token by token (ISO 32000-1, 7.2 and 8.6.8), by other code than the maker's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.proof.press_file import PressReader

_SPACES = frozenset(("/DeviceCMYK", "/DeviceGray", "/Pattern"))
_TOKEN = re.compile(
    rb"%[^\r\n]*|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s\[\]<>()/%]*"
    rb"|[+-]?(?:\d+\.?\d*|\.\d+)|[A-Za-z'\"][A-Za-z0-9*]*",
    re.S,
)
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_SHOWN = frozenset((b"Tj", b"TJ", b"'", b'"'))


@dataclass(slots=True)
class PageColours:
    """What a page sets: foreign colours, and texts in black or in the ink of running text."""

    foreign: Counter[str] = field(default_factory=Counter)
    operators: int = 0
    black_texts: int = 0
    mixed_texts: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    scale: float = 1.0
    size: float = 0.0
    fill: tuple[float, ...] = ()


def read_colours(
    reader: PressReader, page: str, text: tuple[float, ...], small: float
) -> PageColours:
    """The colours of a page and of all it shows.

    `text` is the ink of running text (0 to 1), `small` the size in points below which it must
    not be used for text.
    """
    found = PageColours()
    scanner = _Scanner(reader, found, text, small)
    scanner.scan(reader.page_content(page), reader.find(page, "/Resources"), _State())
    return found


def read_spaces(reader: PressReader) -> Counter[str]:
    """Colour spaces of pictures, gradients, groups and resources that are not CMYK or grey."""
    foreign: Counter[str] = Counter()
    for item in reader.dictionaries():
        for key in ("/ColorSpace", "/CS"):
            space = reader.get(item.get(key))
            named = space.values() if isinstance(space, dict) else [space]
            for value in named if space is not None else ():
                name = _space_name(reader, value)
                foreign[name] += name not in _SPACES
    return +foreign


def _space_name(reader: PressReader, value: Any) -> str:
    space = reader.get(value)
    return str(space[0] if isinstance(space, list) else space)


@dataclass(slots=True)
class _Scanner:
    """Follows a content and the forms it shows."""

    reader: PressReader
    found: PageColours
    text: tuple[float, ...]
    small: float
    _depth: int = 0

    def scan(self, content: bytes, resources: Any, state: _State) -> None:
        """Count what a content does."""
        stack, text_scale = [], 1.0
        for operator, operands in instructions(content):
            if operator == b"q":
                stack.append(state)
            elif operator == b"Q" and stack:
                state = stack.pop()
            elif operator == b"cm":
                state = _State(state.scale * _scale(operands), state.size, state.fill)
            elif operator == b"Tf":
                state = _State(state.scale, float(operands[-1]), state.fill)
            elif operator == b"BT":
                text_scale = 1.0
            elif operator == b"Tm":
                text_scale = _scale(operands)
            elif operator in _SHOWN:
                self._show(state, abs(state.size) * text_scale * state.scale)
            elif operator == b"Do":
                self._enter(operands[-1], resources, state)
            else:
                fill = self._colour(operator, operands)
                state = _State(state.scale, state.size, fill) if fill is not None else state

    def _colour(self, operator: bytes, operands: list[bytes]) -> tuple[float, ...] | None:
        """The fill colour that an operator sets, if it does."""
        if operator in (b"k", b"K", b"g", b"G"):
            self.found.operators += 1
            values = tuple(float(value) for value in operands)
            return values if operator in (b"k", b"g") else None
        if operator in (b"rg", b"RG"):
            self.found.foreign["DeviceRGB"] += 1
        elif operator in (b"cs", b"CS"):
            name = operands[-1].decode("latin-1")
            self.found.operators += 1
            self.found.foreign[name.removeprefix("/")] += name not in _SPACES
            return () if operator == b"cs" else None
        elif operator == b"BI":
            # Its colour space is abbreviated, its data unreadable here: nobody should make one.
            self.found.foreign["image en ligne"] += 1
        return None

    def _show(self, state: _State, size: float) -> None:
        if size >= self.small - 1e-3:
            return
        fill = state.fill
        if fill == (0.0, 0.0, 0.0, 1.0):
            self.found.black_texts += 1
        close = len(fill) == 4 and all(
            abs(a - b) < 1e-3 for a, b in zip(fill, self.text, strict=True)
        )
        self.found.mixed_texts += close

    def _enter(self, name: bytes, resources: Any, state: _State) -> None:
        """Follow a form to its content."""
        shown = self.reader.find(resources, "/XObject") or {}
        reference = shown.get(name.decode("latin-1"), "")
        form = self.reader.get(reference)
        if not isinstance(form, dict) or form.get("/Subtype") != "/Form" or self._depth > 20:
            return
        matrix = [float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0))]
        scale = state.scale * _determinant(matrix)
        self._depth += 1
        own = form.get("/Resources", resources)
        self.scan(self.reader.data(reference), own, _State(scale, state.size, state.fill))
        self._depth -= 1


def instructions(content: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Operators of a content with their operands, as bytes."""
    operands: list[bytes] = []
    for match in _TOKEN.finditer(content):
        token = match[0]
        first = token[:1]
        if first == b"%":
            continue
        if first.isalpha() or first in (b"'", b'"'):
            if token in (b"true", b"false", b"null"):
                operands.append(token)
                continue
            yield token, operands
            operands = []
        else:
            operands.append(token)


def _scale(operands: list[bytes]) -> float:
    return _determinant([float(value) for value in operands if _NUMBER.fullmatch(value)])


def _determinant(matrix: list[float]) -> float:
    a, b, c, d = matrix[:4]
    return float(abs(a * d - b * c) ** 0.5)

"""Plain paths of drawings, written into a page in one pass.

Our maps and plots are paths of tens of thousands of points: plain numbers, straight lines. For
each of them the engine looks through what is left of the path, and keeps the angles of its corners
for arrowheads it has not; that is a fifth of what making a PDF takes. Here a path is read once, to
the same bytes. Whatever is written in another way (curves, arcs, units, numbers not parted by
spaces, markers) goes to the engine.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint import svg as engine

_PLAIN = re.compile(r"[Mm][MmLlHhVvZz0-9 .-]*")
_COMMAND = re.compile(r"([MmLlHhVvZz])([^MmLlHhVvZz]*)")
# Dots are next to nothing but this: to a place, and a little to the right (see `drawings.svg`).
_DOTS = re.compile(r"(?:M[0-9.-]+ [0-9.-]+h[0-9.-]+)+")
_DOT = re.compile(r"M([^ ]+) ([^h]+)h([^M]+)")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")


class _NotPlain(Exception):
    """The path is one for the engine."""


class _Pen:
    """Writes a path's operators (ISO 32000, 8.5.2), as many decimals as the engine gives."""

    def __init__(self) -> None:
        # The engine begins every path so.
        self.written = ["0 0 m"]
        self.x = self.y = 0.0
        self._start = 0.0, 0.0
        self._drawing = False

    def obey(self, letter: str, numbers: Sequence[float]) -> None:
        """Follow one command."""
        if letter in "Zz":
            self._close(numbers)
        elif letter in "HhVv":
            self._straight(letter, numbers)
        elif not numbers or len(numbers) % 2:
            raise _NotPlain
        else:
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            if letter in "Mm":
                self._move(points.pop(0), relative=letter == "m")
            self._lines(points, relative=letter in "ml")

    def dots(self, places: Sequence[tuple[str, str, str]]) -> None:
        """Draw lines to the right: where each begins, and how long it is."""
        for left, top, length in places:
            x, y = float(left), _figures(float(top))
            self.written.append(f"{_figures(x)} {y} m\n{_figures(float(length) + x)} {y} l")

    def _move(self, point: tuple[float, float], *, relative: bool) -> None:
        x, y = point
        self.x, self.y = (x + self.x, y + self.y) if relative else (x, y)
        self.written.append(f"{_figures(self.x)} {_figures(self.y)} m")
        self._drawing = False

    def _lines(self, points: Sequence[tuple[float, float]], *, relative: bool) -> None:
        if points:
            self._begin()
        at_x, at_y = self.x, self.y
        for x, y in points:
            if relative:
                at_x, at_y = x + at_x, y + at_y
            else:
                at_x, at_y = x, y
            self.written.append(f"{_figures(at_x)} {_figures(at_y)} l")
        self.x, self.y = at_x, at_y

    def _straight(self, letter: str, numbers: Sequence[float]) -> None:
        if not numbers:
            raise _NotPlain
        for number in numbers:
            x, y = (number, 0.0) if letter in "Hh" else (0.0, number)
            if letter == "H":
                y = self.y
            elif letter == "V":
                x = self.x
            else:
                x, y = x + self.x, y + self.y
            self._lines([(x, y)], relative=False)

    def _begin(self) -> None:
        if not self._drawing:
            self._start = self.x, self.y
            self._drawing = True

    def _close(self, numbers: Sequence[float]) -> None:
        if numbers:
            raise _NotPlain
        if self._drawing:
            self.written.append("h")
            self.x, self.y = self._start
        self._drawing = False


def _figures(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    return f"{value:f}".rstrip("0")


def write_path(data: str) -> bytes | None:
    """The operators of a path, or nothing if it is one for the engine."""
    if not _PLAIN.fullmatch(data):
        return None
    pen = _Pen()
    try:
        if _DOTS.fullmatch(data):
            pen.dots(_DOT.findall(data))
            data = ""
        for letter, numbers in _COMMAND.findall(data):
            pen.obey(letter, [float(number) for number in numbers.split()])
    except (ValueError, _NotPlain):
        return None
    return "\n".join(pen.written).encode()


@contextmanager
def plain_paths() -> Iterator[None]:
    """Write plain paths inside the block."""
    draw = engine.TAGS["path"]

    def draw_path(svg: Any, node: Any, font_size: float) -> None:
        written = None
        if not any(node.get(marker) for marker in _MARKERS):
            written = write_path(node.get("d", ""))
        if written is None:
            draw(svg, node, font_size)
        else:
            svg.stream.stream.append(written)

    engine.TAGS["path"] = draw_path
    try:
        yield
    finally:
        engine.TAGS["path"] = draw

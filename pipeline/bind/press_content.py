"""Contents of pages and forms in press inks (ISO 32000-1, 8.6.8 and 9.3).

Every colour in DeviceRGB becomes DeviceCMYK. Small text in the ink of running text is printed in
black alone, over what is below it: four inks never meet exactly, and letters would blur.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Operator

from pipeline.bind.press_inks import Cmyk, Inks, Rgb

SMALL = 12.0
"""Size in points below which text is small."""

_OVER, _KNOCK = Name("/PressOver"), Name("/PressKnock")
_BLACK: Cmyk = (0, 0, 0, 100)
_SHOWN = frozenset(("Tj", "TJ", "'", '"'))
# What may paint something else than text in the fill colour, or begins to.
_OTHER = frozenset(("m", "re", "Do", "sh", "BI", "INLINE IMAGE"))
# Marks of the structure tree, which the press edition does not have.
_MARKS = frozenset(("BDC", "BMC", "EMC", "MP", "DP"))

Instruction = tuple[list[Any], Operator]


@dataclass(frozen=True, slots=True)
class State:
    """What of the graphics state decides about small text.

    `scale` is the size in points of a unit; `fill` the colour asked for; `black` whether black
    alone stands in its place.
    """

    scale: float = 1.0
    size: float = 0.0
    fill: Rgb | None = None
    black: bool = False


@dataclass(slots=True)
class Rewriter:
    """Rewrites a book's contents with its inks; `text` is the colour of running text."""

    book: pikepdf.Pdf
    inks: Inks
    text: Rgb
    _done: set[tuple[int, int]] = field(default_factory=set)

    def rewrite_page(self, page: pikepdf.Page) -> None:
        """Rewrite the content of a page, and of all forms and patterns it shows."""
        instructions = read_instructions(page.obj)
        resources = page.obj.Resources
        content = self._convert(instructions, resources, State())
        page.obj.Contents = self.book.make_stream(pikepdf.unparse_content_stream(content))

    def rewrite_form(self, form: Object, state: State) -> None:
        """Rewrite a form, a mask's group or a tile; each once, however often it is shown."""
        if form.objgen in self._done:
            return
        self._done.add(form.objgen)
        matrix = [float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0))]
        inside = replace(state, scale=state.scale * _scale_of(matrix))
        resources = form.get("/Resources", Dictionary())
        content = self._convert(read_instructions(form), resources, inside)
        form.write(pikepdf.unparse_content_stream(content))

    def _convert(
        self, instructions: Iterable[Instruction], resources: Object, state: State
    ) -> list[Instruction]:
        converter = _Converter(self, resources, state)
        content = [out for item in instructions for out in converter.step(*item)]
        self._rewrite_resources(resources, state)
        if converter.used_black:
            _add_overprint(resources)
        return content

    def _rewrite_resources(self, resources: Object, state: State) -> None:
        """Tiles and masks, which no operator of a content shows by itself."""
        for pattern in _values(resources, "/Pattern"):
            if isinstance(pattern, pikepdf.Stream):
                self.rewrite_form(pattern, State(scale=state.scale))
        for graphics in _values(resources, "/ExtGState"):
            mask = graphics.get("/SMask")
            if isinstance(mask, Dictionary):
                self.rewrite_form(mask.G, State(scale=state.scale))


class _Converter:
    """Steps through one content, keeping its graphics state."""

    def __init__(self, rewriter: Rewriter, resources: Object, state: State) -> None:
        self._rewriter = rewriter
        self._forms: Any = resources.get("/XObject", {})
        self._state = state
        self._stack: list[State] = []
        self._text_scale = 1.0
        self.used_black = False

    def step(self, operands: list[Any], operator: Operator) -> Iterator[Instruction]:
        """What stands for one instruction in the new content."""
        name = str(operator)
        if name in _MARKS:
            return
        if name in _SHOWN:
            yield from self._set_black(self._is_small_text())
        elif name in _OTHER:
            yield from self._set_black(False)
        if name in ("rg", "RG"):
            yield from self._colour(rgb_of(operands), stroke=name == "RG")
            return
        self._follow(name, operands)
        if name == "Do":
            shown: Any = self._forms.get(str(operands[0]), {})
            if shown.get("/Subtype") == Name.Form:
                self._rewriter.rewrite_form(shown, self._state)
        yield operands, operator

    def _follow(self, name: str, operands: list[Any]) -> None:
        """Keep the state as an operator leaves it."""
        if name == "q":
            self._stack.append(self._state)
        elif name == "Q" and self._stack:
            self._state = self._stack.pop()
        elif name == "cm":
            matrix = [float(value) for value in operands]
            self._state = replace(self._state, scale=self._state.scale * _scale_of(matrix))
        elif name == "Tf":
            self._state = replace(self._state, size=float(operands[1]))
        elif name == "BT":
            self._text_scale = 1.0
        elif name == "Tm":
            self._text_scale = _scale_of([float(value) for value in operands])
        elif name in ("g", "k", "cs"):
            self._state = replace(self._state, fill=None)

    def _colour(self, colour: Rgb, *, stroke: bool) -> Iterator[Instruction]:
        inks = self._rewriter.inks[colour]
        if not stroke:
            if self._state.black:
                yield [_KNOCK], Operator("gs")
            self._state = replace(self._state, fill=colour, black=False)
        yield ink_operands(inks), Operator("K" if stroke else "k")

    def _is_small_text(self) -> bool:
        state = self._state
        size = abs(state.size) * self._text_scale * state.scale
        return state.fill == self._rewriter.text and size < SMALL - 1e-6

    def _set_black(self, black: bool) -> Iterator[Instruction]:
        """Change between black alone and the inks of the colour asked for."""
        state = self._state
        if black == state.black or state.fill is None:
            return
        self._state = replace(state, black=black)
        self.used_black = self.used_black or black
        yield [_OVER if black else _KNOCK], Operator("gs")
        inks = _BLACK if black else self._rewriter.inks[state.fill]
        yield ink_operands(inks), Operator("k")


def read_instructions(content: Object) -> list[Instruction]:
    """The instructions of a page or a form."""
    return [(list(item.operands), item.operator) for item in pikepdf.parse_content_stream(content)]


def rgb_of(operands: Iterable[Object]) -> Rgb:
    """The colour of three operands from 0 to 1."""
    red, green, blue = (round(255 * min(1.0, max(0.0, float(value)))) for value in operands)
    return (red, green, blue)


def ink_operands(inks: Cmyk) -> list[Any]:
    """Inks in percent as operands from 0 to 1, of at most four decimals."""
    return [Decimal(f"{value / 100:.4f}".rstrip("0").rstrip(".")) for value in inks]


def colours_of(book: pikepdf.Pdf) -> set[Rgb]:
    """Every colour that pages, forms, tiles and masks of a book set in DeviceRGB."""
    colours: set[Rgb] = set()
    contents: list[Object] = [page.obj for page in book.pages]
    contents += [item for item in list(book.objects) if is_content(item)]
    for content in contents:
        for operands, operator in read_instructions(content):
            if str(operator) in ("rg", "RG"):
                colours.add(rgb_of(operands))
    return colours


def is_content(item: Object) -> bool:
    """Whether an object is a form or a tile."""
    return isinstance(item, pikepdf.Stream) and (
        item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1
    )


def _values(resources: Object, kind: str) -> list[Object]:
    return [value for _, value in sorted(resources.get(kind, {}).items())]


def _scale_of(matrix: list[float]) -> float:
    a, b, c, d = matrix[:4]
    return math.sqrt(abs(a * d - b * c))


def _add_overprint(resources: Object) -> None:
    """The two graphics states: black printed over what is below, or everything knocked out."""
    if "/ExtGState" not in resources:
        resources.ExtGState = Dictionary()
    resources.ExtGState[_OVER] = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    resources.ExtGState[_KNOCK] = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)

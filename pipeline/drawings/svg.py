"""Drawings as plain values, and the few SVG shapes they are made of.

Lengths are millimetres. Coordinates are written with two decimals (a hundredth of a
millimetre), paths in relative coordinates, shapes of one colour merged into one path: a
drawing stays small and cheap to typeset. Every shape says its fill, since a shape without one
is painted in device RGB by the engine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pipeline.errors import PipelineError, nearest

Point = tuple[float, float]
Palette = Mapping[str, str]

SANS = "Source Sans 3"
SERIF = "Source Serif 4 Display"
SMALLEST_TEXT = 2.5
"""Height in mm of the smallest letters allowed in a drawing (7.1 pt)."""

LARGE_DOT = 0.8
"""Radius in mm from which a dot is drawn with arcs."""


class NoDrawing(PipelineError):
    """The data at hand give no such drawing; the caller shows a plain form instead."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: SVG source, size in mm, title and description in French."""

    svg: str
    width: float
    height: float
    title: str
    description: str


def tone(palette: Palette, name: str) -> str:
    """The colour of a palette name as `#RRGGBB`; a wrong name is answered with the nearest."""
    if name in palette:
        return palette[name]
    hint = nearest(name, palette)
    raise PipelineError(
        f"no colour named {name!r} in the palette" + (f"; did you mean {hint!r}?" if hint else "")
    )


def mix(first: str, second: str, share: float) -> str:
    """The colour at `share` (0 to 1) of the way from one `#RRGGBB` to another."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def num(value: float) -> str:
    """A number with at most two decimals and nothing superfluous."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


class _Hundredths(dict[int, str]):
    """Numbers of hundredths as they are written, made once: maps repeat them by the thousand."""

    def __missing__(self, value: int) -> str:
        text = self[value] = num(value / 100)
        return text


_HUNDREDTHS = _Hundredths()


def line_path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Path data of a broken line in relative coordinates; repeated points are left out.

    Differences are taken between rounded points, so that rounding never adds up.
    """
    return rounded_path([(round(x * 100), round(y * 100)) for x, y in points], closed=closed)


def rounded_path(points: Sequence[Sequence[int]], *, closed: bool = False) -> str:
    """Path data of a broken line through points in whole hundredths (see `line_path`)."""
    if not points:
        return ""
    written = _HUNDREDTHS
    left, top = x0, y0 = points[0]
    parts = []
    for x, y in points:
        if x != x0 or y != y0:
            parts.append(f"{written[x - x0]} {written[y - y0]}")
            x0, y0 = x, y
    if closed and parts and x0 == left and y0 == top:
        parts.pop()
    if not parts:
        return ""
    return f"M{written[left]} {written[top]}l{' '.join(parts)}" + ("z" if closed else "")


def segments_path(segments: Iterable[tuple[Point, Point]]) -> str:
    """Path data of many separate lines."""
    return "".join(line_path(pair) for pair in segments)


def dots_path(points: Iterable[Point]) -> str:
    """Path data of dots: lines of next to no length, to be stroked with round caps."""
    return "".join(f"M{num(x - 0.01)} {num(y)}h.02" for x, y in points)


def discs_path(points: Iterable[Point], radius: float) -> str:
    """Path data of discs: two arcs each."""
    r, d = num(radius), num(2 * radius)
    half = f"a{r} {r} 0 1 0 "
    return "".join(f"M{num(x - radius)} {num(y)}{half}{d} 0{half}-{d} 0z" for x, y in points)


def arc_path(centre: Point, radius: float, start: float, end: float) -> str:
    """Path data of an arc; angles in degrees, 0 at the top, clockwise; at most a full turn."""
    if end - start >= 359.99:
        middle = start + 180
        return arc_path(centre, radius, start, middle) + arc_path(centre, radius, middle, end)
    (x0, y0), (x1, y1) = polar(centre, radius, start), polar(centre, radius, end)
    large = 1 if end - start > 180 else 0
    return f"M{num(x0)} {num(y0)}A{num(radius)} {num(radius)} 0 {large} 1 {num(x1)} {num(y1)}"


def polar(centre: Point, radius: float, angle: float) -> Point:
    """The point at a distance and an angle (degrees, 0 at the top, clockwise) from a centre."""
    turn = math.radians(angle - 90)
    return centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)


def _attributes(values: Mapping[str, str | float | None]) -> str:
    parts = []
    for key, value in values.items():
        if value is not None:
            text = value if isinstance(value, str) else num(value)
            parts.append(f" {key.rstrip('_').replace('_', '-')}={quoteattr(text)}")
    return "".join(parts)


def path(data: str, fill: str = "none", **attributes: str | float | None) -> str:
    """A path, or nothing where there is no data."""
    if not data:
        return ""
    return f'<path d="{data}" fill="{fill}"{_attributes(attributes)}/>'


def stroke(data: str, colour: str, width: float, **attributes: str | float | None) -> str:
    """A line of a colour and a width in mm."""
    return path(data, "none", stroke=colour, stroke_width=width, **attributes)


def dots(points: Iterable[Point], radius: float, colour: str, opacity: float | None = None) -> str:
    """Discs of one size and colour in one path.

    Small ones are short lines with round caps (ISO 32000, 8.5.3.2): a tenth of the bytes of arcs
    in the PDF. They are 0.02 mm long, as a line of no length comes out oval in some viewers.
    """
    if radius >= LARGE_DOT:
        return path(discs_path(points, radius), colour, fill_opacity=opacity)
    return path(
        dots_path(points),
        "none",
        stroke=colour,
        stroke_width=2 * radius,
        stroke_linecap="round",
        stroke_opacity=opacity,
    )


def circle(
    centre: Point, radius: float, fill: str = "none", **attributes: str | float | None
) -> str:
    """A circle."""
    return (
        f'<circle cx="{num(centre[0])}" cy="{num(centre[1])}" r="{num(radius)}" fill="{fill}"'
        f"{_attributes(attributes)}/>"
    )


def rect(
    x: float, y: float, width: float, height: float, fill: str, **attributes: str | float | None
) -> str:
    """A rectangle."""
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" '
        f'fill="{fill}"{_attributes(attributes)}/>'
    )


def text(
    place: Point,
    words: str,
    size: float,
    fill: str,
    *,
    weight: int = 400,
    anchor: str = "start",
    family: str = SANS,
    halo: str = "",
    turn: float | None = None,
    opacity: float | None = None,
) -> str:
    """A line of text, `size` in mm; `halo` is the colour of a ground painted around the letters.

    The halo is the same text stroked and set below: the engine does not apply `paint-order`.
    """
    if size < SMALLEST_TEXT:
        raise ValueError(f"text of {size} mm: nothing below {SMALLEST_TEXT} mm can be read")
    attributes = _attributes(
        {
            "x": None if turn is not None else place[0],
            "y": None if turn is not None else place[1],
            "font_family": family,
            "font_size": size,
            "font_weight": str(weight),
            "text_anchor": None if anchor == "start" else anchor,
            "transform": None
            if turn is None
            else f"translate({num(place[0])} {num(place[1])}) rotate({num(turn)})",
        }
    )
    below = ""
    if halo:
        below = (
            f'<text{attributes} fill="{halo}" stroke="{halo}" stroke-width="{num(size * 0.28)}" '
            f'stroke-linejoin="round">{escape(words)}</text>'
        )
    return (
        f'{below}<text{attributes} fill="{fill}"{_attributes({"fill_opacity": opacity})}>'
        f"{escape(words)}</text>"
    )


def text_lines(
    place: Point,
    lines: Sequence[str],
    size: float,
    leading: float,
    fill: str,
    *,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    """Lines of text one below the other; `place` is the baseline of the first."""
    return "".join(
        text((place[0], place[1] + i * leading), line, size, fill, weight=weight, anchor=anchor)
        for i, line in enumerate(lines)
    )


def finish(
    body: str | Iterable[str], width: float, height: float, title: str, description: str
) -> Drawing:
    """The drawing of a body; its title and description also stand inside the SVG."""
    inside = body if isinstance(body, str) else "".join(body)
    width, height = round(width, 2), round(height, 2)
    source = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{num(width)}mm" '
        f'height="{num(height)}mm" viewBox="0 0 {num(width)} {num(height)}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{inside}</svg>"
    )
    return Drawing(source, width, height, title, description)

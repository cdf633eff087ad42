"""Bars: values on one axis, a whole in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.drawings import words
from pipeline.drawings.metrics import text_width
from pipeline.drawings.svg import (
    Drawing,
    NoDrawing,
    Palette,
    finish,
    mix,
    rect,
    stroke,
    text,
    tone,
)

PART_TONES = ("vermillon", "ocre", "verdigris", "encre")


def bars(
    palette: Palette,
    *,
    items: Sequence[Mapping[str, Any]],
    width: float = 178.0,
    unit: str = "%",
    colour: str = "vermillon",
    thick: float = 8.0,
    title: str = "",
    signed: bool | None = None,
) -> Drawing:
    """Horizontal bars from one axis, negative values to its left; the first item is lit.

    `items`: mappings with `value` and `label`; the value and the label stand after the bar.
    Lengths are proportional. `signed` writes the plus sign (default: where values differ in
    sign).
    """
    values = [float(item["value"]) for item in items]
    if not values or not any(values):
        raise NoDrawing("bars need a value other than zero")
    plus = (min(values) < 0 < max(values)) if signed is None else signed
    size, gap = 4.0, 4.0
    captions = [
        _caption(v, unit, str(item.get("label", "")), plus)
        for v, item in zip(values, items, strict=True)
    ]
    low, high = min(0.0, *values), max(0.0, *values)
    # The longest bar leaves room for its own caption; captions stand right of axis and bar.
    scale = min(
        (width - text_width(c, size, 600) - 3) / (max(v, 0.0) - low)
        for v, c in zip(values, captions, strict=True)
        if max(v, 0.0) - low > 0
    )
    scale = min(scale, width * 0.62 / (high - low))
    if scale <= 0:
        raise NoDrawing("the captions leave no room for bars")
    axis, ink = -low * scale + 0.2, tone(palette, "encre")
    grey = mix(tone(palette, "encre-2"), tone(palette, "filet"), 0.5)
    body = []
    for i, (value, caption) in enumerate(zip(values, captions, strict=True)):
        y = 2 + i * (thick + gap)
        fill = tone(palette, colour) if i == 0 else grey
        body.append(rect(axis + min(value, 0) * scale, y, abs(value) * scale, thick, fill))
        place = (axis + max(value, 0) * scale + 2.5, y + thick / 2 + size * 0.35)
        body.append(text(place, caption, size, ink, weight=600))
    height = 2 + len(values) * (thick + gap)
    body.append(stroke(f"M{axis:.2f} 0V{height - 2:.2f}", ink, 0.3))
    return finish(
        body,
        width,
        height,
        title or "Barres sur un même axe",
        f"Longueurs proportionnelles{words.FIXED}: {words.listed(captions)}.",
    )


def _caption(value: float, unit: str, label: str, plus: bool) -> str:
    sign = "+" if plus and value > 0 else ""
    number = f"{sign}{words.number(value, 2)}"
    joined = f"{number}{words.NARROW}{unit}" if unit else number
    return f"{joined} {label}".strip()


def split(
    palette: Palette,
    *,
    items: Sequence[Mapping[str, Any]],
    whole: float | None = None,
    width: float = 36.0,
    thick: float = 4.0,
    unit: str = "",
) -> Drawing:
    """One bar cut in parts, in proportion; what is missing from `whole` is left in stone.

    `items`: mappings with `value`, `label`, and `colour` where not the usual order.
    """
    values = [float(item["value"]) for item in items]
    total = whole if whole is not None else sum(values)
    if not values or min(values) < 0 or total <= 0 or sum(values) > total * 1.0001:
        raise NoDrawing(f"parts {values} do not make {total}")
    parts = [
        (value, str(item.get("colour", PART_TONES[i % len(PART_TONES)])))
        for i, (value, item) in enumerate(zip(values, items, strict=True))
    ]
    if total - sum(values) > total * 0.0001:
        parts.append((total - sum(values), "filet"))
    gap = 0.4
    room = width - gap * (len(parts) - 1)
    body, x = [], 0.0
    for value, colour in parts:
        length = room * value / total
        body.append(rect(x, 0, length, thick, tone(palette, colour)))
        x += length + gap
    each = [
        f"{item.get('label', '')} {words.number(v, 2)}{f' {unit}' if unit else ''}".strip()
        for item, v in zip(items, values, strict=True)
    ]
    return finish(
        body,
        width,
        thick,
        "Répartition",
        f"Sur {words.number(total, 2)}{f' {unit}' if unit else ''}{words.FIXED}: "
        f"{words.listed(each)}.",
    )

"""The design tokens of `styles/tokens.css`, as the specimen shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COLOUR = re.compile(
    r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6});(?:\s*--\1-cmyk:\s*([\d. ]+);)?(?:\s*/\*\s*(.*?)\s*\*/)?"
)
_TYPE = re.compile(
    r"--type-([a-z0-9-]+):\s*((?:italic )?)(\d+) ([\d.]+pt)/([\d.]+\w+) var\(--(\w+)\)"
)
_PART = re.compile(r"^\.part-([a-z0-9-]+)\s*\{\s*--pc:", re.M)


@dataclass(frozen=True, slots=True)
class ColourToken:
    """A colour: its value on screen, its inks in percent, what it is for ("" where unsaid)."""

    name: str
    value: str
    inks: str
    role: str
    contrast: float


@dataclass(frozen=True, slots=True)
class TypeToken:
    """A face, size and leading; `words` say them."""

    name: str
    words: str
    size: float


def read_colours(tokens: Path, ground: str = "papier") -> list[ColourToken]:
    """The colours in their order, with their contrast to the page (WCAG 2.2), from 1 to 21."""
    found = _COLOUR.findall(tokens.read_text(encoding="utf-8"))
    values = {name: value for name, value, *_ in found}
    return [
        ColourToken(name, value, inks, role, _contrast(value, values.get(ground, "#FFFFFF")))
        for name, value, inks, role in found
    ]


def read_types(tokens: Path) -> list[TypeToken]:
    """The type scale, the largest first."""
    text = tokens.read_text(encoding="utf-8")
    found = [
        TypeToken(
            name,
            f"{face} {weight}{' italique' if italic else ''}, {size}/{leading}",
            float(size[:-2]),
        )
        for name, italic, weight, size, leading, face in _TYPE.findall(text)
    ]
    return sorted(found, key=lambda token: (-token.size, token.name))


def read_part_colours(tokens: Path) -> list[str]:
    """The names of the colours that parts may have (`.part-NAME`)."""
    return _PART.findall(tokens.read_text(encoding="utf-8"))


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Iterator[float]:
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        yield part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

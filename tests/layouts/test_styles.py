"""The style sheets keep their own rules: one place for raw values, one name for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.layouts.typesetter import LAYOUTS, STYLES

SHEETS = sorted(
    file for file in STYLES.rglob("*.css") if file.name not in ("tokens.css", "epub.css")
)
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
# What layouts give in a style attribute.
GIVEN = {"margin-height", "margin-full", "even", "even-compact", "even-beside", "even-dense"}
COLOURS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6});", TOKENS))
INKS = {
    name: tuple(int(part) for part in values.split())
    for name, values in re.findall(r"--([a-z0-9-]+)-cmyk: ([0-9 ]+);", TOKENS)
}
IMPORT = re.compile(r'@import url\("([^"]+)"\)')


def without_comments(file: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("file", SHEETS, ids=lambda file: file.relative_to(STYLES).as_posix())
def test_raw_values_live_in_tokens(file: Path) -> None:
    text = without_comments(file)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|device-cmyk\(", text)
    if file.name != "fonts.css":
        assert "font-family" not in text
        assert not re.search(r"\bfont: (?!var\(--type-|inherit)", text)
    used = set(re.findall(r"var\(--([a-z0-9-]+)", text))
    known = set(re.findall(r"--([a-z0-9-]+):", TOKENS + text)) | GIVEN
    assert used <= known, used - known


def test_every_sheet_is_imported_once() -> None:
    imported = IMPORT.findall((STYLES / "print.css").read_text(encoding="utf-8"))
    assert len(imported) == len(set(imported))
    expected = {file.relative_to(STYLES).as_posix() for file in SHEETS}
    # Those of the layer and of the specimen are for documents of their own.
    expected -= {"print.css", "layer.css", "debug.css", "specimen.css"}
    assert set(imported) == expected | {"tokens.css"}


def test_page_masters_live_in_one_file() -> None:
    holders = {file.name for file in SHEETS if "@page" in without_comments(file)}
    assert holders == {"pages.css", "layer.css"}


def test_every_kind_of_section_has_layout_and_style() -> None:
    layouts = {file.name.split(".")[0] for file in (LAYOUTS / "sections").glob("*.html.j2")}
    styles = {file.stem for file in (STYLES / "sections").glob("*.css")}
    assert layouts == styles


def test_every_colour_has_its_pair_for_press() -> None:
    assert set(INKS) == set(COLOURS)
    for name, parts in INKS.items():
        assert len(parts) == 4, name
        assert all(0 <= part <= 100 for part in parts), name
        assert sum(parts) <= 300, name


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("encre", ("papier", "sable", "brume", "ocre-teinte")),
        ("encre-2", ("papier", "sable", "brume", "ocre-teinte")),
        ("vermillon", ("papier", "sable", "brume", "ocre-teinte")),
        ("verdigris", ("papier", "sable", "brume")),
        ("bronze", ("papier", "ocre-teinte")),
        ("papier", ("encre", "vermillon", "verdigris", "bronze")),
        ("or", ("encre",)),
        ("ocre-teinte", ("encre",)),
    ],
)
def test_text_stands_out(text: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5, (text, ground)

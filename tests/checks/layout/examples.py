"""A good and a bad page for each layout rule: the bad one breaks that rule and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PIL import Image

from pipeline.checks.layout.pages import PRESS_PPI, Layout
from tests.checks.layout.typeset import FILE, TOKENS, block, columns, laid, rows

FILLED = block(24, 3)
# What typesetting cannot set in another way.
ONE_WAY = "hyphens: auto; hyphenate-limit-zone: 4mm"
WORDS = "Les métropoles soutiennent l’économie sociale et solidaire par la commande publique."


def aside(top: int, line: int, left: int = 0) -> str:
    """Five lines of caption in the margin column."""
    return (
        f'<aside data-src="{FILE}:{line}" style="position: absolute; left: {left}pt; top: {top}pt; '
        f'width: 36mm">{WORDS}</aside>'
    )


def pull(before: int, times: int = 1) -> Layout:
    """A pull quote of so many times the words, from the line after so many of the first column."""
    words = " ".join([WORDS] * times)
    quote = f'<span class="pull"><span class="pull-words">{words}</span></span>'
    text = f'<p data-src="{FILE}:20" style="text-indent: 0">{quote}{words}<br>{rows(20)}</p>'
    return laid(
        columns(block(before, 3) + text + block(74 - before - 4 * times, 30), "column-fill: auto")
    )


def third_column(count: int) -> Layout:
    text = columns(block(30, 3) + block(count - 30, 9), "height: 260pt; column-fill: auto")
    return laid(text)


def placed_low(count: int) -> Layout:
    """A block in the margin column, from 10 lines above the foot."""
    style = "position: absolute; left: 0; top: 572pt; width: 36mm; hyphens: none"
    words = "<br>".join(["Des mots"] * count)
    block = f'<aside data-src="{FILE}:20" style="{style}">{words}</aside>'
    return laid(columns(FILLED) + block)


def clipped(height: int) -> Layout:
    """A frame without a source of its own, which hides what it cannot hold, even if placed."""
    words = f'<p style="position: absolute; top: 0">{rows(6)}</p>'
    style = f"position: relative; height: {height}pt; overflow: hidden"
    return laid(columns(FILLED) + f'<div style="{style}">{words}</div>')


def wide(separator: str) -> Layout:
    address = separator.join(["www", "metropole", "economie", "sociale", "solidaire", "exemple.fr"])
    words = f"Voir le site<br>{address} ou lui écrire une lettre."
    text = f'<p data-src="{FILE}:9" style="hyphens: none">{words}</p>'
    return laid(columns(FILLED + text))


def overlapping(distance: int) -> Layout:
    return laid(columns(FILLED) + aside(40, 20) + aside(40 + distance, 22))


def boxed(height: str) -> Layout:
    box = f'<section data-src="{FILE}:9" style="height: {height}">{rows(6)}</section>'
    return laid(columns(block(40, 3)) + box)


def sheet(count: int, side: Literal["recto", "verso"] = "verso") -> Layout:
    text = columns(block(60, 3) + block(count, 21), "margin-top: 260pt")
    return laid(text, kind="sheet", fields={"panorama": 3, "examples": 20}, side=side)


def card(address: int) -> Layout:
    band = (
        '<header style="height: 260pt; position: relative"><p style="position: absolute; '
        f'left: 113mm; top: 120pt" data-src="sources/sheets/essai.yaml:1">{rows(address)}</p>'
        "</header>"
    )
    return laid(band + columns(block(44, 3)), kind="sheet")


def in_columns(html: str) -> Layout:
    """Columns of ten lines after a text that fills some of the page."""
    return laid(columns(block(30, 3)) + columns(html, "height: 130pt; column-fill: auto"))


def widow(lines: int) -> Layout:
    return in_columns(block(lines, 9, "orphans: 1; widows: 1"))


def orphan(before: int) -> Layout:
    return in_columns(block(before, 9) + block(5, 11, "orphans: 1; widows: 1"))


def heading(before: int) -> Layout:
    title = f'<h2 data-src="{FILE}:10" style="break-after: auto">Un intertitre</h2>'
    return in_columns(block(before, 9) + title + block(6, 12))


def last_line(words: str) -> Layout:
    return laid(columns(FILLED + block(4, 9, last=words)))


def hyphens(width: int) -> Layout:
    """Long words in a narrow place: at 70 points four are cut in a row, at 130 two."""
    words = "intercommunalité développement gouvernance " * 4
    style = f"width: {width}pt; text-indent: 0; {ONE_WAY}"
    narrow = f'<p data-src="{FILE}:9" style="{style}">{words}</p>'
    return laid(columns(FILLED + narrow))


def turned(words: str) -> Layout:
    lines = ["Les métropoles agissent"] * 75
    lines[53] = words
    return laid(f'<p data-src="{FILE}:9" style="{ONE_WAY}">{"<br>".join(lines)} ici même.</p>')


def early(words: str) -> Layout:
    """A line that ends where a block begins inside it, as where the engine breaks it wrongly."""
    rest = "de le réorienter vers les dispositifs qui lui conviennent le mieux."
    return laid(columns(FILLED + f'<p data-src="{FILE}:9" style="{ONE_WAY}">{words} {rest}</p>'))


def lines_over(count: int) -> Layout:
    return laid(block(54 + count, 9))


def before_break(count: int, side_lines: int = 50) -> Layout:
    after = block(side_lines, 12, "break-before: page")
    return laid(block(count, 9) + after)


def spread(count: int) -> Layout:
    third = block(50, 14, "break-before: page")
    return laid(block(53, 9) + block(count, 12, "break-before: page") + third, side="verso")


def before_zoom(count: int) -> Layout:
    """A text that ends on the recto of a spread, before pages of another master."""
    zoom = block(50, 14, "page: zoom")
    return laid(block(53, 9) + block(count, 12, "break-before: page") + zoom, side="verso")


def pair(count: int) -> Layout:
    """Two sheets that share a page, the second one of so many lines."""
    half = "margin-top: 90pt"
    return laid(columns(block(30, 3), half) + columns(block(count, 21), half), kind="pair")


def short_sheet(count: int) -> Layout:
    return laid(
        '<header style="height: 260pt; position: relative"></header>' + columns(block(count, 3)),
        kind="sheet",
    )


def picture(folder: Path, pixels: int, ppi: float = 150) -> Layout:
    """A picture placed 65 mm wide."""
    path = folder / f"essai-{pixels}.png"
    Image.new("RGB", (pixels, pixels // 2), "gray").save(path)
    figure = (
        f'<figure data-src="sources/figures/essai.yaml:1"><img src="{path.as_uri()}" alt="Gris" '
        'style="width: 65mm"></figure>'
    )
    return laid(figure + columns(FILLED), ppi=ppi)


def lettering(folder: Path, size: float) -> Layout:
    """A drawing 65 mm wide, in millimetres, with a text of that size."""
    path = folder / f"essai-{size}.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="65mm" height="20mm" viewBox="0 0 65 20">'
        f'<g font-size="{size}"><text x="2" y="9" fill="#000">Grenoble</text></g></svg>',
        "utf-8",
    )
    figure = (
        f'<figure data-src="sources/figures/essai.yaml:1"><img src="{path.as_uri()}" alt="Ville" '
        'style="width: 65mm"></figure>'
    )
    return laid(figure + columns(FILLED))


def small(size: str) -> Layout:
    return laid(columns(FILLED + f'<p data-src="{FILE}:9" style="font-size: {size}">{WORDS}</p>'))


def colour(value: str) -> Layout:
    tokens = TOKENS.replace("--bronze: #8A5A00", f"--bronze: {value}")
    assert value in tokens
    return laid(columns(FILLED), tokens=tokens)


Example = Callable[[Path], Layout]

BAD: dict[str, tuple[Example, ...]] = {
    "LAY001": (
        lambda _: pull(10, times=8),
        lambda _: third_column(70),
        lambda _: placed_low(14),
    ),
    "LAY002": (lambda _: wide("."),),
    "LAY003": (lambda _: overlapping(20),),
    "LAY004": (lambda _: boxed("20pt"), lambda _: clipped(40)),
    "LAY005": (lambda _: sheet(180), lambda _: card(10), lambda _: pair(120)),
    "LAY006": (lambda _: widow(11),),
    "LAY007": (lambda _: orphan(9),),
    "LAY008": (lambda _: heading(7), lambda _: heading(8)),
    "LAY009": (lambda _: last_line("ici."), lambda _: last_line("là&#8239;!")),
    "LAY010": (lambda _: hyphens(70),),
    "LAY011": (lambda _: turned("jusqu’aux métro\u2010"),),
    "LAY019": (lambda _: early('permet<span style="white-space: pre-line">&#10;</span>'),),
    "LAY012": (lambda _: lines_over(3),),
    "LAY013": (lambda _: before_break(20),),
    "LAY014": (lambda _: spread(33),),
    "LAY015": (lambda _: short_sheet(24),),
    "LAY020": (lambda _: sheet(60, "recto"),),
    "LAY016": (lambda f: picture(f, 300), lambda f: picture(f, 600, PRESS_PPI)),
    "LAY017": (lambda _: small("6pt"), lambda f: lettering(f, 2.2)),
    "LAY018": (lambda _: colour("#B8862B"),),
}

GOOD: dict[str, tuple[Example, ...]] = {
    "LAY001": (
        lambda _: pull(48),
        lambda _: third_column(38),
        lambda _: placed_low(9),
    ),
    "LAY002": (lambda _: wide(".\u200b"),),
    "LAY003": (lambda _: overlapping(160),),
    "LAY004": (lambda _: boxed("auto"), lambda _: clipped(160)),
    "LAY005": (lambda _: sheet(60), lambda _: card(9), lambda _: pair(30)),
    "LAY006": (lambda _: widow(12),),
    "LAY007": (lambda _: orphan(8),),
    "LAY008": (lambda _: heading(6), lambda _: heading(10)),
    "LAY009": (lambda _: last_line("ici même."), lambda _: last_line("aujourd’hui.")),
    "LAY010": (lambda _: hyphens(130),),
    "LAY011": (lambda _: turned("jusqu’aux métropoles"),),
    "LAY019": (lambda _: early("permet"), lambda _: early("permet<br>")),
    "LAY012": (lambda _: lines_over(14),),
    "LAY013": (lambda _: before_break(32),),
    "LAY014": (lambda _: spread(45), lambda _: before_zoom(33)),
    "LAY015": (lambda _: short_sheet(44),),
    "LAY020": (lambda _: sheet(60),),
    "LAY016": (lambda f: picture(f, 400), lambda f: picture(f, 800, PRESS_PPI)),
    "LAY017": (lambda _: small("7.2pt"), lambda f: lettering(f, 2.6)),
    "LAY018": (lambda _: colour("#7A5000"),),
}

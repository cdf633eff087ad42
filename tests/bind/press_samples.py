"""A small book with a bit of every colour, for the press edition and its proof."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from typeset.samples import BASE, page

from pipeline.bind import BookInfo, BoundSection, OutlineItem, bind
from pipeline.bind.press import PressFile, PressSetting, bind_press
from pipeline.bind.press_profile import PressProfile, read_profile
from pipeline.typeset import SectionJob, typeset_layer, typeset_section

INK, GOLD, SAND = (20, 38, 59), (240, 185, 90), (239, 231, 216)
PAIRS = {
    INK: (100.0, 68.0, 20.0, 77.0),
    GOLD: (5.0, 30.0, 74.0, 2.0),
    SAND: (5.0, 7.0, 15.0, 3.0),
    (251, 248, 242): (0.0, 0.0, 0.0, 0.0),
}
# Half of ink and half of gold; a colour that nobody declared.
MIXED, STRANGE = "#82704B", "#40C0FF"
INFO = BookInfo("Essai & presse", modified="2019-07-02T10:20:30Z")
CSS = """
@page { size: 300pt 400pt; bleed: 3mm; margin: 40pt; background: #FBF8F2 }
@page { @left-top { content: none } }
html { color: #14263B }
a { color: inherit }
h1 { font: 20pt/26pt Serif; margin: 0 }
"""
GROUND = "@page { background: #14263B } html { color: #F0B95A }"
TILE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>"
    "<rect width='4' height='4' fill='%23F0B95A'/></svg>"
)


def png() -> str:
    """A picture in RGB, as an address: red, then dark blue."""
    picture = Image.new("RGB", (40, 20), (200, 30, 30))
    picture.paste((0, 0, 30), (20, 0, 40, 20))
    target = BytesIO()
    picture.save(target, "PNG")
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode()


def body(extra: str = "") -> str:
    """A page with text small and large, a mix, transparency, a gradient, a tile, a picture."""
    return (
        '<h1 id="text">Un titre</h1><p>Du texte courant, <a href="https://example.org">un lien'
        '</a>.</p><p style="font-size: 12pt">Du texte de douze points.</p>'
        f'<p style="color: {MIXED}">Un mélange.</p>'
        '<p style="background: #F0B95A; opacity: .5">À demi.</p>'
        '<p style="background: linear-gradient(90deg, #14263B, #F0B95A)">&nbsp;</p>'
        f'<p style="height: 16pt; background: url(&quot;{TILE}&quot;)"></p>'
        f'<p><img src="{png()}" alt="Deux couleurs" style="width: 80pt"></p>{extra}'
    )


def layer(count: int) -> str:
    """A tab on the outer edge of each page, reaching into the bleed."""
    css = (
        "@page { margin: 0; background: none } html { color: #14263B }"
        "div { width: 300pt; height: 400pt; position: relative }"
        "i { position: absolute; right: -3mm; top: 60pt; width: 20pt; height: 30pt;"
        " background: #EFE7D8 }"
    )
    return page("<div><i></i></div>" * count, CSS + css)


@cache
def screen(extra: str = "") -> bytes:
    """The bound screen edition: three pages, the last of them a back cover."""
    bodies = {
        "cover": (GROUND, '<h1 id="cover">Couverture</h1>'),
        "text": ("", body(extra)),
        "back": (GROUND, '<h1 id="back">Dos</h1>'),
    }
    sections = []
    for name, (css, html) in bodies.items():
        result = typeset_section(SectionJob(name, page(html, CSS + css), BASE))
        assert result.warnings == ()
        sections.append(BoundSection(name, (result.pdf,)))
    made = typeset_layer(layer(3), BASE)
    assert made.warnings == ()
    return bind(sections, made.pdf, INFO, [OutlineItem("Texte", "text")])


@cache
def profile() -> PressProfile:
    """The project's press profile."""
    file = Path(__file__).parents[2] / "styles/press/fogra39-coated.icc"
    return read_profile(file, "FOGRA39", "Offset on coated paper")


def setting() -> PressSetting:
    """How the book is printed."""
    return PressSetting(PAIRS, INK, profile(), closing=1)


@cache
def press(extra: str = "") -> PressFile:
    """The press edition."""
    return bind_press(screen(extra), INFO, setting())

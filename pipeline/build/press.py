"""Steps 6a and 7 of the press edition: bound from the screen edition, then proofed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.bind import BookInfo
from pipeline.bind.press import PressSetting, bind_press
from pipeline.bind.press_inks import Cmyk, Rgb
from pipeline.bind.press_profile import PressProfile, read_profile
from pipeline.build.folders import Folders, write_file
from pipeline.build.screen import PdfEdition, Say, book_info
from pipeline.errors import PipelineError, Problem
from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.proof.press import PressExpectation, proof_press
from pipeline.proof.proved import Proved
from pipeline.render.environment import PROJECT, find_folder, read_palette

PRESS = "publication-press.pdf"
PROFILE = Path("press/fogra39-coated.icc")
CONDITION, DESCRIPTION = "FOGRA39", "Offset on coated paper, ISO 12647-2:2004/Amd 1 (FOGRA39L)"
# The colour of running text, by its name in tokens.css.
TEXT = "encre"

_PAIR = re.compile(r"--([a-z0-9-]+)-cmyk:\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*;")


@dataclass(frozen=True)
class PressEdition:
    """The press PDF, what it must be, and the colours that have no declared inks."""

    pdf: bytes
    expected: PressExpectation
    unpaired: tuple[Problem, ...]


def build_press(book: Book, screen: PdfEdition, say: Say) -> PressEdition:
    """Bind the press edition of a bound book."""
    say("6a bind press")
    styles = find_folder(Path(book.publication.root), "styles")
    tokens = styles / "tokens.css"
    palette, pairs = read_palette(tokens), read_pairs(tokens)
    if TEXT not in pairs:
        raise PipelineError(f"{tokens.name} has no inks for --{TEXT}: say --{TEXT}-cmyk")
    setting = PressSetting(
        pairs={rgb_of(palette[name]): inks for name, inks in pairs.items() if name in palette},
        text=rgb_of(palette[TEXT]),
        profile=find_profile(styles),
        closing=_closing_pages(book, screen),
    )
    info: BookInfo = book_info(book, screen.typeset)
    made = bind_press(screen.pdf, info, setting)
    expected = PressExpectation(screen.pdf, made.blanks, pairs[TEXT])
    return PressEdition(made.pdf, expected, tuple(_unpaired(made.unpaired, palette)))


def prove_press(edition: PressEdition, folders: Folders) -> Proved:
    """Write the file aside and read it back; with it, colours that nobody declared inks for."""
    path = folders.build / PRESS
    write_file(path, edition.pdf)
    proved = proof_press(path, f"output/{PRESS}", edition.expected)
    return Proved(edition.unpaired) + proved


def read_pairs(tokens: Path) -> dict[str, Cmyk]:
    """The inks of tokens.css: name without dashes to cyan, magenta, yellow, black in percent."""
    pairs: dict[str, Cmyk] = {}
    for name, *values in _PAIR.findall(tokens.read_text(encoding="utf-8")):
        c, m, y, k = (float(value) for value in values)
        pairs[name] = (c, m, y, k)
    return pairs


def find_profile(styles: Path) -> PressProfile:
    """The press profile of a publication's styles, or else this project's."""
    own = styles / PROFILE
    file = own if own.is_file() else PROJECT / "styles" / PROFILE
    return read_profile(file, CONDITION, DESCRIPTION)


def rgb_of(colour: str) -> Rgb:
    """A colour `#RRGGBB` as three values."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return (red, green, blue)


def _closing_pages(book: Book, screen: PdfEdition) -> int:
    """How many pages at the end are the back cover."""
    last = screen.typeset.sections[-1]
    is_back = book.section_of[last.id].kind == "back"
    return len(last.result.record.pages) if is_back else 0


def _unpaired(colours: tuple[Rgb, ...], palette: dict[str, str]) -> Iterator[Problem]:
    names = {rgb_of(value): name for name, value in palette.items()}
    for colour in colours:
        shown = "#{:02X}{:02X}{:02X}".format(*colour)
        named = f" (--{names[colour]})" if colour in names else ""
        message = f"La couleur {shown}{named} n’a pas d’encres déclarées."
        yield Problem("OUT211", Place("styles/tokens.css"), message, key=shown)

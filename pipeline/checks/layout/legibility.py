"""LAY016 to LAY018: whether pictures and text can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Untestable, rule
from pipeline.checks.layout.pages import PRESS_PPI, LaidSection, Page
from pipeline.checks.layout.words import quote
from pipeline.model.layout import ImageRecord
from pipeline.model.places import Place

# Below 7 points, printed text is for nobody; captions and labels have 7.2 and more.
SMALLEST = 7.0
# Superiors (ordinals, calls of notes) are set in small figures by nature.
SMALLEST_SUPERIOR = 5.0
# WCAG 2.2, success criterion 1.4.3: text under 18 points (14 in bold).
AA = 4.5

STYLES = "styles/tokens.css"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})\b")
# Which colours of text stand on which grounds; the styles use no other pair for text. The colour
# of each part is text on paper, boxes, zooms and the band of sheets, and a ground for paper.
_PARTS = ("vermillon", "verdigris", "bronze")
_GROUNDS = ("papier", "sable", "brume", "ocre-teinte")
PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for ground in _GROUNDS for text in ("encre", "encre-2", *_PARTS)),
    *((text, "encre") for text in ("papier", "or", "ocre-teinte")),
    *(("papier", ground) for ground in _PARTS),
)


@rule(
    "LAY016",
    "warning",
    "Image trop peu définie pour sa taille",
    "Demander l’original de l’image, ou la montrer plus petite.",
)
def coarse_image(context: Context) -> Iterator[Outcome]:
    """Why: agrandie, une image de peu de points se voit en carreaux.

    Wrong: une photo de 400 points de large sur toute la page

    Right: 1 100 points de large au moins pour 178 mm (2 100 pour l’imprimeur)
    """
    least = context.layout.ppi
    for section in context.layout.sections:
        for page in section.pages:
            for image in page.images:
                if not image.ppi:
                    continue
                if image.ppi >= least:
                    yield Confirmed()
                else:
                    yield _coarse(section, page, image, least)


def _coarse(section: LaidSection, page: Page, image: ImageRecord, least: float) -> Fault:
    name = _file_name(image)
    use = "l’imprimeur" if least >= PRESS_PPI else "l’écran"
    message = (
        f"l’image {name} a {image.ppi:.0f} points par pouce à sa taille ; il en faut "
        f"{least:.0f} pour {use} ({page.words})"
    )
    pixels = round(image.width / 72 * least)
    largest = image.width / 72 * 25.4 * image.ppi / least
    hint = (
        f"Prendre l’image en {pixels} points de large au moins, ou la réduire à {largest:.0f} mm."
    )
    return section.fault(page, image.source, message, hint, name)


def _file_name(image: ImageRecord) -> str:
    return unquote(image.address.rpartition("/")[2])


@rule(
    "LAY017",
    "warning",
    "Texte de moins de 7 points",
    "Employer un corps de styles/tokens.css, ou montrer le dessin plus grand.",
)
def small_text(context: Context) -> Iterator[Outcome]:
    """Why: un texte si petit ne se lit pas sur le papier sans loupe.

    Wrong: une légende en corps 6

    Right: une légende en corps 7,6
    """
    for section in context.layout.sections:
        for page in section.pages:
            seen = set()
            for line in page.lines:
                small = line.size if line.size < SMALLEST else line.smallest
                if line.size >= SMALLEST and line.smallest >= SMALLEST_SUPERIOR:
                    yield Confirmed()
                elif line.paragraph not in seen:
                    seen.add(line.paragraph)
                    message = f"{quote(line.text)} est en corps {_points(small)} ({page.words})"
                    source = section.source_of(line)
                    yield section.fault(page, source, message, key=line.text[:40])
            for image in page.images:
                yield from _small_lettering(section, page, image)


def _small_lettering(section: LaidSection, page: Page, image: ImageRecord) -> Iterator[Outcome]:
    """The smallest lettering of a drawing at its placed size."""
    address = urlsplit(image.address)
    path = Path(unquote(address.path))
    if address.scheme != "file" or path.suffix != ".svg" or not path.is_file():
        return
    state = path.stat()
    width, size, text = _lettering(path, state.st_size, state.st_mtime_ns)
    if not text or not width:
        return
    points = size * image.width / width
    # Sizes of drawings are written to a hundredth of a millimetre.
    if points >= SMALLEST - 0.05:
        yield Confirmed()
        return
    message = f"dans un dessin, {quote(text)} est en corps {_points(points)} ({page.words})"
    yield section.fault(page, image.source, message, key=f"dessin {text[:40]}")


def _points(size: float) -> str:
    return f"{size:.1f}".replace(".", ",")


@lru_cache(maxsize=1024)
def _lettering(path: Path, size: int, changed: int) -> tuple[float, float, str]:
    """Width of a drawing, its smallest lettering in the same unit, and a text set in it.

    The file's length and time of change are only there to read it again when it changed.
    """
    root = ElementTree.parse(path).getroot()
    box = root.get("viewBox", "").replace(",", " ").split()
    found = min(_sizes(root, 0.0), default=(0.0, ""))
    return (float(box[2]) if len(box) == 4 else 0.0), *found


def _sizes(element: ElementTree.Element, inherited: float) -> Iterator[tuple[float, str]]:
    own = element.get("font-size", "")
    size = float(own) if re.fullmatch(r"\d*\.?\d+", own) else inherited
    text = " ".join("".join(element.itertext()).split())
    if element.tag.endswith(("}text", "}tspan")) and size and text:
        yield size, text
    for child in element:
        yield from _sizes(child, size)


@rule(
    "LAY018",
    "error",
    "Couleur de texte trop proche de son fond",
    "Foncer la couleur du texte, ou éclaircir le fond, dans styles/tokens.css.",
)
def low_contrast(context: Context) -> Iterator[Outcome]:
    """Why: sous 4,5 pour 1, beaucoup de lectrices et de lecteurs ne distinguent pas le texte.

    Wrong: l’ocre #E0A030 pour un texte sur le papier (2,1 pour 1)

    Right: le bronze #8A5A00 (5,6 pour 1)
    """
    tokens = {
        match[1]: (match[2], number)
        for number, line in enumerate(context.layout.tokens.split("\n"), start=1)
        for match in _TOKEN.finditer(line)
    }
    known = [(text, ground) for text, ground in PAIRS if text in tokens and ground in tokens]
    if not known:
        yield Untestable("styles/tokens.css ne nomme aucune des couleurs de texte connues")
    for text, ground in known:
        ratio = contrast(tokens[text][0], tokens[ground][0])
        if ratio >= AA:
            yield Confirmed()
            continue
        shown = f"{ratio:.1f}".replace(".", ",")
        message = f"« {text} » sur « {ground} » : contraste de {shown} pour 1, sous 4,5"
        yield Fault(Place(STYLES, tokens[text][1]), message, key=f"{text}/{ground}")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours, 1 to 21 (WCAG 2.2, « contrast ratio »)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, « relative luminance »)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


RULES = (coarse_image, small_text, low_contrast)

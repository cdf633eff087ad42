"""FIG012 to FIG014: what inks and screens would make of a picture file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.checks.fig import pictures
from pipeline.model.sources import Figure

_ORIENTATION = 0x0112  # the EXIF tag (CIPA DC-008, 4.6.4); 1 is upright
_LARGEST = 5_600_000  # pixels: what the shops of e-books take in one picture


@dataclass(frozen=True, slots=True)
class _Pixels:
    """What the head of a picture file says of its pixels; `profile` is "" without one."""

    mode: str
    size: tuple[int, int]
    orientation: int
    profile: str
    space: str


@lru_cache(maxsize=256)
def _read_pixels(path: Path, size: int, changed: int) -> _Pixels | None:
    """The head of a picture, until the file changes; None where it is no picture of pixels."""
    try:
        with Image.open(path) as picture:
            profile, space = _read_profile(picture.info.get("icc_profile"))
            turned = picture.getexif().get(_ORIENTATION, 1)
            return _Pixels(picture.mode, picture.size, turned, profile, space)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None  # FIG002


def _read_profile(data: bytes | None) -> tuple[str, str]:
    """The name and the colour space of an ICC profile; « ? » where it cannot be read."""
    if not data:
        return "", ""
    from PIL import ImageCms  # only pictures that have a profile need it

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
    except (OSError, ImageCms.PyCMSError):
        return "?", "?"
    return (profile.profile_description or "?").strip("\0 \n"), profile.xcolor_space.strip()


def _pixels(context: Context) -> Iterator[tuple[Figure, _Pixels]]:
    for figure, path in pictures(context):
        state = path.stat()
        if found := _read_pixels(path, state.st_size, state.st_mtime_ns):
            yield figure, found


_WRONG_MODES = {
    "CMYK": "est en quadrichromie (CMJN) : des liseuses en inversent les couleurs",
    "YCCK": "est en quadrichromie (CMJN) : des liseuses en inversent les couleurs",
    "LAB": "est en couleurs Lab, que les liseuses ne lisent pas",
    "I": "a des gris de plus de 8 bits : elle s’imprimerait toute noire ou toute blanche",
    "I;16": "a des gris de 16 bits : elle s’imprimerait toute noire ou toute blanche",
    "F": "a des gris de 32 bits : elle s’imprimerait toute noire ou toute blanche",
}


@rule(
    "FIG012",
    "error",
    "Couleurs d’image que la page ou la liseuse trahirait",
    "Exporter l’image en RVB 8 bits (ou en niveaux de gris 8 bits), avec le profil sRGB ou sans "
    "profil ; l’édition pour l’imprimeur est convertie par la fabrication.",
)
def wrong_colours(context: Context) -> Iterator[Outcome]:
    """Why: l’écran, les liseuses et la conversion pour l’imprimeur lisent les couleurs comme sRGB.

    Wrong: « photo.jpg », en CMJN ou avec le profil Adobe RGB

    Right: « photo.jpg », en RVB, profil sRGB
    """
    for figure, pixels in _pixels(context):
        wrong = _WRONG_MODES.get(pixels.mode) or _wrong_profile(pixels)
        if wrong:
            yield Fault(figure.place_of("file"), f"« {figure.file} » {wrong}", key=figure.id)
        else:
            yield Confirmed()


def _wrong_profile(pixels: _Pixels) -> str:
    """Why a profile is not one that everybody takes for granted; nothing where it is."""
    if not pixels.profile:
        return ""
    if pixels.space == "?":
        return "porte un profil de couleurs qui ne se lit pas"
    name = pixels.profile.lower()
    is_srgb = pixels.space == "RGB" and ("srgb" in name or "61966" in name)
    if is_srgb or (pixels.space == "GRAY" and pixels.mode in ("1", "L", "LA")):
        return ""
    return f"a le profil de couleurs « {pixels.profile} », qui n’est pas sRGB"


@rule(
    "FIG013",
    "error",
    "Photographie couchée que seule une étiquette redresse",
    "La faire pivoter dans un logiciel d’image, puis l’enregistrer de nouveau.",
)
def turned_picture(context: Context) -> Iterator[Outcome]:
    """Why: l’étiquette de l’appareil n’est pas lue partout : l’image paraîtrait couchée ou écrasée.

    Wrong: « marche.jpg », prise en hauteur, enregistrée en largeur

    Right: « marche.jpg », enregistrée en hauteur
    """
    for figure, pixels in _pixels(context):
        if pixels.orientation == 1:
            yield Confirmed()
        else:
            message = f"« {figure.file} » est enregistrée couchée (étiquette EXIF d’orientation)"
            yield Fault(figure.place_of("file"), message, key=figure.id)


@rule(
    "FIG014",
    "warning",
    "Image trop grande pour une liseuse",
    "La réduire : 2 000 pixels de large suffisent à la page entière.",
)
def huge_picture(context: Context) -> Iterator[Outcome]:
    """Why: au-delà de 5,6 millions de pixels, des librairies numériques refusent l’ouvrage.

    Wrong: « marche.jpg » de 6 000 × 4 000 pixels

    Right: « marche.jpg » de 2 000 × 1 333 pixels
    """
    for figure, pixels in _pixels(context):
        width, height = pixels.size
        if width * height <= _LARGEST:
            yield Confirmed()
        else:
            message = f"« {figure.file} » mesure {width} × {height} pixels"
            yield Fault(figure.place_of("file"), message, key=figure.id)


RULES: tuple[Rule, ...] = (wrong_colours, turned_picture, huge_picture)

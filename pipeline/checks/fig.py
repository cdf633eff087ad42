"""FIG: figures and images."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageFile, UnidentifiedImageError

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.errors import nearest
from pipeline.model.places import Place
from pipeline.model.sources import Figure

_FOLDER = "sources/figures"
_FORMATS = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".svg": "SVG", ".tif": "TIFF", ".tiff": "TIFF",
}  # fmt: skip


@contextmanager
def _refusing_truncated() -> Iterator[None]:
    """The typesetting engine, once loaded, makes Pillow accept half a picture; here it may not."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@lru_cache(maxsize=256)
def _read_picture(path: Path, size: int, changed: int) -> tuple[str, str]:
    """The real format of a picture file and what is wrong with it, until the file changes."""
    if path.read_bytes().lstrip()[:5] in (b"<?xml", b"<svg ", b"<!-- "):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            return "SVG", f"le SVG ne se lit pas (ligne {error.position[0]})"
        return ("SVG", "") if root.tag.endswith("svg") else ("XML", "")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path) as picture, _refusing_truncated():
                picture.load()
                return picture.format or "", ""
    except UnidentifiedImageError:
        return "", "ce n’est pas une image connue"
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning):
        return "", "l’image est abîmée ou tronquée"


def pictures(context: Context) -> Iterator[tuple[Figure, Path]]:
    """The figures with an existing file."""
    for figure in context.publication.figures.values():
        path = Path(context.publication.root) / _FOLDER / figure.file
        if figure.file and path.is_file():
            yield figure, path


def _real_format(path: Path) -> tuple[str, str]:
    state = path.stat()
    return _read_picture(path, state.st_size, state.st_mtime_ns)


@rule(
    "FIG001",
    "error",
    "Fichier d’image absent",
    "Déposer l’image dans sources/figures/, ou corriger son nom (clé « file »).",
)
def missing_file(context: Context) -> Iterator[Outcome]:
    """Why: la page aurait un trou à la place de l’image.

    Wrong: « file: parcours.png », et pas de sources/figures/parcours.png.

    Right: « file: parcours.png », et l’image déposée dans sources/figures/.
    """
    folder = Path(context.publication.root) / _FOLDER
    there = [path.name for path in folder.glob("*") if path.suffix != ".yaml"]
    for figure in context.publication.figures.values():
        if not figure.file:
            continue
        if (folder / figure.file).is_file():
            yield Confirmed()
        else:
            near = nearest(figure.file, there)
            hint = f"Vouliez-vous dire « {near} » ?" if near else ""
            message = f"l’image « {figure.file} » n’est pas dans sources/figures/"
            yield Fault(figure.place_of("file"), message, hint, key=figure.id)


@rule(
    "FIG002",
    "error",
    "Image abîmée",
    "Exporter de nouveau l’image depuis l’original.",
)
def broken_picture(context: Context) -> Iterator[Outcome]:
    """Why: une image tronquée s’imprime à moitié, ou pas du tout.

    Wrong: un PNG dont la copie s’est arrêtée en route.

    Right: le PNG entier.
    """
    for figure, path in pictures(context):
        fault = _real_format(path)[1]
        if fault:
            yield Fault(figure.place_of("file"), f"« {figure.file} » : {fault}", key=figure.id)
        else:
            yield Confirmed()


@rule(
    "FIG003",
    "error",
    "Extension qui ne dit pas le vrai format",
    "Renommer le fichier avec l’extension de son format, ou l’exporter dans le format annoncé.",
)
def wrong_extension(context: Context) -> Iterator[Outcome]:
    """Why: certaines liseuses refusent une image dont le nom ment sur le format.

    Wrong: « parcours.png », qui est un JPEG renommé.

    Right: « parcours.jpg »
    """
    for figure, path in pictures(context):
        real, fault = _real_format(path)
        if fault:
            continue
        announced = _FORMATS.get(path.suffix.lower())
        if real == announced:
            yield Confirmed()
        else:
            message = f"« {figure.file} » est en réalité une image {real or 'inconnue'}"
            yield Fault(figure.place_of("file"), message, key=figure.id)


@rule(
    "FIG004",
    "error",
    "Figure sans texte de remplacement",
    "Ajouter « alt: » avec ce que l’image montre, ou « decorative: true » si elle n’apprend rien.",
)
def missing_alt(context: Context) -> Iterator[Outcome]:
    """Why: qui lit avec une synthèse vocale n’a que ces mots pour connaître l’image.

    Wrong: une figure sans « alt ».

    Right:
        alt: Carte des vingt-deux métropoles, réparties sur tout le territoire.
    """
    for figure in context.publication.figures.values():
        if figure.decorative or figure.alt.strip():
            yield Confirmed()
        else:
            message = f"la figure « {figure.id} » n’a pas de texte de remplacement"
            yield Fault(figure.place_of("id"), message, key=figure.id)


@rule(
    "FIG005",
    "error",
    "Texte de remplacement qui répète la légende ou le titre",
    "Dire dans « alt » ce que l’image montre, et que ni le titre ni la légende ne disent.",
)
def alt_is_caption(context: Context) -> Iterator[Outcome]:
    """Why: entendue deux fois de suite, la même phrase n’apprend rien de l’image.

    Wrong:
        title: Les documents-cadres
        alt: Les documents-cadres

    Right:
        title: Les documents-cadres
        alt: Cinq documents empilés, du plus général au plus précis.
    """
    for figure in context.publication.figures.values():
        alt = _plain(figure.alt)
        if alt and alt in (_plain(figure.title), _plain(figure.caption)):
            message = f"le texte de remplacement de « {figure.id} » répète son titre ou sa légende"
            yield Fault(figure.place_of("alt"), message, key=figure.id)
        elif alt:
            yield Confirmed()


@rule(
    "FIG006",
    "error",
    "Image sans crédit ou sans licence",
    "Ajouter « credit: » (de qui) et « licence: » (à quelles conditions).",
)
def missing_credit(context: Context) -> Iterator[Outcome]:
    """Why: publier une image sans droit ni mention expose les éditeurs.

    Wrong: « file: marche.jpg » sans crédit.

    Right:
        file: marche.jpg
        credit: Ville de Nantes
        licence: CC BY 4.0
    """
    for figure in context.publication.figures.values():
        if not figure.file:
            continue
        lacks = [words for key, words in (("credit", "crédit"), ("licence", "licence"))
                 if not getattr(figure, key).strip()]  # fmt: skip
        if lacks:
            message = f"l’image de « {figure.id} » n’a pas de {' ni de '.join(lacks)}"
            yield Fault(figure.place_of("file"), message, key=figure.id)
        else:
            yield Confirmed()


@rule(
    "FIG007",
    "error",
    "Figure sans image, ou qui en a deux",
    "Donner « file: » (une image) ou « generator: » (un dessin calculé), l’un des deux.",
)
def no_or_two_pictures(context: Context) -> Iterator[Outcome]:
    """Why: sans l’un des deux, il n’y a rien à montrer ; avec les deux, on ne sait quoi montrer.

    Wrong: une figure sans « file » ni « generator ».

    Right:
        generator: map
    """
    for figure in context.publication.figures.values():
        if bool(figure.file) != bool(figure.generator):
            yield Confirmed()
        else:
            what = "à la fois une image et un dessin" if figure.file else "ni image ni dessin"
            yield Fault(figure.place_of("id"), f"« {figure.id} » a {what}", key=figure.id)


@rule(
    "FIG008",
    "warning",
    "Image que rien n’emploie",
    "La nommer dans une figure (« file: »), ou la retirer du dossier.",
    whole=True,
)
def unused_picture(context: Context) -> Iterator[Outcome]:
    """Why: une image oubliée dans le dossier alourdit le projet et fait croire qu’elle est publiée.

    Wrong: sources/figures/essai.png, que nulle figure ne nomme.

    Right: le dossier ne contient que des images employées.
    """
    used = {figure.file for figure in context.publication.figures.values()}
    folder = Path(context.publication.root) / _FOLDER
    for path in sorted(folder.glob("*")):
        if not path.is_file() or path.suffix in (".yaml", ".md") or path.name.startswith("."):
            continue
        if path.name in used:
            yield Confirmed()
        else:
            place = Place(f"{_FOLDER}/{path.name}")
            yield Fault(place, "aucune figure n’emploie cette image", key=path.name)


@rule(
    "FIG009",
    "error",
    "Figure décorative qui porte un texte",
    "Retirer « decorative: true », ou retirer le texte de remplacement.",
)
def decorative_with_alt(context: Context) -> Iterator[Outcome]:
    """Why: une image décorative n’est pas lue à voix haute : son texte serait perdu.

    Wrong:
        decorative: true
        alt: Carte des métropoles

    Right:
        alt: Carte des métropoles
    """
    for figure in context.publication.figures.values():
        if figure.decorative and (figure.alt or figure.description):
            message = f"« {figure.id} » est décorative et porte pourtant un texte"
            yield Fault(figure.place_of("decorative"), message, key=figure.id)
        else:
            yield Confirmed()


@rule(
    "FIG010",
    "error",
    "Format d’image que la composition n’emploie pas",
    "Exporter l’image en PNG (dessins) ou en JPEG (photographies).",
)
def unused_format(context: Context) -> Iterator[Outcome]:
    """Why: seuls PNG et JPEG se composent aussi bien sur papier que dans toutes les liseuses.

    Wrong: « file: parcours.tiff »

    Right: « file: parcours.png »
    """
    for figure in context.publication.figures.values():
        if not figure.file:
            continue
        if Path(figure.file).suffix.lower() in (".png", ".jpg", ".jpeg"):
            yield Confirmed()
        else:
            message = f"« {figure.file} » n’est ni un PNG ni un JPEG"
            yield Fault(figure.place_of("file"), message, key=figure.id)


@rule(
    "FIG011",
    "error",
    "Dessin que ses données ne permettent pas",
    "Corriger « generator » ou « data », d’après le guide ou une figure du même dessin.",
    early=True,
)
def impossible_drawing(context: Context) -> Iterator[Outcome]:
    """Why: le dessin est calculé à partir de ses données ; sans elles, il n’y a rien à montrer.

    Wrong:
        generator: dotplt

    Right:
        generator: dotplot
    """
    found = list(context.problems_of("FIG011"))
    yield from found
    if context.resolved is not None:
        drawn = [figure for figure in context.publication.figures.values() if figure.generator]
        yield Confirmed(max(0, len(drawn) - len(found)))


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


RULES = (
    missing_file,
    broken_picture,
    wrong_extension,
    missing_alt,
    alt_is_caption,
    missing_credit,
    no_or_two_pictures,
    unused_picture,
    decorative_with_alt,
    unused_format,
    impossible_drawing,
)

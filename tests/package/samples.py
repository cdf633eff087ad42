"""The specimen as a book and as an EPUB, made once for all tests."""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from PIL import Image

from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.package import PageBreak, package_epub
from pipeline.render.document import make_studio
from pipeline.render.studio import Studio
from pipeline.resolve import resolve_book

SPECIMEN = Path(__file__).parents[1] / "specimen"


@cache
def specimen_book() -> Book:
    loaded = load_publication(SPECIMEN)
    assert loaded.publication is not None, loaded.problems
    return resolve_book(loaded.publication)


@cache
def output() -> tempfile.TemporaryDirectory[str]:
    """A folder for drawings that lasts as long as the tests."""
    return tempfile.TemporaryDirectory(prefix="specimen-")


def studio() -> Studio:
    return make_studio(SPECIMEN, Path(output().name))


def fonts() -> Path:
    """A folder that keeps the fonts of the EPUB as long as the tests last."""
    return Path(output().name) / "fonts"


@cache
def cover() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (700, 990), "#14263B").save(stream, "JPEG")
    return stream.getvalue()


@cache
def printed_pages() -> tuple[PageBreak, ...]:
    """A page for each section, as if each had one."""
    sections = specimen_book().sections
    return tuple(PageBreak(str(n), section.id) for n, section in enumerate(sections, start=1))


@cache
def specimen_epub() -> bytes:
    return package_epub(
        specimen_book(), studio(), page_list=printed_pages(), cover=cover(), cache=fonts()
    )


def files_of(epub: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_file(name: str) -> str:
    """A file of the specimen's EPUB."""
    return files_of(specimen_epub())[f"EPUB/{name}"].decode()

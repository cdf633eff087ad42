"""The specimen shows what the design is made of, and says what stands where."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.build.specimen import Specimen, build_specimen
from pipeline.errors import UsageError
from pipeline.typeset.workers import Workers

NAMES = ("pull", "sheet_card", "bibliography")


def build(root: Path, names: tuple[str, ...] = NAMES, *, debug: bool = False) -> Specimen:
    with Workers(1) as workers:
        return build_specimen(root, workers, lambda _: None, names, debug=debug)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder without sources: the specimen asks for none."""
    return tmp_path_factory.mktemp("design")


@pytest.fixture(scope="module")
def made(root: Path) -> Specimen:
    """Two components and a kind of page; the tests of layouts set all of them."""
    return build(root)


def words(made: Specimen) -> list[str]:
    document = pypdfium2.PdfDocument(made.pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]


def test_each_page_names_component_variant_and_files(made: Specimen) -> None:
    assert not made.warnings
    pages = list(zip(made.pages, words(made), strict=True))
    pull = " ".join(text for name, text in pages if name == "c-pull")
    for name in ("layouts/components/pull.html.j2", "styles/components/pull.css"):
        assert name in pull
    for variant in ("vide", "courant", "courant, verdigris", "courant, bronze", "trop long"):
        assert variant in pull
    texts = dict(pages)
    assert "sheet_card trop long layouts/components/sheet_card" in texts["c-sheet_card-3"]
    assert "styles/sections/bibliography.css" in texts["sec-bibliographie"]


def test_the_contents_lead_to_every_page(made: Specimen) -> None:
    contents = words(made)[0]
    for name, page in zip(NAMES, ("c-pull", "c-sheet_card", "sec-bibliographie"), strict=True):
        assert f"{made.pages.index(page) + 1} {name}" in contents


def test_the_grid_goes_to_a_file_of_its_own_without_typesetting(root: Path, made: Specimen) -> None:
    again = build(root, debug=True)
    assert again.rebuilds == ()
    assert again.path.name == "specimen-debug.pdf"
    assert made.path.read_bytes() == made.pdf != again.pdf
    assert build(root).pdf == made.pdf


def test_a_wrong_name_is_answered_with_the_nearest(root: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'sheet_card'"):
        build(root, ("sheet_cart",))

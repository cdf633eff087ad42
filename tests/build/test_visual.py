"""Approved pages: what the design changes must be approved, what editors change is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pipeline.build.approved import Approved, PageChange, PageSet, Part
from pipeline.build.check import check_publication
from pipeline.build.folders import Folders
from pipeline.build.screen import build_pdf
from pipeline.build.specimen import build_specimen
from pipeline.build.visual import publication_pages
from pipeline.proof.pictures import draw_pages, picture_of
from pipeline.render.document import make_studio
from pipeline.render.environment import PROJECT
from pipeline.typeset.workers import Workers


def plain(name: str, colours: dict[str, str], *, strict: bool = False) -> PageSet:
    """A set with a part of one page for each colour; the key of a part is its name."""
    pages = [picture_of(Image.new("RGB", (40, 60), colour)) for colour in colours.values()]
    parts = [Part(part, part.upper(), number) for number, part in enumerate(colours)]
    return PageSet(name, parts, pages, strict)


def compare(folder: Path, pages: PageSet) -> dict[str, PageChange]:
    found = Approved.read(folder / "approved").compare(pages, folder / "visual")
    return {change.page: change for change in found}


def test_only_pages_that_differ_are_told_and_written(tmp_path: Path) -> None:
    before = plain("book", {"a": "white", "b": "grey", "c": "black"})
    assert Approved.read(tmp_path / "approved").approve(before) == 3
    assert compare(tmp_path, before) == {}
    after = plain("book", {"a": "white", "b": "red", "d": "black"})
    found = compare(tmp_path, after)
    assert {name: change.state for name, change in found.items()} == {
        "b-1": "changed",
        "c-1": "gone",
        "d-1": "new",
    }
    # The key of b is the same: no editor can have changed it. c left and d came with the sources.
    assert [found[name].strict for name in ("b-1", "c-1", "d-1")] == [True, False, False]
    assert found["b-1"].folio == 2
    assert found["b-1"].picture.is_file()
    assert Approved.read(tmp_path / "approved").approve(after) == 3
    assert compare(tmp_path, after) == {}


def test_in_a_strict_set_every_difference_is(tmp_path: Path) -> None:
    Approved.read(tmp_path / "approved").approve(plain("specimen", {"a": "white"}, strict=True))
    found = compare(tmp_path, plain("specimen", {"b": "white"}, strict=True))
    assert [change.strict for change in found.values()] == [True, True]


def specimen_of(root: Path) -> PageSet:
    """The specimen of a few components, with the layouts and styles of a folder."""
    with Workers(1) as workers:
        made = build_specimen(root, workers, lambda _: None, ("section_title", "standfirst"))
    names = list(dict.fromkeys(made.pages))
    parts = [Part(name, "", made.pages.index(name)) for name in names]
    return PageSet("specimen", parts, list(draw_pages(made.pdf)), strict=True)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_millimetre_or_a_colour_is_found_in_the_specimen(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "styles", tmp_path / "styles")
    approved = Approved.read(tmp_path / "approved")
    approved.approve(specimen_of(tmp_path))
    assert compare(tmp_path, specimen_of(tmp_path)) == {}
    style = tmp_path / "styles" / "components" / "standfirst.css"
    replace(style, ".standfirst--chapter {", ".standfirst--chapter { padding-left: 1mm;")
    found = compare(tmp_path, specimen_of(tmp_path))
    assert "c-standfirst-1" in found
    replace(style, " padding-left: 1mm;", "")
    replace(tmp_path / "styles" / "tokens.css", "--vermillon: #B3381F", "--vermillon: #2B381F")
    found = compare(tmp_path, specimen_of(tmp_path))
    assert "c-section_title-1" in found
    assert all(change.strict and change.picture.is_file() for change in found.values())


@pytest.fixture
def pages(specimen: Path) -> Callable[[], PageSet]:
    """The pages of a copy of the tiny publication, with styles of its own."""
    shutil.copytree(PROJECT / "styles", specimen / "styles")

    def build() -> PageSet:
        book = check_publication(specimen).book
        assert book
        folders = Folders(specimen)
        studio = make_studio(specimen, folders.output)
        with Workers(2) as workers:
            made = build_pdf(book, studio, folders, workers, lambda _: None)
        return publication_pages(book, made, specimen)

    return build


@pytest.mark.slow
def test_editors_change_pages_freely_and_designers_do_not(
    specimen: Path, pages: Callable[[], PageSet]
) -> None:
    Approved.read(specimen / "approved").approve(pages())
    replace(specimen / "sources/chapters/introduction.md", "Un mot de méthode", "Notre méthode")
    changes = compare(specimen, pages())
    assert {change.page.rpartition("-")[0] for change in changes.values()} == {"sec-introduction"}
    assert not any(change.strict for change in changes.values())
    style = specimen / "styles" / "sections" / "colophon.css"
    replace(style, ".colophon h1 {", ".colophon h1 { padding-left: 1mm;")
    changes = compare(specimen, pages())
    assert {name for name, change in changes.items() if change.strict} == {"sec-colophon-1"}

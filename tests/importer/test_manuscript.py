"""Manuscripts to sources: real ones, as word processors save them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from importer.samples import write_manuscript
from pipeline.build import check_publication
from pipeline.cli import cli
from pipeline.errors import UsageError
from pipeline.importer.manuscript import import_manuscript, write_files
from pipeline.importer.model import Imported, slug


def text_of(imported: Imported, name: str) -> str:
    (file,) = (file for file in imported.files if file.name == f"sources/{name}")
    return file.data.decode()


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.md"])
def test_a_manuscript_becomes_chapters_tables_and_figures(specimen: Path, name: str) -> None:
    file = write_manuscript(specimen.parent / "manuscript", name)
    imported = import_manuscript(specimen, file)
    chapter = text_of(imported, "chapters/une-premiere-partie.md")
    assert chapter.startswith("---\nid: sec-une-premiere-partie\nkind: text\ntitle: ")
    # Levels are closed up: the manuscript leapt from the first to the third.
    assert "\n## Un intertitre trop bas\n" in chapter
    assert "**gras**" in chapter
    assert "[lien](https://www.exemple.fr)" in chapter
    assert "[^1]: Le texte de la note, avec *italique*." in chapter
    assert "Un « mot » entre guillemets ; voir la suite." in chapter
    table = yaml.safe_load(text_of(imported, "tables/les-lieux-ouverts.yaml"))
    assert (table["id"], table["title"]) == ("tbl-les-lieux-ouverts", "Les lieux ouverts")
    assert [column["label"] for column in table["columns"]] == ["Quartier", "Lieu", "Places"]
    assert [column.get("kind") for column in table["columns"]] == [None, None, "number"]
    assert table["rows"][0] == {"quartier": "Centre", "lieu": "Bibliothèque", "places": 1200}
    figure = yaml.safe_load(text_of(imported, "figures/une-place-vue-de-haut.yaml"))
    assert figure["file"] == "une-place-vue-de-haut.png"
    assert imported.counts["chapitres"] == 2
    assert any("renvoi interne" in words for words in imported.remarks)
    assert any("barré" in words for words in imported.remarks)


def test_what_is_missing_is_asked_for_by_the_checks(specimen: Path) -> None:
    file = write_manuscript(specimen.parent / "manuscript", "rapport.docx")
    write_files(specimen, import_manuscript(specimen, file))
    findings = check_publication(specimen).result.findings
    asked = {(f.rule, f.place.file.rpartition("/")[2]) for f in findings if not f.waived}
    assert ("SRC006", "les-lieux-ouverts.yaml") in asked
    assert ("FIG004", "une-place-vue-de-haut.yaml") in asked
    assert ("FIG006", "une-place-vue-de-haut.yaml") in asked
    # The texts themselves are read without a complaint, but for the words of a link.
    chapters = {rule for rule, name in asked if name.endswith(".md")}
    assert chapters <= {"ACC002"}


def test_an_opendocument_text_is_read_too(specimen: Path) -> None:
    file = write_manuscript(specimen.parent / "manuscript", "rapport.odt")
    imported = import_manuscript(specimen, file)
    assert imported.counts["tableaux"] == imported.counts["figures"] == 1
    assert "[^1]" in text_of(imported, "chapters/une-premiere-partie.md")


def test_nothing_is_overwritten(specimen: Path) -> None:
    file = write_manuscript(specimen.parent / "manuscript", "rapport.md")
    first = import_manuscript(specimen, file)
    write_files(specimen, first)
    before = {path: path.read_bytes() for path in specimen.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="there already"):
        write_files(specimen, first)
    write_files(specimen, import_manuscript(specimen, file))
    assert all(path.read_bytes() == data for path, data in before.items())
    again = specimen / "sources/chapters/la-suite-2.md"
    assert "id: sec-la-suite-2\n" in again.read_text("utf-8")


def test_a_manuscript_without_headings_is_one_chapter(specimen: Path) -> None:
    text = "Une page.\n\nEt\u00a0: une espace\u202f; `du code`.\n"
    file = write_manuscript(specimen.parent / "manuscript", "Été à Nantes.md", text)
    imported = import_manuscript(specimen, file)
    chapter = text_of(imported, "chapters/ete-a-nantes.md")
    assert 'title: "Été à Nantes"' in chapter
    # Spaces are the pipeline's to set.
    assert "Et : une espace ; du code." in chapter
    assert any("du code" in words for words in imported.remarks)


def test_what_is_no_manuscript_is_said(specimen: Path) -> None:
    broken = specimen.parent / "broken.docx"
    broken.write_bytes(b"no archive")
    sheet = specimen.parent / "sheet.xlsx"
    sheet.touch()
    for file, words in (
        (broken, "cannot be read"),
        (sheet, "no manuscript"),
        (specimen / "none.docx", "there is no file"),
    ):
        with pytest.raises(UsageError, match=words):
            import_manuscript(specimen, file)
    with pytest.raises(UsageError, match="--root"):
        import_manuscript(specimen.parent, broken)


def test_the_verb_tells_what_it_did_and_what_is_left(specimen: Path) -> None:
    file = write_manuscript(specimen.parent / "manuscript", "rapport.docx")
    done = CliRunner().invoke(cli, ["import", str(file), "--root", str(specimen)])
    assert done.exit_code == 0, done.output
    assert "1 note, 1 tableau, 1 figure" in done.output
    assert "sources/chapters/la-suite.md" in done.output
    assert "placer « - section: sec-la-suite »" in done.output
    assert (specimen / "sources/figures/une-place-vue-de-haut.png").is_file()


@pytest.mark.parametrize(
    ("words", "name"),
    [("L'été à Nantes", "l-ete-a-nantes"), ("Œuvres & cie", "oeuvres-cie"), ("???", "")],
)
def test_words_become_names(words: str, name: str) -> None:
    assert slug(words) == name

"""A whole publication, and what can be wrong with it as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.errors import Problem
from pipeline.load import load_publication
from pipeline.model.places import Place
from pipeline.model.tree import Heading, text_of


def problems_of(root: Path, cache: Path) -> list[Problem]:
    loaded = load_publication(root, cache)
    assert (loaded.publication is None) == bool(loaded.problems)
    return list(loaded.problems)


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "sources" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_specimen_loads_with_every_kind(specimen: Path, tree_cache: Path) -> None:
    publication = load_publication(specimen, tree_cache).publication
    assert publication is not None
    for kind in ("sections", "zooms", "boxes", "testimonials", "tables", "figures", "sheets"):
        held = getattr(publication, kind)
        assert held
        assert all(made.id == id_ for id_, made in held.items())
    zoom = next(iter(publication.zooms.values()))
    name = f"sources/zooms/{zoom.id.removeprefix('zoom-')}.md"
    assert zoom.place_of("title").file == name
    assert text_of(publication.trees[zoom.id, "body"])
    assert set(publication.texts) >= {name, "sources/publication.yaml"}


def test_markdown_of_a_yaml_file_is_placed_in_that_file(specimen: Path, tree_cache: Path) -> None:
    publication = load_publication(specimen, tree_cache).publication
    assert publication is not None
    lines = publication.texts["sources/sheets/nantes.yaml"].split("\n")
    tree = publication.trees["sheet-nantes", "panorama"]
    first = tree.blocks[0]
    word = text_of(first).split()[0]
    line = lines[first.place.line - 1]
    assert first.place.file == "sources/sheets/nantes.yaml"
    assert line[first.place.column - 1 :].lstrip("#[ ").startswith(word.strip("*[,."))


def test_problems_of_every_file_come_in_one_run_in_order(specimen: Path, tree_cache: Path) -> None:
    change(specimen, "publication.yaml", "title:", "titre:")
    change(specimen, "zooms/nantes-fonds.md", "id:", "idd:")
    change(specimen, "chapters/introduction.md", "---\n\n", "---\n\n<b>gras</b>\n\n")
    (specimen / "sources/facts/france.yaml").write_bytes(b"facts:\n  - {id: \xe9}\n")
    (specimen / "sources/sheets/lille.yaml").write_text("a: [", "utf-8")
    (specimen / "sources/zoom").mkdir()
    (specimen / "sources/zoom/x.md").write_text("---\n---\n", "utf-8")
    problems = problems_of(specimen, tree_cache)
    assert {p.rule for p in problems} == {"SRC002", "SRC003", "SRC005", "SRC010", "SRC011"}
    assert [p.place for p in problems] == sorted(p.place for p in problems)


def test_a_folder_without_sources_is_said(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, tmp_path)
    assert (problem.rule, problem.place.file) == ("SRC001", "sources")


def test_publication_yaml_must_be_there(specimen: Path, tree_cache: Path) -> None:
    (specimen / "sources/publication.yaml").unlink()
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.place) == ("SRC001", Place("sources/publication.yaml"))


@pytest.mark.parametrize("name", ["lexicon.yaml", "waivers.yaml"])
def test_other_single_files_may_be_missing_or_empty(
    specimen: Path, tree_cache: Path, name: str
) -> None:
    (specimen / "sources" / name).write_text("# rien\n", "utf-8")
    assert problems_of(specimen, tree_cache) == []
    (specimen / "sources" / name).unlink()
    assert problems_of(specimen, tree_cache) == []


@pytest.mark.parametrize("name", ["facts/france.yaml", "sheets/lille.yaml", "tables/elus.yaml"])
def test_an_empty_data_file_is_said(specimen: Path, tree_cache: Path, name: str) -> None:
    (specimen / "sources" / name).write_text("", "utf-8")
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.place) == ("SRC007", Place(f"sources/{name}"))


def test_a_list_of_metropoles_is_a_list(specimen: Path, tree_cache: Path) -> None:
    (specimen / "sources/metropoles.yaml").write_text("nantes: {name: Nantes}\n", "utf-8")
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.place.line) == ("SRC007", 1)


# --- ids --------------------------------------------------------------------------


def test_an_id_taken_twice_says_where_it_was_first(specimen: Path, tree_cache: Path) -> None:
    folder = specimen / "sources/zooms"
    shutil.copy(folder / "nantes-fonds.md", folder / "zoom-nantes-fonds.md")
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.key) == ("SRC008", "zoom-nantes-fonds")
    assert problem.place == Place("sources/zooms/zoom-nantes-fonds.md", 2, 5)
    assert "sources/zooms/nantes-fonds.md:2:5" in problem.message


def test_a_fact_and_a_reference_are_given_once(specimen: Path, tree_cache: Path) -> None:
    facts = specimen / "sources/facts/france.yaml"
    shutil.copy(facts, facts.with_name("encore.yaml"))
    path = specimen / "sources/bibliography.yaml"
    text = path.read_text("utf-8")
    entry = text[text.index("entries:") + len("entries:") :]
    path.write_text(text + entry.lstrip("\n"), "utf-8")
    problems = problems_of(specimen, tree_cache)
    assert {p.rule for p in problems} == {"SRC008"}
    assert {p.place.file.rpartition("/")[2] for p in problems} == {
        "bibliography.yaml",
        "france.yaml",
    }


def test_a_file_carries_the_name_of_its_id(specimen: Path, tree_cache: Path) -> None:
    folder = specimen / "sources/zooms"
    (folder / "nantes-fonds.md").rename(folder / "nantes.md")
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.place.file) == ("SRC009", "sources/zooms/nantes.md")
    assert "nantes-fonds.md" in problem.hint


def test_a_file_may_carry_its_id_in_full(specimen: Path, tree_cache: Path) -> None:
    folder = specimen / "sources/zooms"
    (folder / "nantes-fonds.md").rename(folder / "zoom-nantes-fonds.md")
    assert problems_of(specimen, tree_cache) == []


# --- facts ------------------------------------------------------------------------

FACTS = """\
scope: nantes
source: enquete-2019
facts:
  - {id: un.a, value: 1, unit: "", label: A}
  - {id: un.b, value: 2, unit: "", label: B, scope: lille, as_of: null}
"""


def test_facts_take_the_defaults_of_their_file(specimen: Path, tree_cache: Path) -> None:
    (specimen / "sources/facts/essai.yaml").write_text(FACTS, "utf-8")
    publication = load_publication(specimen, tree_cache).publication
    assert publication is not None
    first, second = publication.facts["un.a"], publication.facts["un.b"]
    assert (first.scope, first.source, second.scope) == ("nantes", "enquete-2019", "lille")
    assert first.place_of("scope") == Place("sources/facts/essai.yaml", 1, 8)
    assert second.place_of("scope") == Place("sources/facts/essai.yaml", 5, 53)


def test_a_wrong_default_is_said_once(specimen: Path, tree_cache: Path) -> None:
    text = FACTS.replace("source: enquete-2019", "source: 2019")
    (specimen / "sources/facts/essai.yaml").write_text(text, "utf-8")
    (problem,) = problems_of(specimen, tree_cache)
    assert problem.place == Place("sources/facts/essai.yaml", 2, 9)


# --- front matter, strangers ------------------------------------------------------


def test_the_body_is_no_key_of_the_front_matter(specimen: Path, tree_cache: Path) -> None:
    change(specimen, "zooms/nantes-fonds.md", "id:", "body: texte\nid:")
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.place.line, problem.key) == ("SRC005", 2, "body")


def test_markdown_is_placed_below_the_front_matter(specimen: Path, tree_cache: Path) -> None:
    path = specimen / "sources/zooms/nantes-fonds.md"
    head = path.read_text("utf-8").split("---\n")[1]
    path.write_text(
        f"---\r\n{head}---\r\n\r\n## Été {{#sec-ete}}\r\n\r\nTexte.", "utf-8", newline=""
    )
    publication = load_publication(specimen, tree_cache).publication
    assert publication is not None
    heading, _ = publication.trees["zoom-nantes-fonds", "body"].blocks
    assert isinstance(heading, Heading)
    assert heading.place == Place("sources/zooms/nantes-fonds.md", head.count("\n") + 4, 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zoom/lille.md", "zooms/lille.md"),
        ("zooms/lille.txt", "zooms/lille.md"),
        ("facts/lille.yml", "facts/lille.yaml"),
        ("chapters/deux/lille.md", "chapters/lille.md"),
        ("figures/lille.yml", "figures/lille.yaml"),
        ("lexique.yaml", "lexicon.yaml"),
        ("notes.txt", "chapters/"),
        ("brouillon/a.md", "chapters/"),
    ],
)
def test_a_file_that_nothing_reads_is_shown_its_place(
    specimen: Path, tree_cache: Path, name: str, words: str
) -> None:
    path = specimen / "sources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("texte", "utf-8")
    (problem,) = problems_of(specimen, tree_cache)
    assert (problem.rule, problem.place) == ("SRC011", Place(f"sources/{name}"))
    assert words in problem.hint


@pytest.mark.parametrize("name", ["README.md", "zooms/README.md", ".DS_Store", "figures/photo.jpg"])
def test_words_for_editors_and_pictures_are_no_strangers(
    specimen: Path, tree_cache: Path, name: str
) -> None:
    (specimen / "sources" / name).write_text("texte", "utf-8")
    assert problems_of(specimen, tree_cache) == []


# --- the cache --------------------------------------------------------------------


def test_warm_and_cold_loads_give_the_same(specimen: Path, tmp_path: Path) -> None:
    cold = load_publication(specimen, tmp_path / "cache").publication
    warm = load_publication(specimen, tmp_path / "cache").publication
    none = load_publication(specimen).publication
    assert cold is not None
    assert warm is not None
    assert none is not None
    assert cold.trees == warm.trees == none.trees
    assert cold == warm


def test_problems_of_markdown_are_found_again_when_warm(specimen: Path, tmp_path: Path) -> None:
    change(specimen, "chapters/introduction.md", "---\n\n", "---\n\n<b>gras</b>\n\n")
    assert problems_of(specimen, tmp_path) == problems_of(specimen, tmp_path) != []

"""What changed since a revision: `publication diff`, on a repository of the specimen."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.build.compare_words import changed_words
from pipeline.build.revision import read_revision
from pipeline.cli import cli
from pipeline.errors import UsageError

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="untestable: there is no git")


@pytest.fixture
def kept(specimen: Path) -> Path:
    """The specimen, committed in a folder of a repository."""
    for words in (
        ["init", "-q", "."],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first"],
    ):
        subprocess.run(["git", "-C", str(specimen.parent), *words], check=True)
    return specimen


def edit(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    file = root / "sources" / name
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def told(root: Path, *words: str) -> str:
    done = CliRunner().invoke(cli, ["diff", "HEAD", "--root", str(root), *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_nothing_changed_where_lines_are_only_wrapped_anew(kept: Path) -> None:
    edit(kept, "chapters/gouvernance.md", ("agissent près des", "agissent\nprès des"))
    assert told(kept) == "Depuis HEAD : 0 élément, 0 nombre, 0 texte.\n"


def test_a_number_is_told_with_both_values_and_its_uses(kept: Path) -> None:
    edit(kept, "facts/france.yaml", ("2380000", "2400000"), ("2,38 millions", "2,4 millions"))
    edit(kept, "chapters/introduction.md", ("2,38 millions", "2,4 millions"))
    data = json.loads(told(kept, "--format", "json"))
    (fact,) = data["facts"]
    assert (fact["id"], fact["change"]) == ("france.ess.salaries", "changed")
    values = (fact["before"].replace("\u00a0", " "), fact["after"].replace("\u00a0", " "))
    assert values == ("2,38 millions de salariés", "2,4 millions de salariés")
    assert {use["place"]["file"] for use in fact["uses"]} == {
        "sources/chapters/introduction.md",
        "sources/chapters/chiffres.md",
    }
    (text,) = data["texts"]
    assert "2,4 millions" in text["after"]
    words = told(kept).replace("\u00a0", " ")
    assert "~ france.ess.salaries : 2,38 millions de salariés → 2,4 millions de salariés" in words
    assert "employé : sources/chapters/introduction.md:7:3" in words


def test_pieces_come_go_and_move(kept: Path) -> None:
    include = "::: {include=box-leviers}\n:::\n"
    edit(kept, "chapters/paroles.md", (include, ""))
    edit(kept, "chapters/gouvernance.md", ("## Les élus", f"{include}\n## Les élus"))
    edit(
        kept,
        "publication.yaml",
        ("  - section: sec-carte\n", ""),
        (
            "  - section: sec-introduction\n",
            "  - section: sec-carte\n  - section: sec-introduction\n",
        ),
    )
    edit(kept, "chapters/champ-1.md", ("::: {include=box-galerie}\n:::\n", ""))
    (kept / "sources/boxes/galerie.md").unlink()
    data = json.loads(told(kept, "--format", "json"))
    found = {(p["change"], p["id"], p["before"], p["after"]) for p in data["pieces"]}
    assert ("removed", "box-galerie", "", "") in found
    assert ("moved", "box-leviers", "sec-paroles", "sec-gouvernance") in found
    (section,) = (entry for entry in found if entry[1] in ("sec-carte", "sec-introduction"))
    assert section[0] == "moved"
    assert "> box-leviers : Deux leviers pour agir" in told(kept)


def test_texts_are_told_by_paragraph_and_by_word(kept: Path) -> None:
    edit(
        kept,
        "chapters/gouvernance.md",
        ("des habitants.", "des habitantes.\n\nUn paragraphe entièrement nouveau."),
    )
    data = json.loads(told(kept, "--format", "json"))
    assert [(t["change"], t["place"]["line"]) for t in data["texts"]] == [
        ("changed", 11),
        ("added", 13),
    ]
    assert "[habitants. → habitantes.]" in told(kept)


def test_changed_words_stand_among_a_few_others() -> None:
    before = "un deux trois quatre cinq six sept huit neuf dix onze"
    (line,) = changed_words(before, before.replace("huit", "8"))
    assert line == "… trois quatre cinq six sept [huit → 8] neuf dix onze"


@pytest.mark.parametrize(
    ("revision", "words"), [("nowhere", "no revision nowhere"), ("--help", "no revision --help")]
)
def test_a_revision_that_is_none(kept: Path, tmp_path: Path, revision: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_revision(kept, revision, tmp_path / "cache")


def test_no_repository_and_no_sources_then(specimen: Path, kept: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no sources/"):
        read_revision(tmp_path, "HEAD", tmp_path / "cache")
    shutil.rmtree(tmp_path / ".git")
    with pytest.raises(UsageError, match="not in a git repository"):
        read_revision(kept, "HEAD", tmp_path / "cache")

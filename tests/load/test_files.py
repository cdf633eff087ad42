"""Files of every condition: encodings, line ends, what is no file at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import Problem
from pipeline.load.files import list_files, read_text, split_front_matter
from pipeline.model.places import Place


def read(root: Path, name: str = "sources/a.md") -> tuple[str | None, list[Problem]]:
    problems: list[Problem] = []
    return read_text(root, name, problems), problems


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        (b"\xef\xbb\xbfa", "a"),
        (b"", ""),
        ("l’été\u202f: 😀".encode(), "l’été\u202f: 😀"),
    ],
)
def test_any_line_ends_and_a_byte_order_mark_are_read(root: Path, data: bytes, text: str) -> None:
    (root / "sources/a.md").write_bytes(data)
    assert read(root) == (text, [])


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("é à\nl'été".encode("latin-1"), 1, 1),
        ("un\r\nété ".encode() + "où".encode("cp1252"), 2, 6),
        (b"\xef\xbb\xbfab\xff", 1, 3),
        ("mots".encode("utf-16"), 1, 1),
        (b"\xc3", 1, 1),
    ],
)
def test_another_encoding_is_shown_at_its_first_wrong_byte(
    root: Path, data: bytes, line: int, column: int
) -> None:
    (root / "sources/a.md").write_bytes(data)
    text, problems = read(root)
    assert text is None
    assert [(p.rule, p.place) for p in problems] == [
        ("SRC002", Place("sources/a.md", line, column))
    ]


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1f", "\x85", "\u2028", "\ufeff", "\ufffd"]
)
def test_characters_that_cannot_be_seen_are_shown(root: Path, character: str) -> None:
    (root / "sources/a.md").write_text(f"un\nde{character}ux", "utf-8")
    _, problems = read(root)
    assert [(p.rule, p.place) for p in problems] == [("SRC002", Place("sources/a.md", 2, 3))]
    assert f"U+{ord(character):04X}" in problems[0].message


def test_what_is_no_file_is_said(root: Path) -> None:
    (root / "sources/folder.md").mkdir()
    (root / "sources/link.md").symlink_to("nowhere.md")
    (root / "sources/round.md").symlink_to("round.md")
    os.mkfifo(root / "sources/pipe.md")
    said = {}
    for name in ("folder", "link", "round", "pipe", "missing"):
        _, problems = read(root, f"sources/{name}.md")
        assert [p.rule for p in problems] == ["SRC001"]
        said[name] = problems[0].message.partition(" : ")[2]
    assert said == {
        "folder": "c’est un dossier",
        "link": "il n’existe pas",
        "round": "c’est un lien qui tourne en rond",
        "pipe": "ce n’est pas un fichier ordinaire",
        "missing": "il n’existe pas",
    }


def test_a_name_that_is_not_utf8_can_be_shown(root: Path) -> None:
    name = os.fsdecode(b"sources/\xe9t\xe9.md")
    _, problems = read(root, name)
    assert problems[0].place.file.encode("utf-8")


def test_files_are_listed_in_order_without_hidden_ones(root: Path) -> None:
    for name in ("b.yaml", "a.yaml", ".hidden", "zooms/c.md", ".git/d.md", "zooms/sub/e.md"):
        path = root / "sources" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("")
    problems: list[Problem] = []
    assert list(list_files(root, problems)) == [
        "sources/a.yaml",
        "sources/b.yaml",
        "sources/zooms/c.md",
        "sources/zooms/sub/e.md",
    ]
    assert problems == []


# --- front matter -----------------------------------------------------------------


def split(text: str) -> tuple[object, list[Problem]]:
    problems: list[Problem] = []
    return split_front_matter("a.md", text, problems), problems


def test_both_halves_know_their_lines() -> None:
    halves, _ = split("---\nid: a\n---\n\nTexte.\n")
    assert halves is not None
    assert (halves.yaml, halves.yaml_line) == ("id: a", 2)  # type: ignore[attr-defined]
    assert (halves.body, halves.body_line) == ("\nTexte.\n", 4)  # type: ignore[attr-defined]


def test_a_rule_inside_an_indented_text_does_not_close_the_front_matter() -> None:
    halves, problems = split("---\nstandfirst: |\n  un\n  ---\n  deux\n---  \nTexte")
    assert problems == []
    assert halves.body == "Texte"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "vide"),
        (" \n\n", "vide"),
        ("id: a\n", "ne commence pas"),
        ("\n---\nid: a\n---\n", "ne commence pas"),
        ("---\nid: a\n\nTexte.", "n’est pas fermé"),
        ("---", "n’est pas fermé"),
    ],
)
def test_a_front_matter_that_is_not_one_is_said(text: str, words: str) -> None:
    halves, problems = split(text)
    assert halves is None
    assert [p.rule for p in problems] == ["SRC004"]
    assert words in problems[0].message

"""Many texts at once: their places, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.markdown import MarkdownText, parse, parse_markdown
from pipeline.model.places import Place
from pipeline.model.tree import Text, text_of

TEXTS = [
    MarkdownText("Un *mot*.\n\nDeux.", Place("a.md", 5)),
    MarkdownText("Un *mot*.\n\nDeux.", Place("b.yaml", 9, 3), indent=2),
    MarkdownText("<b>", Place("c.md", 7)),
]


def test_each_text_is_placed_in_its_own_file() -> None:
    trees, problems = parse_markdown(TEXTS)
    ends = [
        [node.place for node in tree.walk() if isinstance(node, Text)][-1] for tree in trees[:2]
    ]
    assert ends == [Place("a.md", 7, 1), Place("b.yaml", 11, 3)]
    assert trees[1].blocks[0].place == Place("b.yaml", 9, 3)
    assert [p.place for p in problems] == [Place("c.md", 7)]


def test_joined_lines_are_placed_by_their_jumps() -> None:
    text = MarkdownText(
        "un deux",
        Place("a.yaml", 4, 5),
        jumps=((0, Place("a.yaml", 4, 5)), (3, Place("a.yaml", 5, 3))),
    )
    locate = text.locator()
    assert locate(1, 2) == Place("a.yaml", 4, 6)
    assert locate(1, 5) == Place("a.yaml", 5, 4)


def test_no_text_needs_no_process() -> None:
    assert parse_markdown([]) == ([], [])


def test_many_texts_keep_their_order() -> None:
    # Enough for several processes.
    texts = [MarkdownText(f"Texte {n}. " * 400, Place(f"{n}.md")) for n in range(30)]
    trees, _ = parse_markdown(texts)
    assert [text_of(tree).split(".")[0] for tree in trees] == [f"Texte {n}" for n in range(30)]


# --- the store --------------------------------------------------------------------


@pytest.fixture
def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, reading a text anew is a failure of the test."""

    def refuse(texts: list[str]) -> list[None]:
        assert texts == []
        return []

    monkeypatch.setattr(parse, "read_texts", refuse)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*.json"))


def test_what_was_read_once_is_not_read_again(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first = parse_markdown(TEXTS, tmp_path)
    request.getfixturevalue("no_pandoc")
    moved = [MarkdownText(t.text, t.place.shifted(lines=3), t.indent) for t in TEXTS]
    trees, problems = parse_markdown(moved, tmp_path)
    assert parse_markdown(TEXTS, tmp_path) == first
    assert trees[0].blocks[0].place == Place("a.md", 8)
    assert problems[0].place == Place("c.md", 10)


@pytest.mark.parametrize("damage", [b"", b"{", b"0" * 64 + b"\n[[],[]]", b"\xff\xfe"])
def test_a_damaged_entry_is_read_anew_and_mended(tmp_path: Path, damage: bytes) -> None:
    first = parse_markdown(TEXTS, tmp_path)
    whole = {path: path.read_bytes() for path in entries(tmp_path)}
    for path in whole:
        path.write_bytes(damage)
    assert parse_markdown(TEXTS, tmp_path) == first
    assert {path: path.read_bytes() for path in entries(tmp_path)} == whole


def test_an_entry_is_small(tmp_path: Path) -> None:
    text = "Les *métropoles* soutiennent [36 000 salariés]{fact=a.b} de l’ESS[^n]. " * 50
    parse_markdown([MarkdownText(text + "\n\n[^n]: Note.", Place("a.md"))], tmp_path)
    (path,) = entries(tmp_path)
    assert path.stat().st_size < 6 * len(text)


def test_old_entries_leave_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.markdown.store.MOST_ENTRIES", 8)
    parse_markdown([MarkdownText(f"Texte {n}", Place("a.md")) for n in range(12)], tmp_path)
    assert len(entries(tmp_path)) == 6

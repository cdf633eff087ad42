"""The publication of 2019 is here whole: every item, in its order, at about its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.model.tree import Heading, text_of
from pipeline.resolve import resolve_book
from pipeline.resolve.reading import texts_of

ROOT = Path(__file__).resolve().parents[2]
MANIFEST: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("manifest.yaml").read_text(encoding="utf-8")
)
# What an item may differ from its length in print.
TOLERANCE = 0.2


@cache
def book() -> Book:
    loaded = load_publication(ROOT)
    assert not loaded.problems
    assert loaded.publication is not None
    return resolve_book(loaded.publication)


def placed() -> list[str]:
    """Sections and pieces in the order they are printed."""
    return [id_ for section in book().sections for id_ in (section.id, *section.pieces)]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["item"])
def test_item_is_printed(entry: dict[str, Any]) -> None:
    assert entry["id"] in placed()


def test_sections_keep_the_order_of_2019() -> None:
    order = [section.id for section in book().sections]
    home = {piece: section.id for section in book().sections for piece in section.pieces}
    sections = [home.get(entry["id"], entry["id"]) for entry in MANIFEST]
    positions = [order.index(section) for section in sections]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    "entry", [e for e in MANIFEST if "heading" in e], ids=lambda entry: entry["item"]
)
def test_heading_is_kept(entry: dict[str, Any]) -> None:
    assert plain(entry["heading"]) in headings(entry["id"])


def headings(piece: str) -> list[str]:
    return [
        plain(text_of(node))
        for text in texts_of(book().publication, piece)
        for node in text.tree.walk()
        if isinstance(node, Heading)
    ]


def plain(words: str) -> str:
    """Words without what typography may change."""
    return " ".join(words.replace("’", "'").replace("…", "...").split()).casefold()


@pytest.mark.parametrize(
    "entry", [e for e in MANIFEST if "words" in e], ids=lambda entry: entry["item"]
)
def test_length_is_about_that_of_2019(entry: dict[str, Any]) -> None:
    pieces = (entry["id"], *entry.get("with", ()))
    count = sum(len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", words)) for words in texts(pieces))
    assert abs(count - entry["words"]) <= TOLERANCE * entry["words"], count


def texts(pieces: tuple[str, ...]) -> Iterator[str]:
    for piece in pieces:
        for text in texts_of(book().publication, piece):
            yield text_of(text.tree, notes=True)

"""Kinds of sources."""

from __future__ import annotations

import pytest

from pipeline.model.kinds import KINDS
from pipeline.model.sources import Publication


def test_every_kind_is_held_by_the_publication() -> None:
    attributes = [kind.attribute for kind in KINDS]
    assert len(set(attributes)) == len(attributes)
    assert set(attributes) == set(Publication.model_fields) - {"root", "texts", "trees"}


def test_a_kind_knows_its_folder_and_ending() -> None:
    places = {kind.name: (kind.folder, kind.ending) for kind in KINDS}
    assert places["zoom"] == ("zooms", ".md")
    assert places["lexicon"] == ("", ".yaml")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("zooms/lille.md", "zoom"),
        ("zooms/lille.yaml", ""),
        ("zooms/nord/lille.md", ""),
        ("lexicon.yaml", "lexicon"),
        ("facts/lexicon.yaml", "facts"),
        ("lille.md", ""),
    ],
)
def test_a_file_is_of_one_kind_at_most(name: str, kind: str) -> None:
    assert "".join(k.name for k in KINDS if k.holds(name)) == kind

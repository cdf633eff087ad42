"""Kinds of sources."""

from __future__ import annotations

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

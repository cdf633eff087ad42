"""Words made by the pipeline where the prose gives none."""

from __future__ import annotations

import pytest

from pipeline.model.book import Target
from pipeline.model.places import Place
from pipeline.resolve.words import label_before, reference_words


@pytest.mark.parametrize(
    ("title", "speaker", "label"),
    [
        ("La parole à Johanna Rolland", "Johanna Rolland", "La parole à"),
        ("La parole au CGET", "CGET", "La parole au"),
        ("Une conviction", "Johanna Rolland", "La parole à"),
        ("CGET", "CGET", "La parole à"),
    ],
)
def test_the_title_says_how_a_speaker_is_introduced(title: str, speaker: str, label: str) -> None:
    assert label_before(title, speaker) == label
    target = Target("quote-essai", "quote", title, speaker, Place("sources/testimonials/essai.md"))
    assert reference_words(target) == f"{label.lower()} {speaker}"

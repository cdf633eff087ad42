"""Ends of paragraphs."""

from __future__ import annotations

import pytest

from pipeline.render.endings import keep_last_words


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<p>Un appui à la coopération.</p>",
            '<p>Un appui à la <span class="whole">coopération.</span></p>',
        ),
        (
            "<li>des villes et de Lyon</li>",
            '<li>des villes et <span class="whole">de\u00a0Lyon</span></li>',
        ),
        ("<p>Mot</p>", "<p>Mot</p>"),
        ("<p>Voir <a>la fiche</a></p>", "<p>Voir <a>la fiche</a></p>"),
        (
            "<p>c'est au choix\u202f:</p>",
            '<p>c\'est <span class="whole">au\u00a0choix\u202f:</span></p>',
        ),
    ],
)
def test_the_last_word_is_whole_and_a_short_one_not_alone(html: str, kept: str) -> None:
    assert keep_last_words(html) == kept


def test_headings_and_attributes_are_left_alone() -> None:
    html = '<h2 class="a b">Un titre bref</h2><p class="c d"><strong>Tout gras</strong></p>'
    assert keep_last_words(html) == html

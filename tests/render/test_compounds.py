"""Compounds with a short first part."""

from __future__ import annotations

import re

import pytest

from pipeline.render.compounds import keep_compounds


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>la co-construction</p>", "<p>la [co-c]onstruction</p>"),
        ("<p>c’est-à-dire l’éco-quartier</p>", "<p>c’[est-à-d]ire l’[éco-q]uartier</p>"),
        ("<p>(<b>Île-de-France</b>)</p>", "<p>(<b>[Île-de-F]rance</b>)</p>"),
    ],
)
def test_a_short_first_part_stays_with_the_next_letter(html: str, kept: str) -> None:
    shown = re.sub(r'<span class="nowrap">(.*?)</span>', r"[\1]", keep_compounds(html))
    assert shown == kept


@pytest.mark.parametrize(
    "html",
    [
        "<p>Saint-Étienne, demi-heure, 2016-2018, un -e</p>",
        '<a href="https://co-op.fr/co-op" title="co-construire">www.co-op.fr, nom@co-op.fr</a>',
        "<head><title>Co-construire</title></head>",
        "<svg><text>Co-construire</text></svg>",
    ],
)
def test_long_first_parts_addresses_and_markup_are_left_alone(html: str) -> None:
    assert keep_compounds(html) == html

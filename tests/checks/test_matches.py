"""What rules look for in all texts at once is found where one text ends and the next begins."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.build.check import check_publication

HEAD = "---\nid: sec-colophon\nkind: colophon\ntitle: Colophon\n---\n\n"


@pytest.mark.parametrize(
    ("first", "second", "rule", "line"),
    [
        ("Il y a 36000", "Nantes le dit.", "TYP007", 7),
        ("Un mot.", "A Nantes, on le dit.", "TYP009", 9),
        ("Est-ce vrai?", "Oui.", "TYP002", 7),
        ("Le", "le mot.", "", 0),
        ("Un plan de 2015 -", "2018 le suit.", "", 0),
        ("L'", "ESS le dit.", "", 0),
    ],
)
def test_texts_side_by_side_are_two(
    specimen: Path, tree_cache: Path, first: str, second: str, rule: str, line: int
) -> None:
    file = specimen / "sources/chapters/colophon.md"
    file.write_text(f"{HEAD}{first}\n\n{second}\n", "utf-8")
    result = check_publication(specimen, datetime.date(2026, 1, 1), tree_cache).result
    found = [(f.rule, f.place.line) for f in result.findings if f.rule.startswith("TYP")]
    assert found == ([(rule, line)] if rule else [])

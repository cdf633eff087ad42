"""Places."""

from __future__ import annotations

from pipeline.model.places import Place


def test_a_place_reads_as_editors_open_it() -> None:
    assert str(Place("sources/a.md", 12, 5)) == "sources/a.md:12:5"


def test_places_are_in_the_order_of_files_lines_and_columns() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 20), Place("a", 9, 3)]
    assert sorted(places) == places[::-1]


def test_a_place_is_shifted() -> None:
    assert Place("a", 2, 3).shifted(lines=4, columns=1) == Place("a", 6, 4)

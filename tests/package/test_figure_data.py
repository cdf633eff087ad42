"""What a narrow screen shows in place of a drawing."""

from __future__ import annotations

from pipeline.package.figure_data import Entry, Row, figure_rows

SERIES = [{"id": "a", "label": "emploi privé"}, {"id": "b", "label": "achats (SPASER)"}]


def test_values_are_bars_and_references_come_last() -> None:
    params = {
        "series": SERIES,
        "rows": [
            {"label": "Lyon", "note": "(région)", "values": {"a": 10.5, "b": None}},
            {"label": "Lille", "values": {"b": 4, "a": 14}},
        ],
        "references": [{"label": "France", "series": "a", "value": 7}],
    }
    assert figure_rows("dotplot", params) == (
        Row("Lyon (région)", (Entry("10,5\u202f%", "emploi privé", 1, 75.0),)),
        Row(
            "Lille",
            (
                Entry("14\u202f%", "emploi privé", 1, 100.0),
                Entry("4\u202f%", "achats (SPASER)", 2, 28.6),
            ),
        ),
        Row("France", (Entry("7\u202f%", "emploi privé", 1, 50.0),)),
    )


def test_documents_say_their_date_their_series_and_whether_they_are_only_announced() -> None:
    items = [
        {"period": [2016, 2018], "series": "a", "text": "plan d’action", "planned": True},
        {"date": "2019", "series": "b", "text": "SPASER"},
    ]
    params = {
        "series": SERIES,
        "rows": [{"label": "Nice", "items": items}],
        "planned_label": "annoncé",
    }
    (row,) = figure_rows("periods", params)
    assert row.entries == (
        Entry("2016-2018", "plan d’action\u202f; emploi privé\u202f; annoncé", 2),
        Entry("2019", "achats (SPASER)", 3),
    )


def test_points_and_stages_are_rows_and_a_map_is_none() -> None:
    points = {"x_label": "Habitants", "y_label": "Densité", "points": [
        {"label": "Nice", "x": 538766, "y": 368},
    ]}  # fmt: skip
    assert figure_rows("scatter", points) == (
        Row("Nice", (Entry("538\u202f766", "Habitants"), Entry("368", "Densité"))),
    )
    flow = {"nodes": [{"id": "a", "label": "Idée", "items": ["un", "deux"]}], "edges": []}
    assert figure_rows("flow", flow) == (Row("1. Idée", (Entry("", "un"), Entry("", "deux"))),)
    assert figure_rows("map", {}) == ()

"""The grid shown to designers tells what misses it, and only that."""

from __future__ import annotations

import pytest

from pipeline.model.layout import LayoutRecord
from pipeline.render.environment import PROJECT
from pipeline.render.grid import page_grids, stray_lines
from pipeline.typeset.job import SectionJob
from pipeline.typeset.section import typeset_section

TEXT = "<p>Les collectivités recourent à de multiples réseaux spécialisés.</p>" * 30


def lay_out(html: str) -> LayoutRecord:
    style = (PROJECT / "styles" / "print.css").as_uri()
    document = (
        f'<!doctype html><html lang="fr"><head><title>Essai</title>'
        f'<link rel="stylesheet" href="{style}"></head><body class="kind-text">'
        f'<main id="sec-a" data-src="a.md:1">{html}</main></body></html>'
    )
    return typeset_section(SectionJob("sec-a", document, PROJECT.as_uri() + "/")).record


def test_text_at_the_head_of_a_page_is_on_the_grid() -> None:
    record = lay_out(f'<div class="columns flow">{TEXT}</div>')
    assert list(stray_lines(record)) == []
    (grid,) = page_grids(record)
    assert grid.count == 54
    body = next(line for line in record.lines if line.tag == "p")
    assert grid.first == pytest.approx(body.baseline, abs=0.1)
    assert [column.name for column in grid.columns].count("column") == 2


def test_text_after_something_else_is_told_with_its_distance() -> None:
    block = '<div style="height: 29pt"></div>'
    record = lay_out(f'<div class="columns flow"><p>Avant.</p>{block}{TEXT}</div>')
    off = {round(distance, 1) for _, distance in stray_lines(record)}
    assert off == {3.0}
    assert {line.name for line in page_grids(record)[0].stray} == {"+3.0"}


def test_text_below_a_piece_is_typeset_on_the_grid() -> None:
    block = '<div style="height: 29pt"></div>'
    assert list(stray_lines(lay_out(f'{block}<div class="columns flow">{TEXT}</div>'))) == []


def test_the_text_of_a_testimonial_is_on_the_grid() -> None:
    for quote in ("", "Une voix.", "Une voix qui porte loin. " * 4):
        large = f'<div class="testimonial-quote"><p>{quote}</p></div>' if quote else ""
        record = lay_out(
            '<section class="piece testimonial"><div class="testimonial-text">'
            f'<h2><span class="testimonial-label">La parole à</span> Une voix</h2>{large}'
            f'<div class="columns flow">{TEXT}</div></div></section>'
        )
        assert list(stray_lines(record)) == [], quote

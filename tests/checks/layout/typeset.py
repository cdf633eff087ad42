"""Layouts for the tests: small pages, really typeset with the project's styles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.checks import Context, lay
from pipeline.checks.core import Confirmed, Fault
from pipeline.checks.layout.pages import SCREEN_PPI, LaidSection, Layout
from pipeline.model.layout import LayoutRecord
from pipeline.typeset import SectionJob, typeset_section

STYLES = Path(__file__).parents[3] / "styles"
TOKENS = (STYLES / "tokens.css").read_text("utf-8")
FILE = "sources/chapters/essai.md"


def rows(count: int, last: str = "la fin de ce paragraphe.") -> str:
    """So many lines of a column, each ended by hand: half a measure long, none hyphenated."""
    return "<br>".join(["Les métropoles agissent ici"] * (count - 1) + [last])


def block(count: int, line: int = 10, style: str = "", **words: str) -> str:
    """A paragraph of so many lines, from a line of the source."""
    return f'<p data-src="{FILE}:{line}" style="{style}">{rows(count, **words)}</p>'


def columns(html: str, style: str = "") -> str:
    """Two columns of text."""
    return f'<div class="columns flow" style="{style}">{html}</div>'


@cache
def record_of(html: str, kind: str, side: Literal["recto", "verso"]) -> LayoutRecord:
    """The record of a section holding some HTML; the engine must not complain."""
    document = (
        '<!doctype html><html lang="fr" class="part-vermillon"><head><meta charset="utf-8">'
        '<title>Essai</title><link rel="stylesheet" href="print.css"></head>'
        f'<body class="kind-{kind}"><main id="sec-essai" data-src="{FILE}:1">{html}</main>'
        "</body></html>"
    )
    result = typeset_section(SectionJob("sec-essai", document, STYLES.as_uri() + "/", side))
    assert result.warnings == ()
    return result.record


def laid(
    html: str,
    *,
    kind: str = "text",
    side: Literal["recto", "verso"] = "recto",
    closes_part: bool = False,
    tokens: str = TOKENS,
    ppi: float = SCREEN_PPI,
    fields: Mapping[str, int] | None = None,
) -> Layout:
    """A layout of one section that begins on page 10 or 11 of the book."""
    first = 10 if side == "recto" else 9
    record = record_of(html, kind, side)
    section = LaidSection("sec-essai", kind, first, record, closes_part, fields or {})
    return Layout((section,), tokens, ppi)


def faults(layout: Layout) -> dict[str, list[Fault]]:
    """What the layout rules find, by rule."""
    context = Context(laid=layout)
    found: dict[str, list[Fault]] = {}
    for rule in lay.RULES:
        for outcome in rule.check(context):
            if isinstance(outcome, Fault):
                found.setdefault(rule.id, []).append(outcome)
    return found


def confirmed(layout: Layout, rule_id: str) -> int:
    """How many things a rule found right."""
    rule = next(rule for rule in lay.RULES if rule.id == rule_id)
    outcomes = rule.check(Context(laid=layout))
    return sum(outcome.count for outcome in outcomes if isinstance(outcome, Confirmed))

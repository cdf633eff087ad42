"""LAY: pages as typeset, from the layout records. Each rule stands with its like in `layout/`."""

from __future__ import annotations

from pipeline.checks.layout import breaks, filling, legibility, lines, overflow

RULES = tuple(
    sorted(
        (
            *overflow.RULES,
            *breaks.RULES,
            *lines.RULES,
            *filling.RULES,
            *legibility.RULES,
        ),
        key=lambda rule: rule.id,
    )
)

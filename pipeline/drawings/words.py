"""The few French words that titles and descriptions of drawings need."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.french.format import format_list, format_value

NARROW, FIXED = "\u202f", "\u00a0"


def number(value: float, decimals: int = 0) -> str:
    """« 2 930 », « 10,5 »: rounded to that many decimals at most, without final zeros."""
    return format_value(round(Decimal(str(value)), decimals))


def percent(value: float) -> str:
    """« 10,5 % »."""
    return f"{number(value, 2)}{NARROW}%"


def counted(value: float, one: str, many: str, decimals: int = 0) -> str:
    """« 1 commune », « 24 communes »: the plural begins at two."""
    return f"{number(value, decimals)}{FIXED}{one if abs(value) < 2 else many}"


def listed(words: Sequence[str]) -> str:
    """« a, b et c »."""
    return format_list(words)


def left_out(labels: Sequence[str]) -> str:
    """A sentence naming what the drawing could not show, or nothing."""
    return f" Hors du cadre{FIXED}: {listed(labels)}." if labels else ""


def ordinal(rank: int, feminine: bool = False) -> str:
    """« 1ᵉʳ », « 6ᵉ », with raised letters."""
    if rank == 1:
        return "1ʳᵉ" if feminine else "1ᵉʳ"
    return f"{rank}ᵉ"

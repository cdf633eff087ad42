"""The words that stand for a target where the prose gives none."""

from __future__ import annotations

from pipeline.model.book import Target
from pipeline.model.pieces import Testimonial


def reference_words(target: Target) -> str:
    """« zoom GAIA à Grenoble », « fiche Nantes », « tableau 2 » …"""
    if target.kind == "zoom":
        return f"zoom « {target.short} »"
    if target.kind == "sheet":
        return f"fiche {target.short}"
    if target.kind == "tbl":
        return f"tableau {target.number}" if target.number else f"tableau « {target.short} »"
    if target.kind == "fig":
        return f"figure {target.number}" if target.number else f"figure « {target.short} »"
    if target.kind == "box":
        return f"encadré « {target.short} »"
    if target.kind == "quote":
        label = label_before(target.title, target.short)
        return f"{label[0].lower()}{label[1:]} {target.short}"
    if target.number:
        return f"champ d'action {target.number}"
    return f"« {target.short} »"


def testimonial_label(quote: Testimonial) -> str:
    """What stands above the speaker's name: « La parole à », « La parole au » (CGET)."""
    return label_before(quote.title, quote.speaker)


def label_before(title: str, speaker: str) -> str:
    """The words of a testimonial's title before its speaker; « La parole à » where it has none."""
    words = title.removesuffix(speaker)
    return words.strip() if words != title and words.strip() else "La parole à"

"""The words that stand for a target where the prose gives none."""

from __future__ import annotations

from pipeline.model.book import Target


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
        return f"la parole à {target.short}"
    if target.number:
        return f"champ d'action {target.number}"
    return f"« {target.short} »"

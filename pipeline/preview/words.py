"""What the browser is told: plain data, in the words of editors."""

from __future__ import annotations

from typing import Any

from pipeline.checks import FAMILIES, Finding
from pipeline.french.typography import set_text
from pipeline.preview.model import PreviewPage, Snapshot

_SEVERITIES = {"error": "Erreur", "warning": "Avertissement", "info": "Remarque"}
_ORDER = ("error", "warning", "info")
_KEPT = "Les pages montrées sont celles d’avant. Corrigez d’abord les erreurs : la page suivra."
_NONE = "Aucune page ne peut encore être montrée. Corrigez d’abord les erreurs."
_FAULT = (
    "Un défaut de l’outil empêche la composition ; ce n’est pas une faute de votre texte. "
    "Les pages montrées sont celles d’avant. Le détail est dans output/fault.log."
)


def snapshot_as_data(snapshot: Snapshot) -> dict[str, Any]:
    """A state of the preview as JSON can hold it, without the texts of its pages."""
    shown = snapshot.pages
    return {
        "kind": "state",
        "title": set_text(snapshot.title),
        "state": snapshot.state,
        "words": state_words(snapshot),
        "summary": summary_words(snapshot),
        "seconds": f"{snapshot.seconds:.1f}".replace(".", ",") + "\u202fs",
        "pages": [
            {
                "digest": page.digest,
                "folio": page.folio,
                "section": page.section,
                "width": page.width,
                "height": page.height,
            }
            for page in shown.pages
        ],
        "sections": [
            {
                "id": section.id,
                "title": set_text(section.title),
                "part": set_text(section.part),
                "folio": section.folio,
            }
            for section in shown.sections
        ],
        "findings": findings_as_data(snapshot),
        "focus": (
            {"folio": snapshot.focus.folio, "blocks": list(snapshot.focus.blocks)}
            if snapshot.focus
            else None
        ),
    }


def findings_as_data(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The unexcused findings, the gravest first, each with its page (0: none)."""
    pairs = zip(snapshot.findings, snapshot.folios, strict=True)
    told = [(finding, folio) for finding, folio in pairs if not finding.waived]
    told.sort(key=lambda pair: _ORDER.index(pair[0].severity))
    return [_finding(finding, folio) for finding, folio in told]


def _finding(finding: Finding, folio: int) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "family": FAMILIES[finding.rule[:3]],
        "severity": finding.severity,
        "label": _SEVERITIES[finding.severity],
        "file": finding.place.file,
        "line": finding.place.line,
        "message": finding.message,
        "hint": finding.hint,
        "folio": folio,
    }


def state_words(snapshot: Snapshot) -> str:
    """What the editor should know of the pages shown; nothing where they are those of the text."""
    if snapshot.state == "fault":
        return _FAULT
    if snapshot.state == "kept":
        return _KEPT if snapshot.pages.pages else _NONE
    return ""


def summary_words(snapshot: Snapshot) -> str:
    """« 24 pages, 1 erreur »."""
    count = len(snapshot.pages.pages)
    parts = [f"{count} page{'s' if count > 1 else ''}"]
    for severity in _ORDER:
        found = sum(f.severity == severity and not f.waived for f in snapshot.findings)
        if found:
            parts.append(f"{found} {_SEVERITIES[severity].lower()}{'s' if found > 1 else ''}")
    return ", ".join(parts)


def page_as_data(page: PreviewPage) -> list[dict[str, Any]]:
    """The lines of a page: what is written where, and which line of the sources says it."""
    return [
        {
            "x": round(line.x, 2),
            "y": round(line.baseline, 2),
            "width": round(line.width, 2),
            "size": round(line.size, 2),
            "text": line.text,
            "source": line.source,
        }
        for line in page.lines
        if line.text.strip()
    ]

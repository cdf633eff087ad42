"""What a build remembers for the next one: where things stood, and what each section was made of.

It only makes the next build quicker and lets it say why a section is typeset again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from pipeline.model.layout import Side
from pipeline.typeset.engine import engine_versions
from pipeline.typeset.job import SectionJob, SectionResult
from pipeline.typeset.references import used_folios


@dataclass(frozen=True, slots=True)
class SectionMemory:
    """What one section was made of, when last typeset for a book."""

    html: str
    side: Side
    folios: Mapping[str, str]
    resources: Mapping[str, str]
    engine: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The last build: folios of all ids, and its sections."""

    folios: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, SectionMemory] = field(default_factory=dict)

    def to_json(self) -> str:
        """Canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Memory:
        """The memory `to_json` wrote; an empty one where the text is none of it."""
        try:
            data = json.loads(text)
            sections = {name: SectionMemory(**item) for name, item in data["sections"].items()}
            return cls(data["folios"], sections)
        except (ValueError, KeyError, TypeError, AttributeError):
            # Cut short or of another version: a build without memory is only slower.
            return cls()


def remember(job: SectionJob, result: SectionResult) -> SectionMemory:
    """What a section was made of."""
    return SectionMemory(
        html=hashlib.sha256(job.html.encode()).hexdigest(),
        side="verso" if job.side == "verso" else "recto",
        folios=used_folios(job.html, job.folios),
        resources=dict(result.resources),
        engine=_engine(),
    )


def reason_for(before: SectionMemory | None, after: SectionMemory) -> tuple[str, str]:
    """Why a section had to be typeset again: a word, and what changed.

    The words: new, text, engine, files, side, references, lost (the cache no longer had it).
    """
    if before is None:
        return "new", ""
    if before.html != after.html:
        return "text", ""
    if before.engine != after.engine:
        return "engine", ""
    if before.resources != after.resources:
        return "files", ", ".join(_differing(before.resources, after.resources))
    if before.side != after.side:
        return "side", f"{before.side} -> {after.side}"
    if before.folios != after.folios:
        changes = [
            f"{name}: {before.folios.get(name, '?')} -> {after.folios.get(name, '?')}"
            for name in _differing(before.folios, after.folios)
        ]
        return "references", ", ".join(changes)
    return "lost", ""


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name, "") != after.get(name, ""))


def _engine() -> str:
    return hashlib.sha256(json.dumps(engine_versions(), sort_keys=True).encode()).hexdigest()

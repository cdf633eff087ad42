"""Edits as an editor or a designer makes them, on a copy of a publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pipeline.bench.process import BenchError

# A small word in a line of nothing but words, and what it becomes.
_PROSE = re.compile(r"^[\w ,.'’-]* (les|des|un|une|et) [\w ,.'’-]*$", re.M)
_OTHER = {"les": "ces", "des": "les", "un": "le", "une": "la", "et": "ou"}
_AREA = re.compile(r"^area: \{value: (\d+).*\}$", re.M)
_INK = re.compile(r"^(\s*--encre:\s*)#[0-9A-Fa-f]{6}", re.M)
# About a page of running text, that no rule finds fault with.
_SENTENCE = (
    "Les services de la collectivité et les acteurs du territoire se réunissent chaque année pour "
    "faire le point sur les actions engagées, sur leurs effets et sur celles qui restent à mener. "
)


def change_word(root: Path) -> None:
    """A small word becomes another, in the middle of the longest chapter that has one."""
    for chapter in _chapters(root):
        text = chapter.read_text(encoding="utf-8")
        head = text.find("\n---", 3)
        found = _PROSE.search(text, max(head, len(text) // 2)) or _PROSE.search(text, head)
        if found:
            _write(chapter, text[: found.start(1)] + _OTHER[found[1]] + text[found.end(1) :])
            return
    raise BenchError("no chapter has a plain line of prose")


def change_value(root: Path) -> None:
    """The area on the first sheet that says it grows by one."""
    for sheet in sorted((root / "sources" / "sheets").glob("*.yaml")):
        text = sheet.read_text(encoding="utf-8")
        found = _AREA.search(text)
        if found:
            area = int(found[1]) + 1
            line = f'area: {{value: {area}, published: "{area} km²"}}'
            _write(sheet, text[: found.start()] + line + text[found.end() :])
            return
    raise BenchError("no sheet says an area")


def change_token(root: Path) -> None:
    """The ink becomes another colour: every page changes."""
    tokens = root / "styles" / "tokens.css"
    _write(tokens, _INK.sub(r"\g<1>#16283D", tokens.read_text(encoding="utf-8"), count=1))


def lengthen_chapter(root: Path) -> None:
    """The longest chapter gets about a page of text before its end."""
    chapter = _chapters(root)[0]
    text = chapter.read_text(encoding="utf-8").rstrip()
    paragraphs = "\n\n".join([_SENTENCE.strip(), _SENTENCE * 2, _SENTENCE * 3] * 3)
    _write(chapter, f"{text}\n\n{paragraphs.strip()}\n")


EDITS: dict[str, Callable[[Path], None]] = {
    "word": change_word,
    "value": change_value,
    "token": change_token,
    "longer": lengthen_chapter,
}


def _chapters(root: Path) -> list[Path]:
    """The chapters, the longest first."""
    chapters = (root / "sources" / "chapters").glob("*.md")
    return sorted(chapters, key=lambda path: (-path.stat().st_size, path.name))


def _write(path: Path, text: str) -> None:
    if path.read_text(encoding="utf-8") == text:
        raise BenchError(f"the edit changes nothing in {path}")
    path.write_text(text, encoding="utf-8")

"""What changed, in French, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.build.compare import Difference, FactChange, PieceChange, TextChange

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
_ABOUT = {
    "label": "intitulé",
    "scope": "périmètre",
    "as_of": "date",
    "source": "source",
    "primary": "source première",
}
# Words shown on either side of a change.
_AROUND = 5


def format_difference(difference: Difference, revision: str) -> str:
    """Pieces, numbers, texts; one line says how many of each."""
    counts = [
        _counted(len(difference.pieces), "élément", "éléments"),
        _counted(len(difference.facts), "nombre", "nombres"),
        _counted(len(difference.texts), "texte", "textes"),
    ]
    lines = [f"Depuis {revision} : {', '.join(counts)}."]
    parts = (
        ("Éléments", [line for piece in difference.pieces for line in _piece_lines(piece)]),
        ("Nombres", [line for fact in difference.facts for line in _fact_lines(fact)]),
        ("Textes", [line for text in difference.texts for line in _text_lines(text)]),
    )
    for title, told in parts:
        if told:
            lines += ["", title, *(f"  {line}" for line in told)]
    lines += ["", "Signes : + ajouté, - retiré, ~ modifié, > déplacé."] if len(lines) > 1 else []
    return "\n".join(lines)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count < 2 else many}"


def _piece_lines(piece: PieceChange) -> Iterator[str]:
    yield f"{_SIGNS[piece.change]} {piece.id} : {piece.title} ({piece.place.file})"
    if piece.change == "moved":
        yield f"    {_where(piece, piece.before)} → {_where(piece, piece.after)}"


def _where(piece: PieceChange, other: str) -> str:
    """A section stands after another one, a piece in one."""
    if piece.id.startswith(("sec-", "part-", "sheet-")):
        return f"après {other}" if other else "en tête"
    return f"dans {other}" if other else "placé nulle part"


def _fact_lines(fact: FactChange) -> Iterator[str]:
    said = {
        "changed": f"{fact.before} → {fact.after}" if fact.before != fact.after else fact.after,
        "added": fact.after,
        "removed": fact.before,
    }[fact.change]
    yield f"{_SIGNS[fact.change]} {fact.id} : {said} ({fact.label}, {fact.place})"
    for name, (before, after) in fact.about.items():
        yield f"    {_ABOUT[name]} : {before or 'rien'} → {after or 'rien'}"
    for use in fact.uses:
        words = f"  « {use.words} »" if use.words and use.how == "text" else ""
        yield f"    employé : {use.place}{words}"


def _text_lines(text: TextChange) -> Iterator[str]:
    yield f"{_SIGNS[text.change]} {text.place.file}:{text.place.line}"
    if text.change == "changed":
        for line in changed_words(text.before, text.after):
            yield f"    {line}"
    else:
        yield f"    « {text.before or text.after} »"


def changed_words(before: str, after: str) -> Iterator[str]:
    """The words that changed, with a few around them: « les [anciens → nouveaux] mots »."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        parts = []
        for kind, i, j, k, m in group:
            if kind == "equal":
                parts.append(" ".join(new[k:m]))
            else:
                parts.append(f"[{' '.join(old[i:j]) or '–'} → {' '.join(new[k:m]) or '–'}]")
        begins = "" if group[0][1] == 0 else "… "
        ends = "" if group[-1][2] == len(old) else " …"
        yield f"{begins}{' '.join(parts)}{ends}"

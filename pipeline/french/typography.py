"""Micro-typography, after the Lexique des règles typographiques of the Imprimerie nationale.

The same output goes to the PDF and to the EPUB. What is decided here:

| where | becomes |
|---|---|
| before ; ! ? | narrow no-break space (U+202F) |
| before : and » , after « | no-break space (U+00A0) |
| between thousands, before a unit symbol (%, €, km²…) | narrow no-break space |
| between a number and its unit word (euros, millions, habitants…), n° 12, p. 48, art. 5, M. Nom, 31 juillet, XIXe siècle, 59000 Lille, pairs of a telephone number | no-break space |
| inside a pair of dashes – so –, before a single one | no-break space |
| ' after a letter | ’ |
| ... | … |
| -, -- or an em dash between spaces | en dash |
| 1er 2e 1re 2nd | raised letters (Superscript) |
| XIXe siècle, XIXe et XXe siècles, IIe millénaire | SmallCaps (set in small capitals by the style: the letters stay capitals) and Superscript |
| Ve République, François Ier | Superscript |

Only spaces that are there are changed: a space that is missing is a finding (TYP), not a repair.
Nothing changes inside addresses (URLs, e-mail). Running it twice changes nothing.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.french.characters import (
    APOSTROPHE,
    ELLIPSIS,
    EN_DASH,
    ERA,
    MONTH,
    NARROW,
    NO_BREAK,
    SPACE,
    before_era,
)  # fmt: skip
from pipeline.french.units import SYMBOLS, UNIT_WORDS
from pipeline.model.tree import (
    LineBreak,
    Node,
    Note,
    Parent,
    SmallCaps,
    Superscript,
    Text,
    Tree,
    map_inlines,
)  # fmt: skip

Raised = Literal["superscript", "smallcaps"]

_OBJECT = "\ufffc"
"""Stands for words the pipeline gives later (an empty reference, a number to fill in)."""

_S = SPACE
_SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True))
_WORDS = "|".join(f"{word}s?" for word in UNIT_WORDS)

# (replacement, expression): every character captured by group 1 that is a space, an apostrophe, a
# dash or dots is replaced.
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (replacement, re.compile(pattern))
    for replacement, pattern in (
        (ELLIPSIS, r"(?<!\.)(\.\.\.)(?!\.)"),
        (APOSTROPHE, r"(?<=[^\W\d_])(')"),
        (EN_DASH, rf"(?<={_S})(-{{1,3}}|—)(?={_S})"),
        (NARROW, rf"({_S})(?=[;!?])"),
        (NO_BREAK, rf"({_S})(?=:(?!/))"),
        (NO_BREAK, rf"({_S})(?=»)|(?<=«)({_S})"),
        (NARROW, rf"(?<=\d)({_S})(?=(?:{_SYMBOL})(?![\w²]))"),
        (NO_BREAK, rf"(?<=[\d{_OBJECT}])({_S})(?=(?:{_WORDS})(?!\w))"),
        (NO_BREAK, rf"(?<=\bmille)({_S})(?=(?:{_WORDS})(?!\w))"),
        (NO_BREAK, rf"\b[Nn](?:°|º)({_S})(?=\d)|\bnos({_S})(?=\d)"),
        (NO_BREAK, rf"(?<!\w)(?:pp?|art|chap|fig|vol|éd)\.({_S})(?=\d)|§({_S})(?=\d)"),
        (
            NO_BREAK,
            r"\b(?:[Aa]rticle|[Cc]hapitre|[Pp]age|[Ff]igure|[Tt]ableau|[Cc]hamp(?: d[’']action)?"
            rf"|[Aa]xe|[Éé]tape|[Aa]nnexe|[Tt]itre|[Ll]ot|[Pp]hase)s?({_S})(?=[\dIVX])",
        ),
        (NO_BREAK, rf"(?<!\w)(?:MM?\.|Mmes?|Mlles?|Dr|Pr|Me)({_S})(?=[A-ZÀ-ÝŒ])"),
        (NO_BREAK, rf"(?<!\d)(?:\d\d?|1er)({_S})(?={MONTH}\b)"),
        # A postcode and its town: an amount of five digits would have its thousands apart.
        (NO_BREAK, rf"(?<!\w)(?<!\d[,.{NARROW}{NO_BREAK} ])\d{{5}}({_S})(?=[A-ZÀ-ÝŒ][^\W\d_])"),
        (NO_BREAK, rf"\b[IVX]+er?({_S})(?={ERA}\b)"),
    )
)
_THOUSANDS = re.compile(rf"(?<!\d)(?<!\d[,.])\d{{1,3}}(?:{_S}\d{{3}})+(?!\d)")
_TELEPHONE = re.compile(rf"(?<!\w)0[1-9](?:{_S}\d\d){{4}}(?!\d)")
_DASH = re.compile(rf"({_S})[–—-]{{1,3}}({_S})")
_SENTENCE_END = re.compile(r"[.!?…;](?=\s)")
_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.\w+)+")
_ORDINAL = re.compile(r"(?<![\w,])(?<!\d\.)(?:1(ers?|res?)|\d+(es?|nde?s?))(?!\w)")
_ROMAN = re.compile(r"(?<!\w)([IVX]+)(er?)(?!\w)")
_CENTURY = re.compile(before_era(r"[IVX]+er?"))


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    form: Raised


def set_text(text: str) -> str:
    """A plain string (a title, a label of a YAML file) with French typography."""
    pieces, position = [], 0
    for edit in _find_edits(text):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def set_typography(tree: Tree) -> Tree:
    """The tree with French typography; each run of words is seen whole."""
    return map_inlines(tree, _set_run)


def _set_run(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    run = "".join(_flat(node) for node in nodes)
    return _Rebuild(run).nodes(nodes)


def _flat(node: Node) -> str:
    """The characters of a run, in step with `_Rebuild.node`: notes take none."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Note):
        return ""
    if isinstance(node, LineBreak):
        return "\n"
    if isinstance(node, Parent) and node.children:
        return "".join(_flat(child) for child in node.children)
    return _OBJECT


class _Rebuild:
    """Walks a run again, with the edits and marks found in its whole text."""

    def __init__(self, run: str) -> None:
        self.position = 0
        self.edits = _find_edits(run)
        self.marks = _find_marks(run)

    def nodes(self, nodes: tuple[Node, ...], raised: bool = False) -> tuple[Node, ...]:
        return tuple(new for node in nodes for new in self.node(node, raised))

    def node(self, node: Node, raised: bool) -> tuple[Node, ...]:
        if isinstance(node, Text):
            start, self.position = self.position, self.position + len(node.text)
            return tuple(self._pieces(node, start, raised))
        if isinstance(node, Note):
            return (node,)
        if isinstance(node, Parent) and node.children:
            inside = raised or isinstance(node, (Superscript, SmallCaps))
            return (replace(node, children=self.nodes(node.children, inside)),)
        self.position += 1
        return (node,)

    def _pieces(self, node: Text, start: int, raised: bool) -> Iterator[Node]:
        """The text node cut where letters are raised, and after a change of length, so that the
        column of what follows still points at its character."""
        end = start + len(node.text)
        cuts = {start, end} | {
            point
            for mark in self.marks
            for point in (mark.start, mark.end)
            if not raised and start < point < end
        }
        resized = (edit for edit in self.edits if len(edit.text) != edit.end - edit.start)
        cuts |= {edit.end for edit in resized if start < edit.end < end}
        points = sorted(cuts)
        for first, last in pairwise(points):
            place = node.place.shifted(columns=first - start)
            piece = Text(place, self._edited(node.text[first - start : last - start], first))
            if not piece.text:
                continue
            form = next((m.form for m in self.marks if m.start <= first < m.end), None)
            if raised or form is None:
                yield piece
            elif form == "superscript":
                yield Superscript(place, (piece,))
            else:
                yield SmallCaps(place, (piece,))

    def _edited(self, text: str, start: int) -> str:
        """The text with the edits that begin in it; one that began before takes its rest away."""
        end, pieces, position = start + len(text), [], start
        for edit in self.edits:
            if edit.end <= start or edit.start >= end:
                continue
            pieces.append(text[position - start : max(edit.start, start) - start])
            pieces.append(edit.text if edit.start >= start else "")
            position = min(edit.end, end)
        return "".join([*pieces, text[position - start :]])


def _find_edits(text: str) -> list[_Edit]:
    """Every change, in order, none inside an address and none overlapping another."""
    closed = [match.span() for match in _ADDRESS.finditer(text)]
    found: dict[int, _Edit] = {}

    def add(start: int, end: int, replacement: str) -> None:
        inside = any(first <= start < last for first, last in closed)
        if not inside and start not in found:
            found[start] = _Edit(start, end, replacement)

    for pattern, replacement in ((_THOUSANDS, NARROW), (_TELEPHONE, NO_BREAK)):
        for match in pattern.finditer(text):
            for space in re.finditer(_S, match.group()):
                add(match.start() + space.start(), match.start() + space.end(), replacement)
    for start, end in _dash_spaces(text):
        add(start, end, NO_BREAK)
    for replacement, rule in _RULES:
        for match in rule.finditer(text):
            group = match.lastindex or 0
            add(*match.span(group), replacement)
    return [edit for _, edit in sorted(found.items()) if text[edit.start : edit.end] != edit.text]


def _dash_spaces(text: str) -> Iterator[tuple[int, int]]:
    """The spaces inside pairs of dashes: after the first, before the second, in one sentence.

    A dash without its second keeps to the word before it: no line begins with it.
    """
    opened: re.Match[str] | None = None
    last = 0
    for match in _DASH.finditer(text):
        if opened and _SENTENCE_END.search(text, last, match.start() + 1):
            yield opened.span(1)
            opened = None
        if opened:
            yield opened.span(2)
            yield match.span(1)
            opened = None
        else:
            opened = match
        last = match.end()
    if opened:
        yield opened.span(1)


def _find_marks(text: str) -> list[_Mark]:
    closed = [match.span() for match in _ADDRESS.finditer(text)]
    marks = []
    for match in _ORDINAL.finditer(text):
        start, end = match.span(match.lastindex or 0)
        if not any(first <= start < last for first, last in closed):
            marks.append(_Mark(start, end, "superscript"))
    for match in _ROMAN.finditer(text):
        if _CENTURY.match(text, match.end()):
            marks.append(_Mark(*match.span(1), "smallcaps"))
        marks.append(_Mark(*match.span(2), "superscript"))
    return marks

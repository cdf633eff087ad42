"""Numbers that are not quantities: dates, laws, addresses, folios, names, list marks, ordinals.

Each pattern has a kind; those first in the table win over those after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pipeline.french.characters import MONTH, SPACE
from pipeline.french.spelled import find_spelled, spell_number

Kind = Literal[
    "quantity", "ordinal", "year", "date", "law", "address", "period", "folio", "name", "list"
]


@dataclass(frozen=True, slots=True)
class Mask:
    """A part of a text that is a number of a kind other than quantity."""

    start: int
    end: int
    kind: Kind
    value: Decimal | tuple[Decimal, Decimal]


_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_N = rf"(?:n(?:°|º|o\b)|nos?){SPACE}?"
_TIES = r"(?:en|de|depuis|dès|avant|après|fin|début|mi-?|années?|jusqu['’]en|horizon|d['’]ici"
_TIES += r"|courant|printemps|été|automne|hiver|mandat|édition|loi)"
_COUNTED = r"(?:hab|salarié|emplois?\b|personnes?\b|entreprises?\b|établissements?\b"
_COUNTED += r"|structures?\b|associations?\b|euros?\b|heures?\b|ha\b|km|m²|nouve)"

# {s} one space of any kind, {y} a year, {m} a month, {n} « n° », {t} a word that a year
# follows, {w} a word that is counted; (?P<v>) bounds the number where the pattern looks further.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("address", r"https?://\S+|www\.\S+|\b[\w.+-]+@[\w-]+\.\w+"),
    ("address", r"(?<!\w)(?:\+33{s}?[1-9]|0[1-9])(?:[{S}.]?\d\d){4}(?!\d)"),
    ("law", r"\b[LRDA]\.?{s}?\*?\d{3,4}(?:-\d+)*(?!\w)"),
    (
        "law",
        r"\b(?:loi|décret|ordonnance|arrêté|circulaire|délibération|instruction){s}{n}\d[\d-]*",
    ),
    ("law", r"\b(?:directive|règlement){s}(?:\([A-Z]+\){s})?(?:{n})?\d+/\d+(?:/[A-Z]+)?"),
    ("law", r"\b{n}\d{2,4}-\d+(?!\d)"),
    (
        "law",
        r"\b(?:[Aa]rticles?|[Aa]rt\.|alinéas?){s}\d+(?:-\d+)*"
        r"(?:(?:,{s}|{s}et{s}|{s}à{s})\d+)*",
    ),
    ("folio", r"(?<!\w)(?:pp?\.|[Pp]ages?){s}?\d+(?:(?:[-–—]|{s}à{s}|{s}et{s}|,{s})\d+)*"),
    ("name", r"\b{n}\d+(?!\d)"),
    ("date", r"(?<!\d)\d{1,2}(?::|{s}?h{s}?)[0-5]\d(?!\d)"),
    ("date", r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)"),
    (
        "date",
        r"(?<!\d)(?:(?:1er|\d{1,2})(?:,{s}|{s}et{s}|{s}au{s}|{s}à{s}|-|–))*"
        r"(?:1er|\d{1,2}){s}{m}\b(?:{s}{y}(?!\d))?",
    ),
    ("date", r"(?i:\b{m}){s}{y}(?!\d)"),
    ("address", r"\b(?:CS|BP|B\.P\.|TSA){s}?\d[\d{S}]*\d"),
    ("address", r"(?<!\d)\d{5}(?={s}[A-ZÀ-Ý])|(?i:\bcedex){s}\d+"),
    (
        "address",
        r"(?<![\d,])\d{1,3}(?:-\d+)?(?:{s}(?:bis|ter))?,?{s}"
        r"(?=(?:rue|avenue|av\.|boulevard|bd|place|quai|cours|parc|allée|allées|esplanade|impasse"
        r"|chemin|route|square|passage|rond-point|promenade)\b)",
    ),
    ("period", r"(?<![\d-]){y}(?:[-–—/])(?:{y}|\d\d)(?![\d-])"),
    ("period", r"(?:\bde|[Ee]ntre){s}{y}{s}(?:à|et){s}{y}(?!\d)"),
    (
        "list",
        r"(?i:\b(?:champ(?:{s}d['’]action)?|axe|étape|chapitre|figure|fig\.|tableau|volet|phase"
        r"|titre|défi|objectif|lot|annexe|note|encadré|fiche|priorité|niveau|partie|tome))"
        r"{s}\d+(?![\d%€]|{s}?[%€]|[,.]\d)",
    ),
    ("list", r"#{s}?\d+\b"),
    ("list", r"(?m:^{s}*)\(?\d{1,2}[.)](?={s})"),
    ("list", r"(?<=\()\d(?=\){s})"),
    ("ordinal", r"(?<![\w,.])1(?:er|ers|re|res|ère|ères)\b"),
    ("ordinal", r"(?<![\w,.])\d+(?:i?èmes?|es?|nde?s?)\b"),
    ("ordinal", r"\b[IVX]+(?:e|er|ᵉ)(?={s}siècle)"),
    ("ordinal", r"(?i:\b(?:premi(?:er|ère)s?|seconde?s?)\b)"),
    ("name", r"(?<![\w])(?!mi-|[kcm]?m2)[A-Za-zÀ-ÿ]{1,6}[-.]?\d+[A-Za-z0-9]*\b"),
    ("name", r"(?<![\w,])\d+[A-Z][A-Z0-9]*\b(?!€)"),
    ("name", r"\bCOP{s}\d+|\b[A-ZÀ-Ý]{2,6}{s}\d{1,2}(?={s}*(?:[.;:)»]|$))"),
    ("period", r"\bannées{s}(?:{y}|\d0)(?!\d)"),
    ("year", r"(?i:(?<![\w-]){t}{s}?)(?P<v>{y})(?![\d%€]|{s}?[%€]|,\d)"),
    ("year", r"(?<![\d,.])(?<!\d[{S}]){y}(?!\d|{s}?[%€²]|[,.]\d|{s}{w})"),
)  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    for short, long in (
        ("{S}", SPACE[1:-1]), ("{s}", SPACE), ("{y}", _YEAR), ("{m}", MONTH),
        ("{n}", _N), ("{t}", _TIES), ("{w}", _COUNTED),
    ):  # fmt: skip
        pattern = pattern.replace(short, long)
    return re.compile(pattern)


_FIGURE = re.compile("[0-9]")
_COMPILED = tuple((kind, _compile(pattern)) for kind, pattern in _PATTERNS)
_WITHOUT_FIGURES = tuple(
    (kind, pattern) for kind, pattern in _COMPILED if r"\d" not in pattern.pattern
)

_STEMS = {"un": "un", "quatre": "quatr", "cinq": "cinqu", "neuf": "neuv"}


def _ordinal_words(value: int) -> str:
    """« deuxième », « vingt et unième », « quatre-vingtième »."""
    head, last = re.fullmatch(r"(.*?[- ]?)([^- ]+)", spell_number(value)).groups()  # type: ignore[union-attr]
    stem = _STEMS.get(last) or last.removesuffix("s" if last == "vingts" else "e")
    return f"{head}{stem}ième"


_SPELLED_ORDINALS = {_ordinal_words(value): value for value in range(2, 101)}
_ORDINAL_WORD = re.compile(
    rf"(?i)(?<!\w)(?<!\bun )(?<!\bdeux )(?<!\btrois )(?<!\bquatre )(?<!\bcinq )(?<!\bsix )"
    rf"(?<!\bsept )(?<!\bhuit )(?<!\bneuf )"
    rf"({'|'.join(sorted(_SPELLED_ORDINALS, key=len, reverse=True))})s?(?!\w)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


def roman_value(numeral: str) -> int:
    """The value of a roman numeral made of I, V and X."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if any(later > value for later in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )


def roman_numeral(value: int) -> str:
    """A roman numeral made of I, V and X. Raises ValueError outside 1 to 39."""
    if not 1 <= value < 40:
        raise ValueError(f"no numeral of I, V and X for {value}")
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + units[value % 10]


def find_masks(text: str, names: Iterable[str] = ()) -> list[Mask]:
    """Every number of `text` that is no quantity, in order, none overlapping another.

    `names` are proper names with a number in them (« Strasbourg éco 2030 »).
    """
    taken: list[Mask] = []

    def take(start: int, end: int, kind: Kind) -> None:
        if all(end <= mask.start or start >= mask.end for mask in taken):
            taken.append(Mask(start, end, kind, _value(text[start:end], kind)))

    for start, end in _find_names(text, names):
        take(start, end, "name")
    # Most texts hold no figure: then nothing that needs one is looked for.
    for kind, pattern in _COMPILED if _FIGURE.search(text) else _WITHOUT_FIGURES:
        for match in pattern.finditer(text):
            take(*match.span("v" if "v" in pattern.groupindex else 0), kind)
    for match in _ORDINAL_WORD.finditer(text) if "ième" in text.lower() else ():
        take(match.start(), match.end(), "ordinal")
    return sorted(taken, key=lambda mask: mask.start)


def _find_names(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for pattern in _name_patterns(tuple(names)):
        for match in pattern.finditer(text):
            yield match.start(), match.end()


@lru_cache(maxsize=16)
def _name_patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """One expression for each name that holds a number, longest first."""
    numbered = [name for name in names if any(c.isdigit() for c in name) or find_spelled(name)]
    patterns = []
    for name in sorted(numbered, key=len, reverse=True):
        words = rf"{SPACE}+".join(re.sub("['’]", "['’]", re.escape(word)) for word in name.split())
        patterns.append(re.compile(rf"(?<!\w){words}(?!\w)"))
    return tuple(patterns)


def _value(words: str, kind: Kind) -> Decimal | tuple[Decimal, Decimal]:
    """The number in the words of a mask: an ordinal's rank, a year, both ends of a period."""
    if kind == "ordinal":
        lowered = words.lower()
        if lowered.startswith(("premi", "1")) and not words[:2].isdigit():
            return Decimal(1)
        if lowered.startswith("second"):
            return Decimal(2)
        if words[0] in _ROMAN and words.rstrip("eʳᵉr").isupper():
            return Decimal(roman_value(words.rstrip("eᵉr")))
        word = lowered.removesuffix("s")
        if word in _SPELLED_ORDINALS:
            return Decimal(_SPELLED_ORDINALS[word])
    digits = [Decimal(run) for run in re.findall(r"\d+", words)]
    if kind == "period" and len(digits) == 2:
        low, high = digits
        return (low, high if high > 99 else low - low % 100 + high)
    if kind in ("date", "year") and digits:
        return digits[-1] if "-" not in words else digits[0]
    return digits[0] if digits else Decimal(0)

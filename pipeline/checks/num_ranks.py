"""NUM, ranks and superlatives: « la plus dense », « la troisième métropole par la population »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Untestable, rule
from pipeline.checks.num_text import metropole_of, sentence_at
from pipeline.checks.passages import Passage
from pipeline.french.characters import SPACE
from pipeline.french.kinds import find_masks
from pipeline.resolve.facts import CARD

_S = SPACE
# What can be compared, by the words that say it; « -1 » where the least comes first.
_ADJECTIVES = {
    "dense": "density",
    "peuplé": "population",
    "étendu": "area",
    "vaste": "area",
}
_NOUNS = {
    "population": "population",
    "habitants": "population",
    "densité": "density",
    "superficie": "area",
    "surface": "area",
    "communes": "communes",
}
_ORDINAL = (
    rf"(?P<rank>premi(?:er|ère)|second|seconde|[^\W\d]+ième|\d{{1,2}}(?:e|re|er|ème))"
    rf"(?:{_S}(?:métropole|territoire|agglomération))?(?!\w)"
)
_OF_US = r"(?:métropoles?|territoires?|agglomérations?)"
_MEASURED = (
    rf"(?P<one>l['’]une?{_S}des{_S}(?:{_OF_US}{_S}les{_S})?|parmi{_S}les{_S})?"
    rf"(?:(?:la|le|les){_S})?(?:{_ORDINAL}{_S}(?:(?:la|le){_S})?)?"
    rf"(?P<sense>plus|moins){_S}(?P<adjective>{'|'.join(_ADJECTIVES)})e?s?(?!\w)"
)
_MOST = (
    rf"(?:le{_S}(?P<sense>plus|moins){_S}(?:grand{_S}nombre{_S})?(?:de{_S}|d['’])"
    rf"|(?:la|le){_S}{_ORDINAL}{_S}(?:[^\W\d_]+{_S}){{0,3}}?par{_S}(?:la|le|sa|son){_S}"
    rf"(?:nombre{_S}(?:de{_S}|d['’]))?)"
    rf"(?P<noun>{'|'.join(_NOUNS)})(?!\w)"
)
# Claims of a rank that no data of the publication can settle.
_WORLDS = r"(?:France|Europe|pays|monde|région|territoire|métropole|français\w*|européen\w*"
_WORLDS += r"|national\w*|régional\w*|mondia\w*)"
_OTHER = (
    rf"l['’]une?{_S}des{_S}(?:plus{_S}|premi(?:ers|ères)(?!\w))"
    rf"|(?:la|le){_S}(?:premi(?:er|ère)|seconde?|[^\W\d]+ième|\d{{1,2}}(?:e|re|er|ème)){_S}{_OF_US}(?!\w)"
    rf"|(?:(?:la|le|les){_S})?premi(?:er|ère)s?{_S}"
    rf"(?:réseaux?|employeurs?|secteurs?|pôles?|statuts?|financeurs?|recruteurs?|bassins?)(?!\w)"
    rf"|(?:la|le|les){_S}(?:plus|moins){_S}(?!(?:souvent|possible|tôt|tard|vite|près|loin|que|ou)\b|d[eu]\b|des\b|d['’])"
    rf"(?:[^\W\d_]{{3,}})?"
    rf"|(?:la|le){_S}premi(?:er|ère){_S}[^\W\d_]+{_S}(?:de{_S}|du{_S}|d['’]|en{_S})?{_WORLDS}(?!\w)"
)
_CLAIMS = tuple(re.compile(rf"(?i)(?<!\w)(?:{claim})") for claim in (_MEASURED, _MOST, _OTHER))
_AMONG_SHEETS = re.compile(
    rf"(?i)des{_S}(?:\w+{_S})?(?:fiches|métropoles{_S}(?:présentées|de{_S}la{_S}publication))"
    rf"|des{_S}(?:quatorze|14){_S}métropoles"
)


_BEFORE = re.compile(
    rf"(?i)(?:^|[,;:(]|(?<!\w)(?:est|sont|était|sera|reste|demeure|devient|{_OF_US}|parmi)){_S}*$"
)
_AFTER = re.compile(rf"(?i){_S}(?:des|de){_S}(?:[^\W_]+{_S}){{0,3}}(?:métropoles|fiches)(?!\w)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A rank that words give: 1 for « la plus », 0 for « l’une des plus »; `key` what is compared.

    `key` is a value of the data card, empty where the words compare something else; `sense` is 1
    where the largest comes first.
    """

    text: str
    start: int
    rank: int = 1
    key: str = ""
    sense: int = 1


@rule(
    "NUM021",
    "error",
    "Rang ou superlatif que les données démentent",
    "Corriger le rang, ou la valeur qui le dément.",
)
def wrong_rank(context: Context) -> Iterator[Outcome]:
    """Why: un rang se recompte ; il devient faux dès qu’une des valeurs change.

    Ce que les fiches ne peuvent départager est dit « non vérifiable ».

    Wrong: « Nantes Métropole est la plus dense des quatorze métropoles », à 1 221 hab./km²

    Right: « La Métropole du Grand Paris est la plus dense des quatorze métropoles »
    """
    for passage in context.texts:
        for claim in find_claims(passage.text):
            start, end = sentence_at(passage.text, claim.start)
            subject = _subject(context, passage, claim, start, end)
            place = passage.place_at(claim.start)
            values = _values(context, claim.key)
            if subject not in values:
                yield Untestable(f"« {claim.text} » ({place})")
                continue
            whole = bool(_AMONG_SHEETS.search(passage.text[start:end]))
            yield _judge(claim, subject, values, whole, passage, context)


def find_claims(text: str) -> Iterator[Claim]:
    """The ranks and superlatives of a text that compare, in order; opinions are none."""
    if not re.search(r"(?i)plus|moins|premi|second|i[eè]me|\d", text):
        return
    found: list[tuple[int, int, Claim]] = []
    for pattern in _CLAIMS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end, _ in found):
                continue
            claim = _read(match)
            # « plus dense que » compares two; only « la plus », « des plus » rank.
            if claim:
                found.append((*match.span(), claim))
    yield from (claim for _, _, claim in sorted(found, key=lambda item: item[0]))


def _read(match: re.Match[str]) -> Claim | None:
    groups = match.groupdict()
    words = " ".join(match.group().split())
    key = _ADJECTIVES.get((groups.get("adjective") or "").lower(), "")
    key = key or _NOUNS.get((groups.get("noun") or "").lower(), "")
    if groups.get("adjective"):
        if not re.match(r"(?i)(?:l['’ae]|parmi)", words):
            return None
        if not _is_about_us(match):
            key = ""
    rank = 0 if groups.get("one") else _rank(groups.get("rank"))
    return Claim(words, match.start(), rank, key, -1 if groups.get("sense") == "moins" else 1)


def _is_about_us(match: re.Match[str]) -> bool:
    """Whether « la plus dense » ranks a metropole, and not « la zone la plus dense »."""
    if match["one"] or match["rank"] or _AFTER.match(match.string, match.end()):
        return True
    return bool(_BEFORE.search(match.string[: match.start()]))


def _rank(words: str | None) -> int:
    masks = [mask for mask in find_masks(words or "") if mask.kind == "ordinal"]
    return int(str(masks[0].value)) if masks else 1


def _subject(context: Context, passage: Passage, claim: Claim, start: int, end: int) -> str:
    """Who is ranked: the metropole named last before the claim, or next after it; the piece's."""
    named = [
        (start + offset, id_) for offset, id_ in context.territories.named(passage.text[start:end])
    ]
    before = [id_ for offset, id_ in named if offset < claim.start]
    after = [id_ for offset, id_ in named if offset >= claim.start]
    if before or after:
        return before[-1] if before else after[0]
    return metropole_of(context, passage.piece)


def _values(context: Context, key: str) -> Mapping[str, float]:
    """The values of all data cards, by metropole; none where nothing on the cards is compared."""
    if key not in CARD:
        return {}
    sheets = context.publication.sheets.values()
    return {sheet.metropole: float(getattr(sheet, key).value) for sheet in sheets}


def _judge(
    claim: Claim,
    subject: str,
    values: Mapping[str, float],
    whole: bool,
    passage: Passage,
    context: Context,
) -> Outcome:
    """A claim against the cards: those without a card may still stand before the subject."""
    own = values[subject]
    ahead = sorted(
        (id_ for id_, value in values.items() if (value - own) * claim.sense > 0),
        key=lambda id_: -values[id_] * claim.sense,
    )
    place, count = passage.place_at(claim.start), len(ahead)
    wrong = count >= len(values) / 2 if claim.rank == 0 else count >= claim.rank
    if wrong or (whole and claim.rank and count != claim.rank - 1):
        names = ", ".join(context.territories.name_of(id_) for id_ in ahead[:3]) or "aucune"
        unit = CARD[claim.key][1]
        message = (
            f"« {claim.text} » : {context.territories.name_of(subject)} est au rang {count + 1} "
            f"des fiches ({unit}) ; devant elle : {names}"
        )
        return Fault(place, message, key=f"{passage.piece}:{claim.text}")
    if whole or claim.rank == 0:
        return Confirmed()
    return Untestable(f"« {claim.text} » ({place}) : les fiches ne disent rien des autres")


RULES = (wrong_rank,)

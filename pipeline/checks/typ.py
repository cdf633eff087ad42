"""TYP: French typography that can be decided, after the Imprimerie nationale.

The pipeline puts the right spaces, apostrophes and ellipses by itself; these rules are about what
it cannot decide alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.checks import mends
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.passages import Passage
from pipeline.french.characters import SPACE
from pipeline.model.tree import Foreign

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
Say = Callable[[re.Match[str]], tuple[str, str]]


def _look_for(
    context: Context, pattern: re.Pattern[str], say: Say, cure: mends.Cure = mends.no_cure
) -> Iterator[Outcome]:
    """A fault for each match outside addresses and foreign words.

    `say` gives message and hint, `cure` what mends it.
    """
    for passage in context.texts:
        matches = list(pattern.finditer(passage.text))
        closed = [m.span() for m in _ADDRESS.finditer(passage.text)] if matches else []
        found = False
        for match in matches:
            at = match.start()
            if any(start <= at < end for start, end in closed):
                continue
            if passage.covered(at, Foreign):
                continue
            found = True
            message, hint = say(match)
            made = tuple(mends.make_mend(passage, *edit) for edit in cure(match))
            key = _key(passage, match.group())
            yield Fault(passage.place_at(at), message, hint, key, mends=made)
        if not found:
            yield Confirmed()


def _key(passage: Passage, words: str) -> str:
    return f"{passage.piece}:{' '.join(words.split())}"


@rule(
    "TYP001",
    "error",
    "Guillemets qui ne sont pas français",
    "Écrire « … », avec une espace à l’intérieur de chaque côté.",
)
def foreign_quotes(context: Context) -> Iterator[Outcome]:
    """Why: le français s’imprime avec des guillemets en chevrons.

    Wrong: le "chef de file" de la politique

    Right: le « chef de file » de la politique
    """
    yield from _look_for(
        context, mends.QUOTES, lambda m: (f"guillemet « {m.group()} »", ""), mends.french_quotes
    )


@rule(
    "TYP002",
    "error",
    "Espace manquante avant ; : ! ?",
    "Ajouter une espace devant le signe.",
)
def missing_space_before(context: Context) -> Iterator[Outcome]:
    """Why: en français, ces signes sont précédés d’une espace, que la composition rend insécable.

    Wrong: les leviers: subventions, prêts

    Right: les leviers : subventions, prêts
    """
    pattern = re.compile(r"[^\W_]+[»)]?[;:!?](?=\s|$)")
    yield from _look_for(
        context, pattern, lambda m: (f"espace manquante dans « {m.group()} »", ""),
        mends.space_before_last,
    )  # fmt: skip


@rule(
    "TYP003",
    "error",
    "Espace manquante à l’intérieur des guillemets",
    "Écrire « mots », avec une espace après « et une espace avant ».",
)
def missing_space_inside(context: Context) -> Iterator[Outcome]:
    """Why: collés aux mots, les guillemets se lisent mal et la ligne se coupe mal.

    Wrong: le «chef de file»

    Right: le « chef de file »
    """
    pattern = re.compile(r"«[^\s«»]+|[^\s«»]+»")
    yield from _look_for(
        context, pattern, lambda m: (f"espace manquante dans {m.group()}", ""), mends.space_inside
    )


@rule(
    "TYP004",
    "error",
    "Mot doublé",
    "Retirer l’un des deux.",
)
def doubled_word(context: Context) -> Iterator[Outcome]:
    """Why: le mot tapé deux fois est la faute que la relecture voit le moins.

    Wrong: les acteurs de de l’ESS

    Right: les acteurs de l’ESS
    """
    pattern = re.compile(
        rf"(?<![\w·-])(?!(?:nous|vous|bien|très|point)\b)([^\W\d_]+){SPACE}+\1(?![\w·'’-])", re.I
    )
    yield from _look_for(
        context,
        pattern,
        lambda m: (f"« {m.group(1)} » est écrit deux fois de suite", ""),
        mends.once,
    )


@rule(
    "TYP005",
    "error",
    "Espace manquante entre un nombre et son unité",
    "Ajouter une espace : 16 %, 45 M€, 12 km².",
)
def missing_space_before_unit(context: Context) -> Iterator[Outcome]:
    """Why: l’unité est un mot : une espace la sépare du nombre.

    Wrong: 16% de l’emploi

    Right: 16 % de l’emploi
    """
    pattern = re.compile(r"\d(?:%|‰|[kKM]?€|Md€|km²|m²|ha\b|km\b|hab\b)")
    yield from _look_for(
        context, pattern, lambda m: (f"espace manquante dans « {m.group()} »", ""),
        mends.space_after_first,
    )  # fmt: skip


@rule(
    "TYP006",
    "error",
    "Point décimal",
    "Écrire la virgule : 1,7.",
)
def decimal_point(context: Context) -> Iterator[Outcome]:
    """Why: en français, la décimale suit une virgule.

    Wrong: 1.7 million d’euros

    Right: 1,7 million d’euros
    """
    pattern = re.compile(r"(?<![\w.,/-])(?<!BY )(?<!SA )(?<!version )\d+\.\d+(?![\w./-]|\.\d)")
    yield from _look_for(
        context, pattern, lambda m: (f"point décimal dans « {m.group()} »",
                                     f"Écrire « {m.group().replace('.', ',')} »."),
        mends.quantity(lambda m: m.group().replace(".", ",")),
    )  # fmt: skip


@rule(
    "TYP007",
    "error",
    "Tranches de trois chiffres non séparées",
    "Séparer les milliers par une espace : 36 000.",
)
def ungrouped_thousands(context: Context) -> Iterator[Outcome]:
    """Why: « 1898950 » ne se lit pas d’un coup d’œil.

    Wrong: 36000 salariés

    Right: 36 000 salariés
    """
    pattern = re.compile(
        r"(?<![\w.,/°-])\d{5,}(?![\w./-])(?!\s[A-ZÀ-Ý])|(?<![\w.,])\d{1,3}(?:\.\d{3})+(?![\w.])"
    )
    cure = mends.quantity(_in_groups)
    for outcome in _look_for(context, pattern, _grouped, cure):
        if not (isinstance(outcome, Fault) and _is_code(context, outcome)):
            yield outcome


def _grouped(match: re.Match[str]) -> tuple[str, str]:
    message = f"le nombre « {match.group()} » n’est pas en tranches"
    return message, f"Écrire « {_in_groups(match)} »."


def _in_groups(match: re.Match[str]) -> str:
    return f"{int(match.group().replace('.', '')):,}".replace(",", " ")


def _is_code(context: Context, fault: Fault) -> bool:
    """Whether the digits are an address (CS 30651, 75011 Paris), not a number."""
    lines = context.lines_of(fault.place.file)
    before = lines[fault.place.line - 1][: fault.place.column - 1] if lines else ""
    return bool(re.search(r"(?:CS|BP|TSA|ISO|ISBN|n°)\s?$", before))


@rule(
    "TYP008",
    "error",
    "Ordinal mal abrégé",
    "Écrire 1er, 1re, 2e, 3e : la composition relève les lettres.",
)
def wrong_ordinal(context: Context) -> Iterator[Outcome]:
    """Why: les abréviations correctes sont 1er, 1re, 2e ; « ème » n’en est pas une.

    Wrong: la 2ème édition, la 1ère fois

    Right: la 2e édition, la 1re fois
    """
    pattern = re.compile(r"(?<!\w)(\d+|[IVX]+)(i?[èe]mes?|ères?)(?!\w)")

    def say(match: re.Match[str]) -> tuple[str, str]:
        right = mends.right_ordinal(match)
        return f"ordinal « {match.group()} »", f"Écrire « {right} »." if right else ""

    yield from _look_for(context, pattern, say, mends.write(mends.right_ordinal))


UNACCENTED = {
    "Etat": "État", "Etats": "États", "Ecole": "École", "Ecoles": "Écoles", "Economie": "Économie",
    "Education": "Éducation", "Egalité": "Égalité", "Etude": "Étude", "Etudes": "Études",
    "Evaluation": "Évaluation", "Emission": "Émission", "Edition": "Édition", "Editeur": "Éditeur",
    "Elu": "Élu", "Elus": "Élus", "Elue": "Élue", "Energie": "Énergie", "Equipe": "Équipe",
    "Etablissement": "Établissement", "Etablissements": "Établissements", "Etre": "Être",
    "Evénement": "Événement", "Ile": "Île", "Ecologie": "Écologie", "Emploi-Etat": "Emploi-État",
    "Echelle": "Échelle", "Etape": "Étape", "Etapes": "Étapes", "Europeen": "Européen",
    "Etant": "Étant", "Emergence": "Émergence", "Ecosystème": "Écosystème", "Echange": "Échange",
    "Echanges": "Échanges", "Elaboration": "Élaboration", "Elaborer": "Élaborer", "Edité": "Édité",
    "Evaluer": "Évaluer", "Evolution": "Évolution", "Egalement": "Également", "Ecrit": "Écrit",
    "Elues": "Élues", "Equipes": "Équipes", "Etudiants": "Étudiants",
    "Energies": "Énergies", "Evènement": "Évènement", "A": "À",
    "Evénements": "Événements", "Electricité": "Électricité", "Epargne": "Épargne", "Eté": "Été",
    "Etroitement": "Étroitement", "Etabli": "Établi", "Etablie": "Établie", "Etudier": "Étudier",
}  # fmt: skip
"""Words whose capital lacks its accent, and the same with it."""


@rule(
    "TYP009",
    "error",
    "Capitale sans son accent",
    "Mettre l’accent sur la capitale.",
)
def unaccented_capital(context: Context) -> Iterator[Outcome]:
    """Why: les capitales portent leurs accents, comme les minuscules.

    Wrong: l’Etat et les collectivités

    Right: l’État et les collectivités
    """
    words = "|".join(word for word in UNACCENTED if word != "A")
    # « A Nantes », at the beginning of a sentence, is no letter and no verb.
    pattern = re.compile(
        rf"(?<![\w-])(?:{words})(?![\w-])|(?:^|(?<=[.!?]\s))A(?=\s[A-ZÉÎ][a-zà-ÿ])"
    )
    for outcome in _look_for(
        context, pattern, lambda m: (f"« {m.group()} » sans accent",
                                     f"Écrire « {UNACCENTED[m.group()]} »."),
        mends.write(lambda m: UNACCENTED[m.group()]),
    ):  # fmt: skip
        if not (isinstance(outcome, Fault) and _in_name(context, outcome)):
            yield outcome


def _in_name(context: Context, fault: Fault) -> bool:
    """Whether a fault stands inside an approved name (« Epicentre », « Eco Social Tech »)."""
    lines = context.lines_of(fault.place.file)
    line = lines[fault.place.line - 1] if fault.place.line <= len(lines) else ""
    at = fault.place.column - 1
    return any(
        start <= at < start + len(name)
        for name in context.names
        for start in [line.find(name, max(0, at - len(name)))]
        if start >= 0
    )


@rule(
    "TYP010",
    "error",
    "« etc. » suivi de points de suspension",
    "Écrire « etc. » ou « … », pas les deux.",
)
def etc_dots(context: Context) -> Iterator[Outcome]:
    """Why: « etc. » dit déjà que la liste continue.

    Wrong: subventions, prêts, etc…

    Right: subventions, prêts, etc.
    """
    pattern = re.compile(r"\betc\s?(?:\.{2,}|\.?…)")
    yield from _look_for(
        context, pattern, lambda m: (f"« {m.group()} »", ""), mends.write(lambda m: "etc.")
    )


@rule(
    "TYP011",
    "error",
    "Espace avant une virgule, un point ou une parenthèse fermante",
    "Retirer l’espace.",
)
def space_before_comma(context: Context) -> Iterator[Outcome]:
    """Why: la virgule, le point et la parenthèse fermante se collent au mot qui précède.

    Wrong: les acteurs , les élus

    Right: les acteurs, les élus
    """
    pattern = re.compile(rf"\w?{SPACE}+(?:[,)]|\.(?!\w|\.))|\({SPACE}+\w?")
    yield from _look_for(
        context, pattern, lambda m: (f"espace de trop : « {m.group()} »", ""),
        mends.write(mends.without_spaces),
    )  # fmt: skip


@rule(
    "TYP012",
    "error",
    "Guillemet ou parenthèse sans son pendant",
    "Ajouter le signe qui manque, ou retirer celui qui est en trop.",
)
def unbalanced_marks(context: Context) -> Iterator[Outcome]:
    """Why: sans le signe fermant, on ne sait où finit la citation ou l’incise.

    Wrong: le « chef de file de la politique

    Right: le « chef de file » de la politique
    """
    for passage in context.texts:
        faults = list(_unbalanced(passage))
        yield from faults
        if not faults:
            yield Confirmed()


def _unbalanced(passage: Passage) -> Iterator[Fault]:
    closing = {"»": "«", ")": "("}
    opened: list[tuple[str, int]] = []
    # « 1) » or « a) » is a list mark, not the end of a parenthesis.
    marks = re.finditer(r"(?<!\w)\w\)(?=\s)|[«»()]", passage.text)
    for match in marks:
        sign, at = match.group()[-1], match.start()
        if sign in closing.values():
            opened.append((sign, at))
        elif opened and opened[-1][0] == closing[sign]:
            opened.pop()
        elif len(match.group()) == 1:
            what = "parenthèse" if sign == ")" else "guillemet"
            message = f"{what} que rien n’ouvre"
            yield Fault(passage.place_at(at), message, key=_key(passage, sign))
    for sign, at in opened:
        message = "parenthèse que rien ne ferme" if sign == "(" else "guillemet que rien ne ferme"
        yield Fault(passage.place_at(at), message, key=_key(passage, sign))


@rule(
    "TYP013",
    "error",
    "« numéro » mal abrégé",
    "Écrire « n° 12 » : n, le signe degré, une espace, le nombre.",
)
def wrong_numero(context: Context) -> Iterator[Outcome]:
    """Why: l’abréviation de « numéro » est « n° », suivie d’une espace que la composition tient.

    Wrong: la loi N°2001-624, le no 12

    Right: la loi n° 2001-624, le n° 12
    """
    pattern = re.compile(rf"\b(?:[Nn](?:°|º)(?=\d)|N(?:°|º){SPACE}(?=\d)|[Nn]o{SPACE}(?=\d))")
    yield from _look_for(
        context, pattern, lambda m: (f"abréviation « {m.group()} »", ""),
        mends.write(lambda m: "n° "),
    )  # fmt: skip


LIGATURE = re.compile(
    r"(?<!\w)(?:man)?(?:oeuv|coeur|soeur|choeur|noeud|voeu|oeil|boeuf|moeurs)\w*", re.I
)
"""Words in which « oe » stands for œ."""


@rule(
    "TYP014",
    "error",
    "« oe » pour « œ »",
    "Écrire œ : œuvre, cœur, nœud, vœu.",
)
def missing_ligature(context: Context) -> Iterator[Outcome]:
    """Why: dans ces mots, œ est une lettre du français, non un ornement.

    Wrong: mettre en oeuvre

    Right: mettre en œuvre
    """
    yield from _look_for(
        context, LIGATURE, lambda m: (f"« {m.group()} »",
                                     f"Écrire « {mends.with_ligature(m)} »."),
        mends.write(mends.with_ligature),
    )  # fmt: skip


@rule(
    "TYP015",
    "error",
    "Exposant d’unité écrit à plat",
    "Écrire m², km².",
)
def flat_exponent(context: Context) -> Iterator[Outcome]:
    """Why: « km2 » n’est pas une unité ; « km² » en est une.

    Wrong: 523 km2

    Right: 523 km²
    """
    pattern = re.compile(r"\b[kcm]?m2\b")
    yield from _look_for(
        context, pattern, lambda m: (f"« {m.group()} »", f"Écrire « {m.group()[:-1]}² »."),
        mends.write(lambda m: f"{m.group()[:-1]}²"),
    )  # fmt: skip


WRONG_TITLE = re.compile(r"Mr\.?|Melle|Mle")
"""Titles of people that are no French abbreviations."""


@rule(
    "TYP016",
    "error",
    "Titre de civilité mal abrégé",
    "Écrire M., MM., Mme, Mmes.",
)
def wrong_title(context: Context) -> Iterator[Outcome]:
    """Why: « Mr » est l’abréviation anglaise ; en français, « Monsieur » s’abrège « M. ».

    Wrong: Mr Dupont, Mme. Martin

    Right: M. Dupont, Mme Martin
    """
    pattern = re.compile(rf"(?<!\w)(?:{WRONG_TITLE.pattern}|Mme\.)(?=\s[A-ZÀ-Ý])")
    yield from _look_for(
        context, pattern, lambda m: (f"abréviation « {m.group()} »", ""),
        mends.write(mends.right_title),
    )  # fmt: skip


@rule(
    "TYP017",
    "error",
    "Espace manquante après une ponctuation",
    "Ajouter une espace après le signe.",
)
def missing_space_after(context: Context) -> Iterator[Outcome]:
    """Why: collés par une virgule ou un point-virgule, deux mots n’en font plus qu’un.

    Wrong: les élus,les acteurs

    Right: les élus, les acteurs
    """
    pattern = re.compile(r"[^\W\d_][,;:!?](?=[^\W\d_])|[a-zà-ÿ]{2}\.(?=[A-ZÀ-Ý][a-zà-ÿ])|»(?=\w)")
    yield from _look_for(
        context, pattern, lambda m: (f"espace manquante après « {m.group()} »", ""),
        mends.space_after_last,
    )  # fmt: skip


@rule(
    "TYP018",
    "error",
    "Unité dite deux fois",
    "Garder un seul signe : 16 %, 45 millions d’euros.",
)
def doubled_unit(context: Context) -> Iterator[Outcome]:
    """Why: « 16 % pour cent » ou « 45 M€ d’euros » disent deux fois l’unité.

    Wrong: 45 M€ d’euros

    Right: 45 millions d’euros
    """
    pattern = re.compile(rf"%{SPACE}pour{SPACE}cent|€{SPACE}(?:d['’])?euros?\b|%{SPACE}?%")
    yield from _look_for(
        context, pattern, lambda m: (f"unité doublée : « {m.group()} »", ""),
        mends.write(lambda m: m.group()[0]),
    )  # fmt: skip


RULES = (
    foreign_quotes,
    missing_space_before,
    missing_space_inside,
    doubled_word,
    missing_space_before_unit,
    decimal_point,
    ungrouped_thousands,
    wrong_ordinal,
    unaccented_capital,
    etc_dots,
    space_before_comma,
    unbalanced_marks,
    wrong_numero,
    missing_ligature,
    flat_exponent,
    wrong_title,
    missing_space_after,
    doubled_unit,
)

"""TYP: French typography that can be decided, after the Imprimerie nationale.

The pipeline puts the right spaces, apostrophes and ellipses by itself; these rules are about what
it cannot decide alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks import mends, typ_dashes, typ_numbers, typ_spaces
from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, Rule, rule
from pipeline.checks.matches import key_of, look_for
from pipeline.checks.passages import Passage
from pipeline.french.characters import SPACE


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
    yield from look_for(
        context, mends.QUOTES, lambda m: (f"guillemet « {m.group()} »", ""), mends.french_quotes
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
    yield from look_for(
        context,
        pattern,
        lambda m: (f"« {m.group(1)} » est écrit deux fois de suite", ""),
        mends.once,
    )


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
    for outcome in look_for(
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
    yield from look_for(
        context, pattern, lambda m: (f"« {m.group()} »", ""), mends.write(lambda m: "etc.")
    )


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
            yield Fault(passage.place_at(at), message, key=key_of(passage, sign))
    for sign, at in opened:
        message = "parenthèse que rien ne ferme" if sign == "(" else "guillemet que rien ne ferme"
        yield Fault(passage.place_at(at), message, key=key_of(passage, sign))


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
    yield from look_for(
        context, LIGATURE, lambda m: (f"« {m.group()} »",
                                     f"Écrire « {mends.with_ligature(m)} »."),
        mends.write(mends.with_ligature),
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
    yield from look_for(
        context, pattern, lambda m: (f"abréviation « {m.group()} »", ""),
        mends.write(mends.right_title),
    )  # fmt: skip


_OWN = (
    foreign_quotes,
    doubled_word,
    unaccented_capital,
    etc_dots,
    unbalanced_marks,
    missing_ligature,
    wrong_title,
)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*_OWN, *typ_spaces.RULES, *typ_numbers.RULES, *typ_dashes.RULES), key=lambda rule: rule.id
    )
)

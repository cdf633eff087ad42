"""What is wrong with a value, in plain French."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ErrorDetails

from pipeline.errors import nearest
from pipeline.model.base import form_words

_LIST = "une liste est attendue : une ligne « - » par élément"
_NUMBER = "un nombre est attendu, sans espace ni unité, avec un point décimal"
_KEYS = "des clés sont attendues : « clé: valeur »"

_WORDS = {
    "int_type": _NUMBER,
    "int_from_float": "un nombre entier est attendu",
    "float_type": _NUMBER,
    "finite_number": "ce nombre est trop grand",
    "bool_type": "true ou false est attendu, sans guillemets",
    "list_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "string_too_short": "le texte est trop court",
    "tuple_type": f"{_NUMBER}, ou une fourchette [bas, haut]",
    "too_long": "une fourchette a deux nombres : [bas, haut]",
    "missing": "une fourchette a deux nombres : [bas, haut]",
    "fact_with_state": "« state » remplace le nombre : retirer « value » et « derive »",
    "range_order": "le bas de la fourchette dépasse le haut",
    "union_tag_not_found": "une ligne « - section: … » ou « - part: … » est attendue",
    "cell_type": "une cellule est un texte, un nombre ou une liste de textes (guillemets ?)",
    "date_form": "une date s’écrit 2018, 2018-06 ou 2018-06-30",
    "moment_form": "un moment s’écrit 2019-07-01T00:00:00Z",
}


def value_words(error: ErrorDetails) -> str:
    """What pydantic's error says of a value that is not as it should be."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if not error["loc"] and value is None:
        return "il n’y a rien ici"
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        near = nearest(str(value), known)
        advice = f" (« {near} » ?)" if near else ""
        return f"« {value} » n’est pas l’un de : {', '.join(known)}{advice}"
    if kind == "string_pattern_mismatch":
        return f"« {value} » n’a pas la forme voulue : {form_words(context['pattern'])}"
    if kind == "string_type":
        return _text_words(value)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        side = "moins" if kind == "greater_than_equal" else "plus"
        return f"{value} est hors des limites : {limit} au {side}"
    if value is None:
        return f"la valeur manque ; {_WORDS.get(kind, 'en donner une')}"
    return _WORDS.get(kind, f"elle n’est pas de la forme attendue ({kind})")


def _text_words(value: Any) -> str:
    if value is None:
        return "la valeur manque ; un texte est attendu"
    if isinstance(value, bool):
        return f"{str(value).lower()} n’est pas un texte ; le mettre entre guillemets"
    if isinstance(value, (int, float)):
        return f'{value} se lit comme un nombre ; le mettre entre guillemets : "{value}"'
    if isinstance(value, dict):
        return "un texte est attendu, pas des clés (contient-il « : » ? guillemets)"
    return "un texte est attendu, pas une liste"

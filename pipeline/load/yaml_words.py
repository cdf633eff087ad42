"""What is wrong with a YAML text, in plain French: the parser's own words are English."""

from __future__ import annotations

import yaml

_QUOTES = "des guillemets ne sont pas fermés"
_LATER = "une valeur qui commence par « {} » doit être entre guillemets"
_HEADER = "après « | » ou « > », le texte commence à la ligne suivante"
_DIRECTIVE = "une ligne ne peut pas commencer par « % »"

_WORDS = {
    "mapping values are not allowed in this context": (
        "un « : » est placé là où aucune clé n’est attendue (mettre le texte entre guillemets ?)"
    ),
    "mapping keys are not allowed in this context": "une clé n’est pas attendue ici",
    "block sequence entries are not allowed in this context": (
        "un tiret de liste n’est pas attendu ici (le mettre à la ligne ?)"
    ),
    "could not find expected ':'": "un « : » manque après une clé, sur la ligne d’avant",
    "did not find expected key": "une clé était attendue ici (alignement ? guillemets ?)",
    "did not find expected '-' indicator": "un tiret de liste était attendu ici (alignement ?)",
    "did not find expected node content": "une valeur était attendue ici",
    "did not find expected ',' or ']'": "une virgule ou un « ] » manque",
    "did not find expected ',' or '}'": "une virgule ou un « } » manque",
    "did not find expected <document start>": "du texte suit la fin des données",
    "did not find expected comment or line break": _HEADER,
    "found an indentation indicator equal to 0": _HEADER,
    "did not find expected whitespace or line break": "une espace manque ici",
    "found character that cannot start any token": "un texte ne peut pas commencer ainsi",
    "found a tab character that violates indentation": "tabulation : la remplacer par des espaces",
    "found a tab character where an indentation space is expected": (
        "tabulation : la remplacer par des espaces"
    ),
    "found unexpected end of stream": _QUOTES,
    "found unexpected document indicator": _QUOTES,
    "found unexpected ':'": "un « : » de trop entre crochets ou accolades (guillemets ?)",
    "found unknown escape character": (
        "entre guillemets doubles, « \\ » commence un code : l’écrire « \\\\ »"
    ),
    "found invalid Unicode character escape code": "ce code « \\ » ne désigne aucun caractère",
    "did not find expected hexdecimal number": "ce code « \\ » ne désigne aucun caractère",
    "found undefined tag handle": _LATER.format("!"),
    "did not find expected tag URI": _LATER.format("!"),
    "did not find expected '!'": _LATER.format("!"),
    "did not find the expected '>'": _LATER.format("!"),
    "did not find URI escaped octet": _LATER.format("!"),
    "found incompatible YAML document": _DIRECTIVE,
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "found unexpected non-alphabetical character": _DIRECTIVE,
    "did not find expected digit or '.' character": _DIRECTIVE,
    "did not find expected version number": _DIRECTIVE,
    "found extremely long version number": _DIRECTIVE,
    "did not find expected whitespace": _DIRECTIVE,
    "found duplicate %YAML directive": _DIRECTIVE,
    "found duplicate %TAG directive": _DIRECTIVE,
    "duplicate %TAG directive": _DIRECTIVE,
}


_NAMES = ("while scanning an alias", "while scanning an anchor")


def is_about_its_start(error: yaml.YAMLError) -> bool:
    """Whether an error is best shown where the value that it stands in begins."""
    return getattr(error, "context", None) in _NAMES


def syntax_words(error: yaml.YAMLError, character: str) -> str:
    """What an error of the parser means; `character` is the one it stands at, if any."""
    said = str(getattr(error, "problem", None) or error)
    if is_about_its_start(error):
        return _LATER.format(character)
    if said == "found character that cannot start any token":
        if character == "\t":
            return "tabulation : la remplacer par des espaces"
        if character:
            return _LATER.format(character)
    return _WORDS.get(said, f"structure inattendue ({said})")

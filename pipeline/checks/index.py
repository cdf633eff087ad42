"""The index of all rules, as a Markdown document in French."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.checks.core import FAMILIES, Rule
from pipeline.checks.formats import SEVERITIES

# What Markdown or HTML would take for its own in a sentence.
_SIGNS = re.compile(r"[\\`*_<>\[\]|#]")


def format_index(rules: Sequence[Rule]) -> str:
    """Every rule by family: id, severity, title, why, wrong, right, what to do."""
    families = {family: [rule for rule in rules if rule.family == family] for family in FAMILIES}
    grave = {s: sum(rule.severity == s for rule in rules) for s in SEVERITIES}
    counts = ", ".join(f"{words} : {grave[severity]}" for severity, words in SEVERITIES.items())
    head = (
        "# Règles de contrôle\n\n"
        f"{len(rules)} règles ({counts}). Une erreur empêche de fabriquer la publication ; un "
        "avertissement demande une réponse ; une remarque n’en demande pas.\n"
    )
    return "\n".join([head, *(_family(name, mine) for name, mine in families.items() if mine)])


def _family(name: str, rules: Sequence[Rule]) -> str:
    rows = "\n".join(
        f"| [{rule.id}](#{rule.id.lower()}) | {SEVERITIES[rule.severity]} | {_plain(rule.title)} |"
        for rule in rules
    )
    table = f"| règle | gravité | sujet |\n|---|---|---|\n{rows}\n"
    return "\n".join([f"## {name} : {FAMILIES[name]}\n", table, *map(_rule, rules)])


def _rule(rule: Rule) -> str:
    parts = rule.documentation
    why = parts.why[:1].upper() + parts.why[1:]
    return "\n\n".join(
        [
            # An address that stays when the title changes.
            f'<a id="{rule.id.lower()}"></a>',
            f"### {rule.id} ({SEVERITIES[rule.severity]}) : {_plain(rule.title)}",
            f"**Pourquoi** : {_plain(why)}",
            f"**Faux**\n\n{fenced(parts.wrong)}",
            f"**Juste**\n\n{fenced(parts.right)}",
            f"**Que faire** : {_plain(rule.hint)}\n",
        ]
    )


def _plain(words: str) -> str:
    return _SIGNS.sub(lambda sign: f"\\{sign.group()}", words)


def fenced(text: str) -> str:
    """An example as a block that Markdown leaves as it is."""
    fence = "````" if "```" in text else "```"
    return f"{fence}text\n{text}\n{fence}"

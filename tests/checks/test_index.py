"""The index of rules: every rule in it, as Markdown that says what it should."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.checks import FAMILIES, RULES, rule_of
from pipeline.checks.index import format_index
from pipeline.markdown import MarkdownText, parse_markdown
from pipeline.model.places import Place
from pipeline.model.tree import Heading, Text, text_of


def test_every_rule_stands_in_the_index_once_and_in_order() -> None:
    index = format_index(RULES)
    assert re.findall(r"^### (\w+)", index, re.M) == [
        rule.id for family in FAMILIES for rule in RULES if rule.family == family
    ]
    for rule in RULES:
        for part in (rule.documentation.wrong, rule.documentation.right):
            assert f"```text\n{part}\n```" in index


def test_signs_of_markdown_are_words_of_the_sentence() -> None:
    odd = replace(rule_of("TYP001"), title="Un [lien](#x), <b>, *a* et _b_", hint="Écrire `x`.")
    index = format_index([odd]).replace('<a id="typ001"></a>\n\n', "")
    ((tree,), _) = parse_markdown([MarkdownText(index, Place("rules.md"))], None)
    heading = [n for n in tree.walk() if isinstance(n, Heading)][-1]
    assert all(isinstance(child, Text) for child in heading.children)
    assert text_of(heading).endswith("Un [lien](#x), <b>, *a* et _b_")
    assert "Écrire `x`." in text_of(tree)

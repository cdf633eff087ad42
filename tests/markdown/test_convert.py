"""What editors write in Markdown, and the tree it becomes."""

from __future__ import annotations

import pytest

from pipeline.model import tree as t
from pipeline.model.places import Place
from tests.markdown.samples import at, found, read, tree_of


def test_a_reference_a_link_and_a_bound_number() -> None:
    text = "Voir [](#sheet-nantes), [Avise](https://www.avise.org) : [36 000]{fact=nantes.n}."
    (reference,) = found(text, t.Reference)
    (link,) = found(text, t.Link)
    (number,) = found(text, t.BoundNumber)
    assert (reference.target, reference.children, at(reference)) == ("sheet-nantes", (), (1, 6))
    assert (link.address, t.text_of(link), at(link)) == ("https://www.avise.org", "Avise", (1, 25))
    assert (number.fact, t.text_of(number), at(number)) == ("nantes.n", "36 000", (1, 58))


def test_a_pull_quote_holds_what_its_words_hold() -> None:
    (pull,) = found("Il dit : [Nous *voulons* [deux]{fact=a.b} choses]{.pull}.", t.Pull)
    assert [type(child) for child in pull.children] == [
        t.Text, t.Emphasis, t.Text, t.BoundNumber, t.Text,
    ]  # fmt: skip
    assert t.text_of(pull) == "Nous voulons deux choses"


def test_attributes_hold_for_emphasis_and_links_too() -> None:
    (foreign,) = found("le *crowdfunding*{lang=en}", t.Foreign)
    assert (foreign.lang, type(foreign.children[0])) == ("en", t.Emphasis)
    (pull,) = found("[mots](#sec-a){.pull}", t.Pull)
    assert type(pull.children[0]) is t.Reference


def test_an_include_is_a_place() -> None:
    tree = tree_of("Avant.\n\n::: {include=zoom-a}\n:::\n\nAprès.")
    assert [type(block) for block in tree.blocks] == [t.Paragraph, t.Include, t.Paragraph]
    assert (tree.blocks[1].target, at(tree.blocks[1])) == ("zoom-a", (3, 1))


def test_headings_keep_their_level_and_id() -> None:
    one, two, three = found("## Un {#sec-a-un}\n\n### *Deux*\n\nTrois\n-----\n", t.Heading)
    assert (one.level, one.id, at(one)) == (2, "sec-a-un", (1, 1))
    assert (two.level, two.id) == (3, "")
    assert (three.level, at(three)) == (2, (5, 1))


def test_a_heading_with_an_id_at_the_end_leaves_nothing_behind() -> None:
    assert len(tree_of("## Un {#sec-a}").blocks) == 1


def test_lists_are_tight_or_not_and_nest() -> None:
    tree = tree_of("- un\n- deux\n  1. trois\n\nfin\n\n4. quatre\n\n5. cinq")
    bullets, _, numbers = tree.blocks
    assert bullets.children[0].children[0].tight
    assert type(bullets.children[1].children[1]) is t.OrderedList
    assert numbers.start == 4
    assert not numbers.children[0].children[0].tight
    assert at(bullets.children[1].children[1].children[0]) == (3, 6)


def test_a_small_table_keeps_head_and_alignment() -> None:
    (table,) = tree_of("Un\n\n| a | b |\n|---|--:|\n| x | [](#tbl-z) |\n").blocks[1:]
    assert at(table) == (3, 3)
    assert t.text_of(table.head) == "a\nb"
    assert [cell.align for cell in table.children[0].children] == ["default", "right"]
    assert at(found("| a |\n|---|\n| [](#tbl-z) |\n", t.Reference)[0]) == (3, 3)


def test_a_note_stands_where_it_is_called() -> None:
    (note,) = found("Mot[^un], suite.\n\n[^un]: La *note*.\n", t.Note)
    assert at(note) == (1, 4)
    assert t.text_of(note, notes=True) == "La note."
    assert at(note.children[0]) == (3, 8)


def test_scripts_breaks_quotations() -> None:
    assert t.text_of(found("CO~2~", t.Subscript)[0]) == "2"
    assert t.text_of(found("m^2^", t.Superscript)[0]) == "2"
    assert at(found("un\\\ndeux", t.LineBreak)[0]) == (1, 3)
    assert t.text_of(found("> cité", t.Quotation)[0]) == "cité"


@pytest.mark.parametrize(
    "text",
    [
        'il dit "oui" -- et... non',
        "20 $ et 30 $",
        ":smile: @avise #avise",
        "C. de Gaulle",
        "a) premier point",
        "Terme\n: suite après deux-points",
        "1,2 million [sic] […]",
        "1/2, 3 x 4, 5 < 6 & 7 > 2",
    ],
)
def test_plain_characters_stay_what_they_are(text: str) -> None:
    assert t.text_of(tree_of(text)) == text.replace("\n", " ")
    assert [type(block) for block in tree_of(text).blocks] == [t.Paragraph]


def test_braces_before_nothing_leave_no_paragraph() -> None:
    assert len(tree_of("Un.\n\n[a]: b 'c'\n{.gros}").blocks) == 1


# --- places -----------------------------------------------------------------------

WRITTEN = """\
Une phrase avec *de l’italique* et **du gras
sur deux lignes**, un [lien](#sec-a){.pull} et du 😀 texte\\* échappé.

- item é[^n]
\tet sa suite *ici*
- a\tb *c*

> cité
> encore `rien`

[^n]: Une note
    sur deux lignes.
"""


def test_every_character_is_found_where_it_is_written() -> None:
    lines = WRITTEN.split("\n")
    tree, _ = read(WRITTEN)
    texts = [node for node in tree.walk() if isinstance(node, t.Text)]
    assert len(texts) > 15
    for node in texts:
        for offset, character in enumerate(node.text):
            written = lines[node.place.line - 1][node.place.column - 1 + offset :][:1]
            # A line's end is written by nothing, a tab is read as a space.
            assert written in ((character, "\\") if character != " " else (" ", "\t", "")), node


def test_a_text_never_spans_two_lines() -> None:
    texts = found("un deux\ntrois *quatre\ncinq* six", t.Text)
    assert [(node.text, *at(node)) for node in texts] == [
        ("un deux ", 1, 1),
        ("trois ", 2, 1),
        ("quatre ", 2, 8),
        ("cinq", 3, 1),
        (" six", 3, 6),
    ]


# --- what cannot be set -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("un <b>mot</b>", (1, 4), "du HTML"),
        ("<!-- remarque -->", (1, 1), "du HTML"),
        ("![alt](photo.png)", (1, 1), "une image"),
        ("du `code`", (1, 4), "du code"),
        ("un\n\n    du code", (3, 5), "quatre espaces"),
        ("un\n\n---", (3, 1), "un filet"),
        ("~~barré~~", (1, 1), "barré"),
        ("[mots]{.gros}", (1, 1), "classe inconnue : « gros »"),
        ("[mots]{fait=a.b}", (1, 1), "attribut inconnu : « fait »"),
        ("[mots]{#ancre}", (1, 1), "« #ancre »"),
        ("## Titre {.gros}", (1, 1), "classe inconnue"),
        ("::: encart\nun\n:::", (1, 1), "classe inconnue : « encart »"),
        ("::: {includ=zoom-a}\n:::", (1, 1), "attribut inconnu : « includ »"),
        ("{.gros}\n- un", (2, 1), "classe inconnue"),
        ('[a](#sec-b "titre")', (1, 1), "titre du lien"),
        ("un mot {fact=a.b}", (1, 8), "ne suivent pas un crochet"),
        ("[un mot] {fact=a.b}", (1, 10), "ne suivent pas un crochet"),
        ("crowdfunding{lang=en}", (1, 13), "ne suivent pas un crochet"),
        ("::: {include=zoom-a}\n\nTexte avalé.", (1, 1), "il avale le texte"),
        ("[mots]{fact = a.b}", (1, 7), "accolade"),
        ("un texte ::: suite", (1, 10), "« ::: »"),
        ("[mots](#sec a)", (1, 6), "ce lien n’en est pas un"),
        ("du ** gras **", (1, 4), "« ** »"),
        (">" * 60 + " a", (1, 30), "trop de niveaux"),
        ("[" * 400 + "a" + "]{.pull}" * 400, (1, 1), "trop de niveaux"),
    ],
)
def test_what_cannot_be_set_is_shown_where_it_is(
    text: str, place: tuple[int, int], words: str
) -> None:
    _, problems = read(text)
    first = problems[0]
    assert {p.rule for p in problems} == {"SRC010"}
    assert words in first.message
    assert first.place == Place("f.md", *place)
    assert first.hint


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("[mots]{.pul}", "Vouliez-vous dire « .pull » ?"),
        ("[mots]{facts=a.b}", "Vouliez-vous dire « fact » ?"),
        ("::: include=zoom-a\n:::", "« ::: {include=zoom-a} »"),
        ("::: zoom-a\n:::", "« ::: {include=zoom-a} »"),
        ("[mots]{.gros}", "Sont connus ici : .pull, .smallcaps."),
    ],
)
def test_the_hint_gives_the_right_form(text: str, advice: str) -> None:
    _, problems = read(text)
    assert advice in problems[0].hint


@pytest.mark.parametrize("text", [r"\{mots\}", r"\[mots\](ici)", r"\*\*", r"a \::: b"])
def test_what_is_escaped_is_meant(text: str) -> None:
    _, problems = read(text)
    assert problems == []

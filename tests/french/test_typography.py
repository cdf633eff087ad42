"""Micro-typography: what changes, what does not, and that it changes once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.format import format_number
from pipeline.french.typography import set_text, set_typography
from pipeline.model.places import Place
from pipeline.model.tree import (
    BoundNumber,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Node,
    Note,
    Paragraph,
    Reference,
    SmallCaps,
    Strong,
    Superscript,
    Text,
    Tree,
    text_of,
    walk,
)

P = Place("a.md", 3, 1)
BREAK = LineBreak(P)
_ = "\u00a0"
N = "\u202f"


def tree(*nodes: Node) -> Tree:
    return Tree((Paragraph(P, nodes),), P)


def text(words: str) -> Text:
    return Text(P, words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Quoi ; qui ! où ?", f"Quoi{N}; qui{N}! où{N}?"),
        ("Ceci : cela", f"Ceci{_}: cela"),
        ("« mots »", f"«{_}mots{_}»"),
        ("16 % et 45 M€", f"16{N}% et 45{N}M€"),
        ("1 200 hab./km² sur 12 km²", f"1{N}200{N}hab./km² sur 12{N}km²"),
        ("36 000 salariés", f"36{N}000{_}salariés"),
        ("20 000 euros", f"20{N}000{_}euros"),
        ("1,2 million d'euros", f"1,2{_}million d’euros"),
        ("le champ d'action 3", f"le champ d’action{_}3"),
        ("n° 12, p. 48, art. 5", f"n°{_}12, p.{_}48, art.{_}5"),
        ("M. Nom et Mme Autre", f"M.{_}Nom et Mme{_}Autre"),
        ("le 31 juillet 2014", f"le 31{_}juillet 2014"),
        ("au XIXe siècle", f"au XIXe{_}siècle"),
        ("l'État", "l’État"),
        ("et puis...", "et puis…"),
        ("un -- deux -- trois", f"un –{_}deux{_}– trois"),
        ("un — deux --- trois", f"un –{_}deux{_}– trois"),
        ("« BIC – Business »", f"«{_}BIC{_}– Business{_}»"),
        ("Un – deux. Trois – quatre", f"Un{_}– deux. Trois{_}– quatre"),
        ("75 rue Léon Gambetta, 59000 Lille", f"75 rue Léon Gambetta, 59000{_}Lille"),
        ("01 53 25 02 25", f"01{_}53{_}25{_}02{_}25"),
        (f"dejà{_}; vu", f"dejà{N}; vu"),
    ],
)
def test_what_changes(before: str, after: str) -> None:
    assert set_text(before) == after
    assert set_text(after) == after


@pytest.mark.parametrize(
    "words",
    [
        "https://exemple.fr/a?b=1 et www.exemple.fr",
        "en 2015 300 groupes",
        "2016-2018",
        "5' et 12 \"",
        "10m2",
        "nom@exemple.fr",
        "vert",
    ],
)
def test_what_does_not_change(words: str) -> None:
    assert set_text(words) == words


def test_an_address_keeps_its_characters() -> None:
    assert set_text("voir https://exemple.fr/l'été...;?x !") == (
        f"voir https://exemple.fr/l'été...;?x{N}!"
    )


def test_a_run_is_seen_whole() -> None:
    words = (Strong(P, (text("ESS"),)), text(" : l'"), Emphasis(P, (text("été"),)))
    done = set_typography(tree(*words))
    assert text_of(done) == f"ESS{_}: l’été"


def test_spaces_next_to_words_the_pipeline_gives() -> None:
    number, reference = BoundNumber(P, (), "a.b"), Reference(P, (), "x")
    done = set_typography(tree(number, text(" habitants "), reference, text(" ; fin")))
    assert text_of(done) == f"{_}habitants {N}; fin"


def test_ordinals_are_raised() -> None:
    done = set_typography(tree(text("le 1er et la 10e du XIXe siècle")))
    kinds = [(type(node).__name__, text_of(node)) for node in walk(done.blocks[0])]
    assert ("Superscript", "er") in kinds
    assert ("Superscript", "e") in kinds
    assert ("SmallCaps", "XIX") in kinds
    assert text_of(done) == f"le 1er et la 10e du XIXe{_}siècle"


@pytest.mark.parametrize(
    ("words", "small", "raised"),
    [
        ("du XVIIIe au XIXe siècle", ["XVIII", "XIX"], ["e", "e"]),
        ("les XIXe et XXe siècles", ["XIX", "XX"], ["e", "e"]),
        ("le Ier siècle, le IIe millénaire", ["I", "II"], ["er", "e"]),
        ("l'XIe siècle", ["XI"], ["e"]),
        ("la Ve République", [], ["e"]),
    ],
)
def test_every_century_of_a_list_is_set(words: str, small: list[str], raised: list[str]) -> None:
    nodes = list(walk(set_typography(tree(text(words))).blocks[0]))
    assert [text_of(node) for node in nodes if isinstance(node, SmallCaps)] == small
    assert [text_of(node) for node in nodes if isinstance(node, Superscript)] == raised


def test_a_century_across_nodes_and_no_century() -> None:
    rest = Emphasis(P, (text("e siècle"),))
    done = set_typography(tree(text("XX"), rest, text(" Louis XIV, Xe")))
    assert [text_of(n) for n in walk(done.blocks[0]) if isinstance(n, SmallCaps)] == ["XX"]


def test_places_point_at_their_characters() -> None:
    source = "et... la 2e fois"
    done = set_typography(tree(text(source)))
    for node in walk(done.blocks[0]):
        if isinstance(node, Text) and node.text[0] != "…":
            assert source[node.place.column - 1] == node.text[0].replace(_, " ")


def test_notes_headings_and_breaks() -> None:
    note = Note(P, (Paragraph(P, (text("l'un ; 3e"),)),))
    done = set_typography(
        Tree((Heading(P, (text("Qui ?"), note, text(" oui")), 2), Paragraph(P, (BREAK,))), P)
    )
    assert text_of(done.blocks[0], notes=True) == f"Qui{N}?l’un{N}; 3e oui"
    assert any(isinstance(n, Superscript) for n in walk(done.blocks[0]))


def test_addresses_of_links_are_kept() -> None:
    link = Link(P, (text("https://a.fr/l'ete"),), "https://a.fr/l'ete")
    assert set_typography(tree(link)) == tree(link)


_WORDS = st.lists(
    st.sampled_from(
        ["l'", "ESS", " ", " ; ", " : ", "« ", " »", "16 %", "36 000 euros", "1er", "XIXe siècle",
         "...", " - ", "n° 12", "M. Nom", "https://a.b/c ", "10e", "mot", ".", "31 juillet", "2"]
    ),
    max_size=12,
)  # fmt: skip


@given(st.lists(st.tuples(_WORDS, st.booleans()), max_size=4))
def test_once_is_enough_and_nothing_is_lost(parts: list[tuple[list[str], bool]]) -> None:
    nodes: list[Node] = []
    for words, strong in parts:
        if words:
            node = text("".join(words))
            nodes.append(Strong(P, (node,)) if strong else node)
    source = tree(*nodes)
    done = set_typography(source)
    assert set_typography(done) == done
    assert plain(text_of(done)) == plain(text_of(source))
    assert text_of(done) == set_text(text_of(source))


def plain(words: str) -> str:
    """The characters that typography never touches."""
    return re.sub(r"[\s]", " ", words).replace("’", "'").replace("…", "...").replace("–", "-")


@given(st.integers(-(10**9), 10**9), st.sampled_from(["%", "€", "habitants", "km²", ""]))
def test_numbers_written_are_set_already(value: int, unit: str) -> None:
    words = format_number(value, unit)
    assert set_text(words) == words

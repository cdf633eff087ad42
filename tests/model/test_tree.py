"""Walking, reading and mapping trees."""

from __future__ import annotations

from pipeline.model import tree as t
from pipeline.model.places import Place

P = Place("a.md")


def text(words: str) -> t.Text:
    return t.Text(P, words)


def paragraph(*children: t.Node) -> t.Paragraph:
    return t.Paragraph(P, children)


NOTE = t.Note(P, (paragraph(text("dans la note")),))
LIST = t.BulletList(
    P, (t.ListItem(P, (paragraph(text("un")),)), t.ListItem(P, (paragraph(text("deux")),)))
)
TABLE = t.MarkdownTable(
    P,
    (t.Row(P, (t.Cell(P, (paragraph(text("corps")),)),)),),
    head=t.Row(P, (t.Cell(P, (paragraph(text("tête")),)),)),
)
TREE = t.Tree(
    (
        t.Heading(P, (text("Titre"),), 2, "sec-a"),
        paragraph(text("Un "), t.Emphasis(P, (text("mot"), NOTE)), t.LineBreak(P), text("fin")),
        LIST,
        TABLE,
    ),
    P,
)


def test_nodes_are_walked_in_reading_order_heads_of_tables_first() -> None:
    words = [node.text for node in TREE.walk() if isinstance(node, t.Text)]
    assert words == ["Titre", "Un ", "mot", "dans la note", "fin", "un", "deux", "tête", "corps"]


def test_the_text_of_a_tree_leaves_notes_out() -> None:
    assert t.text_of(TREE) == "Titre\nUn mot fin\nun\ndeux\ntête\ncorps"
    assert "motdans la note" in t.text_of(TREE, notes=True)


def test_a_tree_without_blocks_is_nothing() -> None:
    assert not t.Tree((), P)
    assert TREE


def test_each_run_of_inlines_is_mapped_once_and_whole() -> None:
    seen: list[str] = []

    def shout(nodes: tuple[t.Node, ...]) -> tuple[t.Node, ...]:
        seen.append("".join(t.text_of(node) for node in nodes))
        return tuple(
            t.Text(node.place, node.text.upper()) if isinstance(node, t.Text) else node
            for node in nodes
        )

    mapped = t.map_inlines(TREE, shout)
    assert sorted(seen) == sorted(
        ["Titre", "Un mot fin", "dans la note", "un", "deux", "tête", "corps"]
    )
    assert t.text_of(mapped) == "TITRE\nUN mot FIN\nUN\nDEUX\nTÊTE\nCORPS"
    assert [type(node) for node in mapped.walk()] == [type(node) for node in TREE.walk()]
    assert "DANS LA NOTE" in t.text_of(mapped, notes=True)
    # The tree itself never changes.
    assert "Titre" in t.text_of(TREE)

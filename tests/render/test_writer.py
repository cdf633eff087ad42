"""Trees as HTML: what an editor writes is what the page holds, once and in order."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from pipeline.errors import PipelineError
from pipeline.markdown import MarkdownText, parse_markdown
from pipeline.model.places import Place
from pipeline.render.writer import Writer


class Marks:
    """A setting that shows what it was asked for."""

    def reference(self, target: str, words: Markup | None, place: Place) -> Markup:
        return Markup("<ref>{}|{}|{}</ref>").format(target, words, place.line)

    def note(self, content: Markup) -> Markup:
        return Markup("<note>{}</note>").format(content)

    def pull(self, words: Markup) -> Markup:
        return Markup("<pull>{}</pull>").format(words)

    def source(self, place: Place) -> Markup:
        return Markup(' at="{}"').format(place.line)


def write(text: str, shift: int = 0) -> str:
    trees, problems = parse_markdown([MarkdownText(text, Place("a.md"))])
    assert not problems
    return str(Writer(Marks(), shift).blocks(trees[0].blocks))


def test_words_are_escaped_and_keep_their_emphasis() -> None:
    assert write("R&D : *livre* et **fort**") == (
        '<p at="1">R&amp;D : <em>livre</em> et <strong>fort</strong></p>'
    )


def test_reference_without_words_leaves_them_to_the_edition() -> None:
    assert "<ref>zoom-x|None|2</ref>" in write("Voir\n[](#zoom-x).")
    assert "<ref>zoom-x|le <strong>zoom</strong>|1</ref>" in write("[le **zoom**](#zoom-x)")


def test_note_stands_where_it_is_called() -> None:
    assert write("Un mot[^n], puis.\n\n[^n]: La *note*.") == (
        '<p at="1">Un mot<note>La <em>note</em>.</note>, puis.</p>'
    )


def test_pull_quote_repeats_words_without_what_is_called_twice() -> None:
    html = write("Avant. [Des mots [36 000]{fact=a.b}[^n] **forts**.]{.pull}\n\n[^n]: Note.")
    assert html.startswith('<p at="1"><pull>Des mots 36 000 <strong>forts</strong>.</pull>Avant. ')
    assert html.count("<note>") == 1
    assert html.count("36 000") == 2


def test_bound_number_that_nothing_filled_is_not_passed_over() -> None:
    with pytest.raises(PipelineError, match=r"a\.md:1:8.*'a\.b'"):
        write("Il y a []{fact=a.b}.")


def test_headings_are_shifted_never_below_six() -> None:
    assert write("## Titre {#sec-x}", shift=1) == '<h3 id="sec-x" at="1">Titre</h3>'
    assert write("###### Titre", shift=3) == '<h6 at="1">Titre</h6>'


def test_items_hold_their_words_without_paragraph() -> None:
    assert write("- un\n- deux") == '<ul at="1"><li at="1">un</li><li at="2">deux</li></ul>'
    assert write("3. trois\n4. quatre").startswith('<ol start="3" at="1">')


def test_table_says_which_cells_are_heads() -> None:
    html = write("| A | B |\n|---|--:|\n| 1 | 2 |")
    assert '<th scope="col">A</th>' in html
    assert '<td class="right">2</td>' in html


def test_text_is_cut_where_a_piece_is_placed() -> None:
    trees, _ = parse_markdown(
        [MarkdownText("Avant.\n\n::: {include=zoom-x}\n:::\n\nAprès.", Place("a.md"))]
    )
    runs = Writer(Marks()).runs(trees[0])
    assert [(run.form, run.target) for run in runs] == [
        ("text", ""),
        ("piece", "zoom-x"),
        ("text", ""),
    ]


def test_foreign_words_say_their_language() -> None:
    assert '<i class="foreign" lang="en">sourcing</i>' in write("le [sourcing]{lang=en}")

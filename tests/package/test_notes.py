"""Notes are lifted out in the order they are read."""

from __future__ import annotations

from pipeline.package.notes import lift_notes
from pipeline.package.xhtml import parse_xhtml, tag, text_of, write_xhtml

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><section>'
    '<p>Un<span class="note">Première <em>note</em>.</span> mot.</p>'
    '<aside><p>Deux<span class="note">Deuxième.</span>, puis trois'
    '<span class="note">Troisième.</span>.</p></aside></section></body></html>'
)


def test_notes_are_numbered_in_reading_order_and_keep_their_markup() -> None:
    root = parse_xhtml(PAGE, "page")
    main = next(root.iter(tag("section")))
    assert lift_notes(root, main) == 3
    calls = [a for a in root.iter(tag("a")) if a.get("class") == "note-call"]
    assert [text_of(call) for call in calls] == ["1", "2", "3"]
    notes = [e for e in root.iter(tag("aside")) if e.get("class") == "note"]
    assert [text_of(note) for note in notes] == [
        "1. Première note. ↑",
        "2. Deuxième. ↑",
        "3. Troisième. ↑",
    ]
    assert "<em>note</em>" in write_xhtml(notes[0]).decode()


def test_text_around_a_call_is_kept() -> None:
    root = parse_xhtml(PAGE, "page")
    lift_notes(root, next(root.iter(tag("section"))))
    assert text_of(next(root.iter(tag("p")))) == "Un1 mot."


def test_without_notes_nothing_is_added() -> None:
    root = parse_xhtml(PAGE.replace('class="note"', 'class="other"'), "page")
    before = write_xhtml(root)
    assert lift_notes(root, next(root.iter(tag("section")))) == 0
    assert write_xhtml(root) == before

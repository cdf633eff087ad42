"""Notes: lifted out of the text, called, and placed at the end of their section."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from pipeline.package.xhtml import epub, tag

_SPACE = "\u00a0"


def lift_notes(root: Element, main: Element) -> int:
    """Turn each `<span class="note">` into a call and a note at the end of `main`.

    Numbered in the order they are read, from 1 in each section. Gives how many there are.
    """
    notes: list[Element] = []
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == tag("span") and child.get("class") == "note":
                notes.append(child)
    for number, note in enumerate(_in_order(root, notes), start=1):
        _turn_into_call(note, number)
    if notes:
        main.append(_notes_section(root))
    return len(notes)


def _in_order(root: Element, notes: list[Element]) -> list[Element]:
    ranks = {element: rank for rank, element in enumerate(root.iter())}
    return sorted(notes, key=lambda note: ranks[note])


def _turn_into_call(span: Element, number: int) -> None:
    """The element becomes the call; what it held is kept below it for `_notes_section`."""
    content = Element(tag("p"))
    content.text = span.text
    content.extend(list(span))
    tail = span.tail
    span.clear()
    span.tail = tail
    span.tag = tag("a")
    span.attrib.update(
        {
            "class": "note-call",
            "id": f"call-{number}",
            "href": f"#note-{number}",
            epub("type"): "noteref",
            "role": "doc-noteref",
        }
    )
    span.text = str(number)
    span.append(content)


def _notes_section(root: Element) -> Element:
    section = Element(
        tag("section"), {"class": "notes", epub("type"): "footnotes", "aria-label": "Notes"}
    )
    for call in list(root.iter(tag("a"))):
        if call.get("class") == "note-call":
            content = call[0]
            call.remove(content)
            section.append(_note(call.get("href", "")[1:], call.text or "", content))
    return section


def _note(id_: str, number: str, content: Element) -> Element:
    """A note with a way back on either side: its number, and an arrow at the end."""
    note = Element(
        tag("aside"),
        {"class": "note", "id": id_, epub("type"): "footnote", "role": "doc-footnote"},
    )
    mark = Element(tag("span"), {"class": "note-number"})
    mark.text = f"{number}."
    mark.tail = _SPACE + (content.text or "")
    content.text = None
    content.insert(0, mark)
    back = Element(
        tag("a"),
        {
            "class": "note-back",
            "href": f"#call-{number}",
            "role": "doc-backlink",
            "aria-label": f"Retour à l’appel de la note {number}",
        },
    )
    back.text = "↑"
    content[-1].tail = (content[-1].tail or "") + _SPACE
    content.append(back)
    note.append(content)
    return note

"""Making the structure tree of a section say what the text means, and no more.

- What repeats words of the text (`aria-hidden`: pull quotes, running heads) is an artifact.
- An element that columns, pages or lines divide is one element again.
- What the layout sets beside a text before its title (`data-read="last"`) is read after it.
- A number that the layout writes in an item of a list (`data-read="label"`) is its label.
- A note stands after the block that calls it, and the call is a Reference.
- The contents are a TOC: `data-contents` tells its entries, and what else stands in them.
- Links that stand side by side and lead to the same place are one.
- Words of another language say so.
- Elements that hold nothing, and spans that say nothing, go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from pipeline.typeset.tag_contents import make_contents
from pipeline.typeset.tag_tree import (
    Kid,
    Mark,
    Node,
    Origins,
    content_of,
    deref,
    read_tree,
    write_tree,
)

# The parts of a table stay as they are: its head is repeated on each page.
_DIVIDED = frozenset(("Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Figure"))
# Kinds that hold running text: spans inside them need to mean something.
_BLOCKS = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TD", "TH", "Caption"))
_INLINE = frozenset(("Span", "NonStruct", "Link", "Reference"))
_TEXTS = _BLOCKS | _INLINE | {"Lbl", "Note"}
# Kinds that mean something only by what they hold.
_HOLLOW = frozenset(
    ("Span", "NonStruct", "Div", "Lbl", "P", "Part", "Sect", "L", "LI", "LBody", "Reference")
)


def tidy_tags(pdf: pydyf.PDF, root: Any, origins: Origins) -> None:
    """Tidy the tree below a structure element in place, before the PDF is written."""
    tree = read_tree(pdf, root, origins)
    spoken = set(tree.marks())
    _silence(tree)
    _unwrap_same(tree)
    _join_fragments(tree)
    _read_last(tree)
    _label_items(tree)
    _place_notes(tree)
    make_contents(tree)
    _join_links(pdf, tree)
    _say_languages(tree)
    _flatten(tree)
    _drop_empty(tree)
    write_tree(pdf, tree)
    _make_artifacts(pdf, spoken - set(tree.marks()))


# --- artifacts --------------------------------------------------------------------


def _silence(tree: Node) -> None:
    for node in tree.walk():
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and _is_silent(kid))]


def _is_silent(node: Node) -> bool:
    # A link has to be in the tree, whatever holds it (7.18.5).
    return node.attribute("aria-hidden") == "true" and not any(
        isinstance(kid, bytes) for below in node.walk() for kid in below.kids
    )


def _make_artifacts(pdf: pydyf.PDF, silent: set[Mark]) -> None:
    """Turn marked content into artifacts (ISO 32000-1, 14.8.2.2)."""
    for page in sorted({mark.page for mark in silent}):
        for contents in content_of(pdf, page):
            for at in range(2, len(contents)):
                properties = contents[at - 1]
                if contents[at] != b"BDC" or not isinstance(properties, pydyf.Dictionary):
                    continue
                mark = Mark(page, properties.get("MCID", -1))
                if mark in silent:
                    silent.remove(mark)
                    contents[at - 2] = "/Artifact"
                    contents[at - 1] = pydyf.Dictionary({"Type": "/Layout"})
    if silent:
        raise ValueError(f"marked content that no page paints: {sorted(silent, key=str)}")


# --- fragments --------------------------------------------------------------------


def _unwrap_same(tree: Node) -> None:
    """An anonymous box inside an element's is that element."""
    for node in tree.walk():
        while any(_is_same(node, kid) for kid in node.kids):
            node.kids = [
                below
                for kid in node.kids
                for below in (kid.kids if isinstance(kid, Node) and _is_same(node, kid) else [kid])
            ]


def _is_same(node: Node, kid: Kid) -> bool:
    if not isinstance(kid, Node) or kid.origin is None or kid.origin != node.origin:
        return False
    if node.kind == "L":
        # A column of a list; an item of it is of another element.
        return kid.kind == "L"
    return kid.kind in (node.kind, "NonStruct") and node.kind != "LI"


def _join_fragments(tree: Node) -> None:
    """Give what stands in later fragments of an element to the first one."""
    parents = tree.parents()
    first: dict[tuple[int, str, str], Node] = {}
    for node in list(tree.walk()):
        if node.origin is None or node.kind in _DIVIDED:
            continue
        key = (id(node.origin.element), node.origin.tag, node.kind)
        known = first.setdefault(key, node)
        if known is not node and not any(node is below for below in known.walk()):
            parents[node].kids.remove(node)
            parents.update(dict.fromkeys(node.nodes(), known))
            known.kids += node.kids
            node.kids = []
    for node in tree.walk():
        bodies = [kid for kid in node.nodes() if kid.kind == "LBody"]
        if node.kind == "LI" and len(bodies) > 1:
            # An item has one body.
            bodies[0].kids += [below for body in bodies[1:] for below in body.kids]
            node.kids = [kid for kid in node.kids if kid not in bodies[1:]]


def _read_last(tree: Node) -> None:
    for node in tree.walk():
        last = [kid for kid in node.nodes() if kid.attribute("data-read") == "last"]
        node.kids = [*(kid for kid in node.kids if kid not in last), *last]


def _label_items(tree: Node) -> None:
    """The number that the layout writes in an item (`data-read="label"`) is its label."""
    for node in tree.walk():
        for body in [kid for kid in node.nodes() if node.kind == "LI" and kid.kind == "LBody"]:
            labels = [kid for kid in body.nodes() if kid.attribute("data-read") == "label"]
            body.kids = [kid for kid in body.kids if kid not in labels]
            for label in labels:
                label.kind = "Lbl"
            node.kids = [*labels, *node.kids]


# --- notes, links -----------------------------------------------------------------


def _place_notes(tree: Node) -> None:
    """Put each note after the block that calls it."""
    parents = tree.parents()
    calls = {
        id(node.origin.element): node
        for node in tree.walk()
        if node.origin and node.origin.tag.endswith("::footnote-call")
    }
    for note in [node for node in tree.walk() if node.kind == "Note"]:
        call = calls.get(id(note.origin.element)) if note.origin else None
        if call is None:
            continue
        call.kind = "Reference"
        block = call
        while block.kind not in _BLOCKS and block in parents:
            block = parents[block]
        parents[note].kids.remove(note)
        if block.kind in ("LBody", "TD", "TH"):
            block.kids.append(note)
            continue
        # After the notes that the same block has called before.
        siblings = parents[block].kids
        at = siblings.index(block) + 1
        while at < len(siblings) and getattr(siblings[at], "kind", "") == "Note":
            at += 1
        siblings.insert(at, note)


def _join_links(pdf: pydyf.PDF, tree: Node) -> None:
    for node in tree.walk():
        kids: list[Kid] = []
        for kid in node.kids:
            before = kids[-1] if kids else None
            if isinstance(kid, Node) and isinstance(before, Node) and _is_alike(pdf, before, kid):
                before.kids += kid.kids
            else:
                kids.append(kid)
        node.kids = kids


def _is_alike(pdf: pydyf.PDF, one: Node, other: Node) -> bool:
    target = _target(pdf, one)
    return target is not None and target == _target(pdf, other)


def _target(pdf: pydyf.PDF, node: Node) -> Any:
    """Where a link leads: a name, or the bytes of an action."""
    for kid in node.kids if node.kind == "Link" else ():
        if isinstance(kid, bytes):
            annotation = deref(pdf, deref(pdf, kid)["Obj"])
            place = annotation.get("Dest", annotation.get("A"))
            return getattr(place, "data", place)
    return None


# --- languages, spans -------------------------------------------------------------


def _say_languages(tree: Node) -> None:
    for node in tree.walk():
        language = node.attribute("lang")
        if language and node.origin is not None and node.origin.tag != "html":
            node.element["Lang"] = pydyf.String(language)
            if node.kind == "NonStruct":
                node.kind = "Span"


def _flatten(tree: Node) -> None:
    """Give what stands in spans that say nothing to the element around them."""
    for node in tree.walk():
        if node.kind == "Div" and node.kids and all(_is_inline(kid) for kid in node.kids):
            node.kind = "P"
        node.kids = list(_unspanned(node, is_text=node.kind in _TEXTS))


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Node) or (
        kid.kind in _INLINE and all(_is_inline(below) for below in kid.kids)
    )


def _unspanned(node: Node, *, is_text: bool) -> Iterator[Kid]:
    for kid in node.kids:
        # Text needs an element around it.
        if isinstance(kid, Node) and _says_nothing(kid) and (is_text or not _has_text(kid)):
            yield from _unspanned(kid, is_text=is_text)
        else:
            yield kid


def _has_text(node: Node) -> bool:
    return any(not isinstance(kid, Node) for kid in node.kids)


def _says_nothing(node: Node) -> bool:
    """Whether a node is only a wrapper around text."""
    return node.kind in ("Span", "NonStruct") and not set(node.element) & {"Lang", "Alt", "A", "ID"}


def _drop_empty(tree: Node) -> None:
    for node in tree.walk():
        node.kids = [
            kid
            for kid in node.kids
            if not (isinstance(kid, Node) and kid.kind in _HOLLOW and kid.is_empty)
        ]

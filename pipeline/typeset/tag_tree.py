"""The structure tree of a section as nodes that can be moved, and where each comes from.

WeasyPrint makes one structure element for each box, so that a paragraph that goes on in another
column or on another page becomes two. Here every element knows the HTML element of its box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags as engine

_REFERENCE = re.compile(rb"(\d+) 0 R")
_DRAWN = re.compile(rb"/(\S+) Do")


@dataclass(frozen=True, slots=True)
class Origin:
    """The HTML element of a box, and its tag, which tells pseudo-elements (« li::marker »)."""

    element: Any
    tag: str


class Origins:
    """Which box each structure element was made for."""

    def __init__(self) -> None:
        # The elements are kept, so that no other one takes the place they have in memory.
        self._known: dict[int, tuple[Any, Origin]] = {}

    def of(self, element: Any) -> Origin | None:
        """The origin of a structure element, or None."""
        found = self._known.get(id(element))
        return found[1] if found else None

    @contextmanager
    def traced(self) -> Iterator[None]:
        """Note origins while a PDF is written."""
        build: Callable[..., Iterator[Any]] = engine._build_box_tree

        def build_traced(box: Any, *others: Any) -> Iterator[Any]:
            own = box._box if isinstance(box, AbsolutePlaceholder) else box
            for element in build(box, *others):
                if own.element is not None:
                    origin = Origin(own.element, str(own.element_tag))
                    self._known.setdefault(id(element), (element, origin))
                yield element

        # The engine calls itself by this name, for every box.
        engine._build_box_tree = build_traced
        try:
            yield
        finally:
            engine._build_box_tree = build


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: index of the page, number."""

    page: int
    mcid: int


@dataclass(eq=False)
class Node:
    """A structure element; `kids` are nodes, marks, and references to annotations (bytes)."""

    element: Any
    page: int
    origin: Origin | None
    kids: list[Kid] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The structure type, without its slash."""
        return str(self.element["S"])[1:]

    @kind.setter
    def kind(self, kind: str) -> None:
        self.element["S"] = f"/{kind}"

    def attribute(self, name: str) -> str:
        """An attribute of the HTML element; "" for a pseudo-element."""
        if self.origin is None or "::" in self.origin.tag:
            return ""
        return str(self.origin.element.get(name, ""))

    def nodes(self) -> list[Node]:
        """The kids that are nodes."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """This node and all below it; below a node, what it has once it has been looked at."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def marks(self) -> Iterator[Mark]:
        """The marked content at and below this node."""
        for node in self.walk():
            yield from (kid for kid in node.kids if isinstance(kid, Mark))

    def parents(self) -> dict[Node, Node]:
        """The parent of each node below this one."""
        return {kid: node for node in self.walk() for kid in node.nodes()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below it."""
        return all(isinstance(kid, Node) and kid.is_empty for kid in self.kids)


Kid = Node | Mark | bytes


def read_tree(pdf: pydyf.PDF, root: Any, origins: Origins) -> Node:
    """The nodes below a structure element."""
    pages = {reference: index for index, reference in enumerate(pdf.page_references)}

    def read(element: Any, page: int) -> Node:
        page = pages.get(element.get("Pg"), page)
        node = Node(element, page, origins.of(element))
        for kid in element["K"]:
            if isinstance(kid, int):
                node.kids.append(Mark(page, kid))
                continue
            child = deref(pdf, kid)
            is_element = child.get("Type") == "/StructElem"
            node.kids.append(read(child, page) if is_element else kid)
        return node

    return read(root, 0)


def write_tree(pdf: pydyf.PDF, root: Node) -> None:
    """Write kids, parents and the parent tree of marked content as the nodes say."""
    homes: dict[Mark, bytes] = {}
    numbers = parent_tree(pdf)
    for node in root.walk():
        kids = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kid.element["P"] = node.element.reference
                kids.append(kid.element.reference)
            elif isinstance(kid, Mark):
                homes[kid] = node.element.reference
                kids.append(kid.mcid if kid.page == node.page else _marked(pdf, kid))
            else:
                annotation = deref(pdf, deref(pdf, kid)["Obj"])
                numbers[2 * annotation["StructParent"] + 1] = node.element.reference
                kids.append(kid)
        node.element["K"] = pydyf.Array(kids)
    for page in range(len(pdf.page_references)):
        entries = numbers[2 * page + 1]
        for mcid in range(len(entries)):
            entries[mcid] = homes.get(Mark(page, mcid), b"null")


def content_of(pdf: pydyf.PDF, page: int) -> Iterator[list[Any]]:
    """What a page paints: its own instructions, and those of the groups it is made of."""
    item = deref(pdf, pdf.page_references[page])
    pending = [(deref(pdf, item["Contents"]), item["Resources"])]
    while pending:
        stream, resources = pending.pop()
        yield stream.stream
        for token in stream.stream:
            drawn = _DRAWN.fullmatch(token) if isinstance(token, bytes) else None
            if drawn is not None:
                form = deref(pdf, deref(pdf, resources)["XObject"][drawn[1].decode()])
                if "Resources" in form.extra:
                    pending.append((form, form.extra["Resources"]))


def parent_tree(pdf: pydyf.PDF) -> Any:
    """The flat list of keys and values: first the pages, then the annotations."""
    return deref(pdf, deref(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]


def _marked(pdf: pydyf.PDF, mark: Mark) -> Any:
    """A reference to marked content of another page than its element's."""
    page = pdf.page_references[mark.page]
    return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark.mcid})


def deref(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object behind a reference."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"not a reference: {reference!r}")
    return pdf.objects[int(match[1])]

"""The structure tree of a PDF, as a screen reader walks it (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.proof.pdf_content import Painted, read_page
from pipeline.proof.pdf_objects import PdfFile, PdfReadError, text_of_string


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content of a page: index of the page, number of the mark."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class ObjectKid:
    """An annotation that belongs to an element."""

    page: int
    annotation: dict[str, Any]


@dataclass(frozen=True)
class Element:
    """A structure element; `kind` is a standard one where the role map leads to one.

    `attributes` are by owner (« Table »), `kids` in reading order.
    """

    kind: str
    title: str = ""
    alternative: str = ""
    actual: str = ""
    language: str = ""
    id: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    kids: tuple[Element | Content | ObjectKid, ...] = ()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]

    def contents(self) -> Iterator[Content]:
        """All marked content at and below this element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.contents()


class TaggedPdf:
    """A PDF with its structure tree and what its pages paint. Raises PdfReadError.

    `painted` holds what each page paints; `roles` maps types of the file to others; `roots` are
    the elements at the top.
    """

    def __init__(self, data: bytes) -> None:
        self.file = PdfFile(data)
        self._index = {reference: i for i, (reference, _) in enumerate(self.file.pages)}
        self.painted: list[list[Painted]] = [
            list(read_page(self.file, page)) for _, page in self.file.pages
        ]
        self._texts: dict[Content, str] = {}
        for number, things in enumerate(self.painted):
            for thing in things:
                if thing.kind == "text" and not thing.artifact:
                    place = Content(number, thing.mcid)
                    self._texts[place] = self._texts.get(place, "") + thing.text
        tree = self.file.item(self.file.catalog, "StructTreeRoot")
        roles = self.file.item(tree, "RoleMap") or {}
        self.roles = {kind: str(self.file.get(role)) for kind, role in roles.items()}
        kids = self.file.item(tree, "K")
        roots = kids if isinstance(kids, list) else [kids]
        self.roots = tuple(self._element(root, -1, 0) for root in roots if root is not None)

    def text(self, content: Content) -> str:
        """The characters of marked content."""
        return self._texts.get(content, "")

    def _element(self, value: Any, page: int, depth: int) -> Element:
        if depth > _DEEPEST:
            raise PdfReadError("the structure tree is endless")
        entries = self.file.get(value)
        page = self._index.get(entries.get("Pg"), page)
        kids = self.file.get(entries.get("K"))
        if kids is None:
            kids = []
        made = tuple(
            self._kid(kid, page, depth) for kid in (kids if isinstance(kids, list) else [kids])
        )
        words = {
            key: text_of_string(self.file.get(entries.get(key)))
            for key in ("T", "Alt", "ActualText", "Lang", "ID")
        }
        return Element(
            self._role(str(entries.get("S"))),
            words["T"],
            words["Alt"],
            words["ActualText"],
            words["Lang"],
            words["ID"],
            self._attributes(entries.get("A")),
            made,
        )

    def _kid(self, kid: Any, page: int, depth: int) -> Element | Content | ObjectKid:
        if isinstance(kid, int):
            return Content(page, kid)
        entries = self.file.get(kid)
        kind = entries.get("Type")
        if kind in ("MCR", "OBJR"):
            page = self._index.get(entries.get("Pg"), page)
            if kind == "MCR":
                return Content(page, int(entries["MCID"]))
            return ObjectKid(page, self.file.get(entries.get("Obj")) or {})
        return self._element(kid, page, depth + 1)

    def _role(self, kind: str) -> str:
        seen: set[str] = set()
        while kind in self.roles and kind not in seen:
            seen.add(kind)
            kind = self.roles[kind]
        return kind

    def _attributes(self, value: Any) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        value = self.file.get(value)
        for item in value if isinstance(value, list) else [value]:
            entries = self.file.get(item)
            if isinstance(entries, dict):
                found.setdefault(str(entries.get("O")), {}).update(
                    {key: self.file.get(entry) for key, entry in entries.items() if key != "O"}
                )
        return found


# Far deeper than any structure that means something.
_DEEPEST = 80

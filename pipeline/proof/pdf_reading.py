"""The reading of a PDF: its structure tree, walked as a screen reader walks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.proof.pdf_objects import PdfReadError
from pipeline.proof.pdf_tags import Content, Element, TaggedPdf
from pipeline.proof.reading import Block, Reading, join_lines

# Elements whose text runs on in what is around them.
_INLINE = frozenset(("Span", "Link", "NonStruct", "Quote", "Reference", "Code", "Annot", "Em",
                     "Strong"))  # fmt: skip


def read_sections(pdf: TaggedPdf, units: Sequence[Sequence[str]]) -> Reading:
    """The blocks of every section; `units` are the ids of those that begin a page together.

    Raises PdfReadError where the sections are not those.
    """
    (document,) = pdf.roots if len(pdf.roots) == 1 else (None,)
    kids = [kid for kid in document.kids if isinstance(kid, Element)] if document else []
    if len(kids) != len(units):
        raise PdfReadError(f"{len(kids)} sections in the tags, {len(units)} in the book")
    return Reading(
        {
            section: tuple(read_blocks(pdf, part))
            for unit, kid in zip(units, kids, strict=True)
            for section, part in zip(unit, _parts(kid, len(unit)), strict=True)
        }
    )


def _parts(element: Element, count: int) -> list[Element]:
    """The element itself, or the sections that share its page."""
    if count == 1:
        return [element]
    for part in element.walk():
        below = [kid for kid in part.kids if isinstance(kid, Element) and kid.kind == "Sect"]
        if len(below) == count:
            return below
    raise PdfReadError(f"{count} sections share a page, and the tags do not tell them apart")


def read_blocks(pdf: TaggedPdf, element: Element) -> Iterator[Block]:
    """The blocks below an element, in reading order; those of notes after what calls them."""
    walker = _Walker(pdf)
    yield from walker.walk(element)
    yield from walker.close()


class _Walker:
    """Gathers lines until a block ends."""

    def __init__(self, pdf: TaggedPdf) -> None:
        self._pdf = pdf
        self._lines: list[str] = []
        self._page = -1

    def close(self) -> Iterator[Block]:
        """What has been gathered, as a block."""
        if any(line.strip() for line in self._lines):
            yield Block("text", join_lines(self._lines), self._page)
        self._lines, self._page = [], -1

    def walk(self, element: Element) -> Iterator[Block]:
        for kid in element.kids:
            if isinstance(kid, Content):
                self._lines.append(self._pdf.text(kid))
                self._page = kid.page if self._page < 0 else self._page
            elif isinstance(kid, Element):
                yield from self._walk_kid(kid)

    def _walk_kid(self, kid: Element) -> Iterator[Block]:
        page = next((content.page for content in kid.contents()), -1)
        if kid.actual:
            self._lines.append(kid.actual)
        elif kid.kind == "Figure":
            yield Block("picture", kid.alternative, page)
            drawn = join_lines([self._pdf.text(content) for content in kid.contents()])
            if drawn:
                yield Block("drawn", drawn, page)
        elif kid.kind == "Note":
            number = {
                content for part in kid.walk() if part.kind == "Lbl" for content in part.contents()
            }
            lines = [self._pdf.text(content) for content in kid.contents() if content not in number]
            yield Block("note", join_lines(lines), page)
        elif kid.kind == "Lbl":
            return
        elif kid.kind in _INLINE:
            yield from self.walk(kid)
        else:
            yield from self.close()
            yield from self.walk(kid)
            yield from self.close()

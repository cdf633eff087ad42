"""Do the pages of the EPUB begin where those of the print edition do? Told by the words alone.

The words that a page of the PDF begins with, read from its tags, have to stand in the EPUB where
that page is marked: in the paragraph of the mark, or in the one before or after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof.epub_reading import EpubError, EpubReading, epub_type, read_epub, tag_of
from pipeline.proof.epub_sections import INLINE
from pipeline.proof.pdf_objects import PdfReadError
from pipeline.proof.pdf_tags import Content, TaggedPdf
from pipeline.proof.pdf_tags import Element as Tag
from pipeline.proof.proved import Proved, Verdict, untestable
from pipeline.proof.reading import fold, join_lines

# Signs by which the beginning of a page is recognised; shorter texts are passed over.
_SIGNS = 40
_FEWEST = 6
_BLOCKS = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TD", "TH", "Caption"))


NAME = "EPUB, pages de l’imprimé"


def prove_page_marks(pdf: bytes, epub: bytes, folios: Sequence[str], name: str) -> Proved:
    """Compare where pages begin; `folios` are those of the PDF's pages ("": not to be compared).

    Problems are of the rule OUT107; a page none of whose words the EPUB has is untestable.
    """
    try:
        marked = _read_epub(read_epub(epub))
        beginnings = _beginnings(TaggedPdf(pdf))
    except (EpubError, PdfReadError) as error:
        return untestable(NAME, str(error), f"un des fichiers ne se lit pas ({error})")
    problems: list[Problem] = []
    unknown: list[str] = []
    told = 0
    for page, folio in enumerate(folios):
        words = next((text for text in beginnings.get(page, ()) if text in marked.text), "")
        if not folio:
            continue
        if not words:
            unknown.append(folio)
        elif words in marked.around(folio):
            told += 1
        else:
            message = f"la page {folio} n’est pas marquée là où l’imprimé la commence : « {words} »"
            problems.append(Problem("OUT107", Place(name), message, key=folio))
    left = (f"Liste des pages : sans mots à comparer, {', '.join(unknown)}",) if unknown else ()
    verdict = Verdict(
        NAME,
        "failed" if problems else "passed",
        f"{told} pages begin within a paragraph of the PDF's, {len(problems)} do not, "
        f"{len(unknown)} untestable",
        f"{told} pages commencent comme dans le PDF, à un alinéa près, {len(problems)} ailleurs, "
        f"{len(unknown)} non vérifiables",
    )
    return Proved(tuple(problems), told, left, (verdict,))


# --- the PDF ----------------------------------------------------------------------


def _beginnings(pdf: TaggedPdf) -> dict[int, list[str]]:
    """The folded words that each text on a page begins with there, in reading order, by page."""
    found: dict[int, list[str]] = {}
    for root in pdf.roots:
        for block in _blocks(root):
            lines: dict[int, list[str]] = {}
            for content in _contents(block):
                lines.setdefault(content.page, []).append(pdf.text(content))
            for page, texts in lines.items():
                words = fold(join_lines(texts))[:_SIGNS]
                if len(words) >= _FEWEST:
                    found.setdefault(page, []).append(words)
    return found


def _blocks(tag: Tag) -> Iterator[Tag]:
    for kid in tag.kids:
        if isinstance(kid, Tag):
            if kid.kind in _BLOCKS:
                yield kid
            elif kid.kind != "Note":
                yield from _blocks(kid)


def _contents(tag: Tag) -> Iterator[Content]:
    for kid in tag.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Tag) and kid.kind not in ("Note", "Reference", "Figure", "Lbl"):
            yield from _contents(kid)


# --- the EPUB ---------------------------------------------------------------------


@dataclass
class _Marked:
    """The folded text of an EPUB: where paragraphs begin, where pages are marked."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)

    def around(self, folio: str) -> str:
        """The paragraph that holds the mark of a page, with those before and after; or nothing."""
        if folio not in self.marks:
            return ""
        paragraph = bisect_right(self.starts, self.marks[folio]) - 1
        ends = [*self.starts, len(self.text)]
        return self.text[ends[max(paragraph - 1, 0)] : ends[min(paragraph + 2, len(self.starts))]]


def _read_epub(epub: EpubReading) -> _Marked:
    marked = _Marked()
    for name in epub.spine:
        body = next((e for e in epub.documents[name].iter() if tag_of(e) == "body"), None)
        if body is not None:
            _begin(marked)
            _walk(marked, body)
    return marked


def _begin(marked: _Marked) -> None:
    if not marked.starts or marked.starts[-1] < len(marked.text):
        marked.starts.append(len(marked.text))


def _walk(marked: _Marked, element: Element) -> None:
    marked.text += fold(element.text or "")
    for child in element:
        if epub_type(child) == "pagebreak":
            label = (child.get("aria-label") or "").strip()
            marked.marks[label] = len(marked.text)
        elif not _is_aside(child):
            is_block = tag_of(child) not in INLINE | {"br"}
            if is_block:
                _begin(marked)
            _walk(marked, child)
            if is_block:
                _begin(marked)
        marked.text += fold(child.tail or "")


def _is_aside(element: Element) -> bool:
    return (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or epub_type(element) in ("noteref", "footnote")
        or tag_of(element) == "details"
    )

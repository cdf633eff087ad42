"""The typeset book as the layout rules see it: sections, pages, paragraphs.

Built from layout records alone: lengths are points from the top left corner of the trimmed page,
y downwards, page indices count from 0 within their section. A folio is the number of a page in
the book, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.checks.core import Fault
from pipeline.checks.layout.words import count_words, plain
from pipeline.model.layout import ColumnRecord, ImageRecord, LayoutRecord, LineRecord, PageRecord
from pipeline.model.places import Place

SCREEN_PPI, PRESS_PPI = 150.0, 300.0
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A text's own stream. What is placed by hand, margins of the page and notes stand beside it.
STREAM = ("column", "flow")
# Where the ink of a line ends, in parts of its size: capitals above, descenders below. Measured on
# Source Serif 4 and Source Sans 3: 0.66 to 0.67, 0.20 to 0.24.
CAPITALS, DESCENDERS = 0.66, 0.22
# Numbers and labels placed beside the text are in the text too; they are no quotation.
LEAST_PULL = 4
# A sheet has two pages: one with the band, one that goes on.
SHEET_PAGES = 2
# Leading in parts of the size, where a single line does not tell: 13/9.4.
LEADING = 1.38


@dataclass(frozen=True)
class Segment:
    """The lines of a paragraph in one column."""

    page: int
    column: int
    lines: tuple[LineRecord, ...]


@dataclass(frozen=True)
class Paragraph:
    """The lines of a block element, in order."""

    lines: tuple[LineRecord, ...]

    @property
    def tag(self) -> str:
        """The element's tag."""
        return self.lines[0].tag

    @property
    def source(self) -> str:
        """« file:line » of the block."""
        return self.lines[0].source

    @cached_property
    def text(self) -> str:
        """Its words, hyphens at the end of lines taken out."""
        parts = [line.text[:-1] if line.hyphenated else line.text + " " for line in self.lines]
        return "".join(parts).strip()

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its stretches, one for each column it runs through."""
        found: dict[tuple[int, int], list[LineRecord]] = {}
        for line in self.lines:
            found.setdefault((line.page, line.column), []).append(line)
        return tuple(Segment(page, column, tuple(rows)) for (page, column), rows in found.items())

    @cached_property
    def leading(self) -> float:
        """From baseline to baseline, in points."""
        steps = [
            after.baseline - before.baseline
            for segment in self.segments
            for before, after in zip(segment.lines, segment.lines[1:], strict=False)
            if after.baseline > before.baseline
        ]
        return min(steps, default=LEADING * self.lines[0].size)

    @property
    def words_per_line(self) -> float:
        """Words that a line holds; the last one, often short, counts as it is."""
        return max(1.0, count_words(self.text) / len(self.lines))


@dataclass(frozen=True)
class Page:
    """A page of a section, with its folio."""

    section: LaidSection
    index: int

    @property
    def record(self) -> PageRecord:
        """Its record."""
        return self.section.record.pages[self.index]

    @property
    def folio(self) -> int:
        """Its number in the book, from 1."""
        return self.section.first_page + self.index + 1

    @property
    def words(self) -> str:
        """« p. 12, verso »."""
        return f"p. {self.folio}, {self.record.side}"

    @property
    def is_last(self) -> bool:
        """Whether its section ends on it."""
        return self.index == len(self.section.record.pages) - 1

    @property
    def left(self) -> float:
        """Left edge of the text area."""
        return self.record.content[0]

    @property
    def top(self) -> float:
        """Upper edge of the text area."""
        return self.record.content[1]

    @property
    def right(self) -> float:
        """Right edge of the text area."""
        return self.record.content[0] + self.record.content[2]

    @property
    def bottom(self) -> float:
        """Lower edge of the text area."""
        return self.record.content[1] + self.record.content[3]

    @property
    def is_bare(self) -> bool:
        """Whether it is drawn to the trim, without margins: cover, back, openers."""
        return self.record.content[3] >= self.record.height - 1

    @cached_property
    def lines(self) -> tuple[LineRecord, ...]:
        """Its lines, in the order of the document."""
        return tuple(line for line in self.section.record.lines if line.page == self.index)

    @cached_property
    def images(self) -> tuple[ImageRecord, ...]:
        """Its pictures."""
        return tuple(image for image in self.section.record.images if image.page == self.index)

    @cached_property
    def columns(self) -> tuple[ColumnRecord, ...]:
        """Its columns."""
        return tuple(column for column in self.section.record.columns if column.page == self.index)


@dataclass(frozen=True)
class LaidSection:
    """A section as typeset; `first_page` is the index of its first page in the book.

    `closes_part`: the last section of a part. `fields` maps the keys of a sheet to the line each
    begins at.
    """

    id: str
    kind: str
    first_page: int
    record: LayoutRecord
    closes_part: bool = False
    fields: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Its pages that are not left blank."""
        return tuple(
            Page(self, index) for index, page in enumerate(self.record.pages) if not page.blank
        )

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its blocks of text, in order of first appearance."""
        found: dict[int, list[LineRecord]] = {}
        for line in self.record.lines:
            found.setdefault(line.paragraph, []).append(line)
        return tuple(Paragraph(tuple(lines)) for lines in found.values())

    @cached_property
    def _pulls(self) -> dict[int, str]:
        """The numbers of the pull quotes, with the source of the paragraph that holds their words.

        A pull quote is known by that: words placed beside the text that stand in the text as well.
        """
        running = [p for p in self.paragraphs if self.kind_of(p.lines[0]) in STREAM]
        letters = [(plain(p.text, letters=True), p.source) for p in running]
        found = {}
        for paragraph in self.paragraphs:
            first = paragraph.lines[0]
            placed = first.tag == "span" and self.kind_of(first) == "placed"
            if placed and count_words(paragraph.text) >= LEAST_PULL:
                own = plain(paragraph.text, letters=True)
                sources = [source for text, source in letters if own in text]
                if sources:
                    found[first.paragraph] = sources[0]
        return found

    def kind_of(self, line: LineRecord) -> str:
        """The kind of column a line stands in."""
        return self.record.columns[line.column].kind

    def is_pull(self, line: LineRecord) -> bool:
        """Whether a line belongs to words shown again in the margin."""
        return line.paragraph in self._pulls

    def source_of(self, line: LineRecord) -> str:
        """« file:line » of the words of a line."""
        return self._pulls.get(line.paragraph, line.source)

    def fault(self, page: Page, source: str, message: str, hint: str = "", key: str = "") -> Fault:
        """A fault on a page of the section, at a « file:line »; `key` is made plain."""
        file, _, line = source.rpartition(":")
        place = Place(file, int(line)) if line.isdigit() else Place(source)
        return Fault(place, message, hint, f"{self.id}:{plain(key)}".rstrip(":"), page.folio)


@dataclass(frozen=True)
class Layout:
    """A typeset book; `ppi` is what pictures need at their placed size.

    `tokens` is the text of styles/tokens.css, for the colours.
    """

    sections: tuple[LaidSection, ...] = ()
    tokens: str = ""
    ppi: float = SCREEN_PPI

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages that are not blank."""
        return tuple(page for section in self.sections for page in section.pages)


def ink_top(line: LineRecord) -> float:
    """Where the capitals of a line begin."""
    return line.baseline - CAPITALS * line.size


def ink_bottom(line: LineRecord) -> float:
    """Where the descenders of a line end."""
    return line.baseline + DESCENDERS * line.size

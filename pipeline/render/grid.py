"""The grid of a page as a designer wants to see it: baselines, margins, columns, boxes.

It is drawn from the layout record, over the pages: nothing is typeset again to see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace as View

from pipeline.model.layout import ColumnRecord, LayoutRecord, LineRecord

# The leading of the grid, in points (--line of styles/tokens.css).
LINE = 13.0
# The size of running text (--type-body), and where its baseline is in its line, in points.
BODY = 9.4
BASELINE = 9.8
# What is forgiven: a tenth of a millimetre.
SLACK = 0.3


def page_grids(record: LayoutRecord) -> list[View]:
    """What lies over each page, lengths in points.

    `content`, `columns` and `boxes` are {x, y, width, height, name}; `first` is the y of the first
    baseline, `count` how many there are; `stray` the lines of running text that miss the grid.
    """
    return [
        View(
            content=_rectangle(*page.content),
            first=BASELINE + page.content[1],
            count=int((page.content[3] - BASELINE) // LINE) + 1,
            columns=[
                _rectangle(c.x, c.y, c.width, c.height, c.kind)
                for c in record.columns
                if c.page == number and c.kind != "flow"
            ],
            boxes=[
                _rectangle(b.x, b.y, b.width, b.height, b.tag)
                for b in record.boxes
                if b.page == number and b.tag != "main"
            ],
            stray=[
                _rectangle(line.x, line.baseline, line.width, 0.0, f"{off:+.1f}")
                for line, off in stray_lines(record)
                if line.page == number
            ],
        )
        for number, page in enumerate(record.pages)
    ]


def stray_lines(record: LayoutRecord) -> Iterator[tuple[LineRecord, float]]:
    """The lines of running text off the grid, and by how many points (positive: too low)."""
    phase = BASELINE
    for line in record.lines:
        if not is_running(line, record.columns):
            continue
        top = record.pages[line.page].content[1]
        off = (line.baseline - top - phase + LINE / 2) % LINE - LINE / 2
        if abs(off) > SLACK:
            yield line, off


def is_running(line: LineRecord, columns: tuple[ColumnRecord, ...]) -> bool:
    """Whether a line is running text: paragraphs and items of the body's size, in columns."""
    in_column = columns[line.column].kind == "column" and line.tag in ("p", "li")
    return in_column and abs(line.size - BODY) < 0.01


def _rectangle(x: float, y: float, width: float, height: float, name: str = "") -> View:
    return View(x=x, y=y, width=width, height=height, name=name)

"""The layout record: what stands where on the pages of one section.

All lengths are in points (1/72 inch), measured from the top left corner of the trimmed page, y
downwards. Page indices count from 0 within the section. A record goes to JSON and back without
loss, and the same record always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Side = Literal["recto", "verso"]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: trimmed size, side, name of its page group, whether it is left blank by a break.

    `content` is the page area inside the margins: (x, y, width, height).
    """

    width: float
    height: float
    side: Side
    name: str
    blank: bool
    content: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an element with an id begins."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """A page reference (`data-target`).

    `key` is `target#n`, n counting the references of the section to that target; `page` is -1
    where the reference was not laid out at all (its parent is not displayed). The box is that of
    the run of text with the folio, all zeros where it gave way.
    """

    key: str
    target: str
    page: int
    shown: bool
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class BoxRecord:
    """A box of an element with a `data-src="file:line"` attribute, one per page it stands on.

    `overflow` is how far the text and pictures inside go beyond its border box. A box that clips
    is recorded without the attribute too, with the source around it.
    """

    page: int
    source: str
    tag: str
    x: float
    y: float
    width: float
    height: float
    overflow: float


@dataclass(frozen=True, slots=True)
class ColumnRecord:
    """A column (or, outside columns, the page area, a footnote area, a placed block).

    `lost`: the words that the engine cut off at the foot of a placed block, in no line at all.
    """

    page: int
    kind: Literal["column", "flow", "footnotes", "margin", "placed"]
    x: float
    y: float
    width: float
    height: float
    lost: str = ""


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line of text.

    `column` is an index into `LayoutRecord.columns`; `paragraph` numbers the block elements of
    the section, and is the same for all lines of one of them, on whatever page; `tag` is that
    element's. `x` and `width` are the text's own extent, `measure` the width it could take.
    `size` and `smallest` are font sizes. `hyphenated`: the line ends with a hyphen set by the
    engine. `source` is the nearest `data-src` around it. `forced`: the document breaks the line.
    """

    page: int
    column: int
    paragraph: int
    tag: str
    x: float
    baseline: float
    width: float
    measure: float
    size: float
    smallest: float
    hyphenated: bool
    text: str
    source: str
    forced: bool = False


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """A picture at its placed size; `ppi` is 0 for a drawing (SVG), which has no pixels."""

    page: int
    address: str
    x: float
    y: float
    width: float
    height: float
    ppi: float
    background: bool
    source: str


@dataclass(frozen=True, slots=True)
class LayoutRecord:
    """The layout of one section."""

    pages: tuple[PageRecord, ...]
    anchors: Mapping[str, Anchor]
    references: tuple[ReferenceRecord, ...] = ()
    boxes: tuple[BoxRecord, ...] = ()
    columns: tuple[ColumnRecord, ...] = ()
    lines: tuple[LineRecord, ...] = ()
    images: tuple[ImageRecord, ...] = ()

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces, numbers as rounded when recorded."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> LayoutRecord:
        """The record that `to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        return cls(
            pages=tuple(
                PageRecord(**{**page, "content": tuple(page["content"])}) for page in data["pages"]
            ),
            anchors={name: Anchor(**anchor) for name, anchor in data["anchors"].items()},
            references=tuple(ReferenceRecord(**item) for item in data["references"]),
            boxes=tuple(BoxRecord(**item) for item in data["boxes"]),
            columns=tuple(ColumnRecord(**item) for item in data["columns"]),
            lines=tuple(LineRecord(**item) for item in data["lines"]),
            images=tuple(ImageRecord(**item) for item in data["images"]),
        )

"""From WeasyPrint's box tree to a layout record.

The box tree is not part of WeasyPrint's public interface: everything that knows it stands in this
module, and is pinned to the version in the lock file. Its lengths are CSS pixels (1/96 inch);
the record's are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes as wp

from pipeline.model.layout import (
    Anchor,
    BoxRecord,
    ColumnRecord,
    ImageRecord,
    LayoutRecord,
    LineRecord,
    PageRecord,
    ReferenceRecord,
)
from pipeline.typeset.boxtree import unwrap
from pipeline.typeset.cut import lost_words
from pipeline.typeset.page_references import DIGITS, KEY

POINTS = 0.75


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known on the way down the tree."""

    page: int
    column: int
    element: Any = None
    source: str = ""
    measure: float = 0.0
    paragraph: int = -1
    tag: str = ""
    reference: str = ""


@dataclass(slots=True)
class _Collector:
    """What is gathered on the way."""

    addresses: Mapping[int, str]
    boxes: list[BoxRecord] = field(default_factory=list)
    columns: list[ColumnRecord] = field(default_factory=list)
    lines: list[LineRecord] = field(default_factory=list)
    images: list[ImageRecord] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    folios: dict[str, tuple[int, Any]] = field(default_factory=dict)
    paragraphs: dict[Any, int] = field(default_factory=dict)

    def add_column(self, page: int, kind: Any, box: Any, lost: str = "") -> int:
        """Record a column; its index."""
        self.columns.append(ColumnRecord(page, kind, *_rectangle(box), lost))
        return len(self.columns) - 1

    def paragraph(self, element: Any) -> int:
        """The number of a block element, in order of first appearance."""
        return self.paragraphs.setdefault(element, len(self.paragraphs))


@dataclass(frozen=True, slots=True)
class Reading:
    """The record of a laid-out document, and what in the document stands behind it.

    `folios`: the runs of text with the folios of references, told by the references' keys, with
    the index of their page. `paragraphs`: the block elements, by their numbers in the record.
    """

    record: LayoutRecord
    folios: Mapping[str, tuple[int, Any]]
    paragraphs: Mapping[int, Any]


def read_layout(document: Document, images: Mapping[str, Any]) -> Reading:
    """Read a laid-out document.

    `images` maps addresses to the images WeasyPrint loaded (its `cache` option).
    """
    gathered = _Collector({id(image): url for url, image in images.items()})
    pages = []
    for index, page in enumerate(document.pages):
        box = page._page_box
        pages.append(_page(box))
        flow = gathered.add_column(index, "flow", box)
        _images(gathered, box, _Context(index, flow))
        for child in box.children:
            _visit(gathered, _unwrap(child), _Context(index, flow))
    record = LayoutRecord(
        pages=tuple(pages),
        anchors=_anchors(document),
        references=tuple(
            ReferenceRecord(key, _target(key), page, True, *_place(gathered.folios.get(key)))
            for key, page in gathered.seen.items()
        ),
        boxes=tuple(gathered.boxes),
        columns=tuple(gathered.columns),
        lines=tuple(gathered.lines),
        images=tuple(gathered.images),
    )
    numbers = {number: element for element, number in gathered.paragraphs.items()}
    return Reading(record, gathered.folios, numbers)


def _place(folio: tuple[int, Any] | None) -> tuple[float, ...]:
    return _rectangle(folio[1]) if folio else ()


def with_references(record: LayoutRecord, shown: Mapping[str, bool]) -> LayoutRecord:
    """The record with every reference of the document, laid out or not, in document order."""
    known = {reference.key: reference for reference in record.references}
    return replace(
        record,
        references=tuple(
            replace(known.get(key, ReferenceRecord(key, _target(key), -1, True)), shown=is_shown)
            for key, is_shown in shown.items()
        ),
    )


def _target(key: str) -> str:
    return key.rsplit("#", 1)[0]


def _page(box: Any) -> PageRecord:
    return PageRecord(
        width=_points(box.margin_width()),
        height=_points(box.margin_height()),
        side="recto" if box.page_type.side == "right" else "verso",
        name=box.page_type.name or "",
        blank=bool(box.page_type.blank),
        content=_rectangle(box),
    )


def _anchors(document: Document) -> dict[str, Anchor]:
    anchors: dict[str, Anchor] = {}
    for index, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors.setdefault(name, Anchor(index, _points(x), _points(y)))
    return anchors


def _visit(gathered: _Collector, box: Any, context: _Context) -> None:
    """Record a box and what is in it."""
    element = box.element
    if element is not None and not isinstance(box, (wp.TextBox, wp.LineBox)):
        key = element.get(KEY)
        if key is not None and "::" not in box.element_tag:
            gathered.seen.setdefault(key, context.page)
            context = replace(context, reference=key)
    if isinstance(box, wp.TextBox) and context.reference and DIGITS.search(box.text):
        gathered.folios.setdefault(context.reference, (context.page, box))
    if isinstance(box, wp.MarginBox):
        column = gathered.add_column(context.page, "margin", box)
        context = replace(context, column=column, measure=box.width)
    elif isinstance(box, wp.FootnoteAreaBox):
        column = gathered.add_column(context.page, "footnotes", box)
        context = replace(context, column=column, measure=box.width)
    elif box.is_column:
        column = gathered.add_column(context.page, "column", box)
        context = replace(context, column=column, measure=box.width)
    elif isinstance(box, wp.BlockContainerBox) and box.is_absolutely_positioned():
        column = gathered.add_column(context.page, "placed", box, lost_words(box))
        context = replace(context, column=column, measure=box.width)
    if element is not None and _is_principal(box, context):
        source = element.get("data-src")
        if source:
            context = replace(context, source=source)
        if source or _clips(box):
            gathered.boxes.append(_box(box, element, context))
        context = replace(context, element=element)
    _images(gathered, box, context)
    if isinstance(box, wp.BlockContainerBox):
        context = replace(
            context,
            measure=box.width,
            paragraph=gathered.paragraph(element),
            tag=box.element_tag or "",
        )
    if isinstance(box, wp.LineBox):
        _line(gathered, box, context)
    for child in _children(box):
        _visit(gathered, child, context)


def _is_principal(box: Any, context: _Context) -> bool:
    """Whether a box is an element's own: neither anonymous, nor a line, nor a run of text."""
    return (
        isinstance(box, (wp.BlockLevelBox, wp.TableCellBox, wp.AtomicInlineLevelBox))
        and "::" not in box.element_tag
        and box.element is not context.element
    )


def _box(box: Any, element: Any, context: _Context) -> BoxRecord:
    return BoxRecord(
        page=context.page,
        source=context.source,
        tag=element.tag,
        x=_points(box.border_box_x()),
        y=_points(box.border_box_y()),
        width=_points(box.border_width()),
        height=_points(box.border_height()),
        overflow=_overflow(box),
    )


def _overflow(box: Any) -> float:
    """How far text and pictures inside go beyond a box's border box, in points."""
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    excess = 0.0
    for inner in _inside(box):
        width = inner.width if isinstance(inner, wp.LineBox) else inner.margin_width()
        height = inner.height if isinstance(inner, wp.LineBox) else inner.margin_height()
        excess = max(
            excess,
            left - inner.position_x,
            top - inner.position_y,
            inner.position_x + width - right,
            inner.position_y + height - bottom,
        )
    return _points(excess)


def _clips(box: Any) -> bool:
    return bool(box.style["overflow"] != "visible")


def _inside(box: Any, clipped: bool = False) -> Iterator[Any]:
    """Lines and pictures in a box's own flow; in a box that clips, what is placed in it as well."""
    clipped = clipped or _clips(box)
    for child in box.children:
        if not clipped and (not isinstance(child, wp.Box) or child.is_absolutely_positioned()):
            continue
        child = unwrap(child)
        if isinstance(child, (wp.LineBox, wp.ReplacedBox)):
            yield child
        else:
            yield from _inside(child, clipped)


def _line(gathered: _Collector, line: Any, context: _Context) -> None:
    """Record a line that holds text."""
    texts = [box for box in _texts(line) if box.text.strip()]
    if not texts:
        return
    text = "".join(box.text for box in _texts(line))
    last = texts[-1]
    hyphen = last.style["hyphenate_character"]
    sizes = [box.style["font_size"] for box in texts]
    start = min(box.position_x for box in texts)
    end = max(box.position_x + box.width for box in texts)
    gathered.lines.append(
        LineRecord(
            page=context.page,
            column=context.column,
            paragraph=context.paragraph,
            tag=context.tag,
            x=_points(start),
            baseline=_points(line.position_y + line.baseline),
            width=_points(end - start),
            measure=_points(context.measure),
            size=_points(max(sizes)),
            smallest=_points(min(sizes)),
            hyphenated=last.style["hyphens"] != "none" and text.rstrip().endswith(hyphen),
            text=text.strip(),
            source=context.source,
            forced=_is_forced(line),
        )
    )


def _is_forced(box: Any) -> bool:
    """Whether a line holds a `<br>`, which ends it."""
    return any(
        child.element_tag == "br" or (isinstance(child, wp.InlineBox) and _is_forced(child))
        for child in map(_unwrap, box.children)
    )


def _texts(box: Any) -> Iterator[Any]:
    """The runs of text of a line, those of inline blocks left to their own lines."""
    for child in box.children:
        child = _unwrap(child)
        if isinstance(child, wp.TextBox):
            yield child
        elif isinstance(child, wp.InlineBox):
            yield from _texts(child)


def _images(gathered: _Collector, box: Any, context: _Context) -> None:
    """Record the picture of a replaced box, and background pictures."""
    if isinstance(box, wp.ReplacedBox):
        place = (box.content_box_x(), box.content_box_y(), box.width, box.height)
        _image(gathered, box.replacement, place, context, background=False)
    background = getattr(box, "background", None)
    for layer in background.layers if background else ():
        if layer.image is None or layer.unbounded or id(layer.image) not in gathered.addresses:
            continue
        x, y, *_ = layer.positioning_area
        left, top = layer.position
        place = (x + left, y + top, *layer.size)
        _image(gathered, layer.image, place, context, background=True)


def _image(
    gathered: _Collector,
    image: Any,
    place: tuple[float, float, float, float],
    context: _Context,
    background: bool,
) -> None:
    x, y, width, height = place
    pixels = getattr(image, "width", 0)
    gathered.images.append(
        ImageRecord(
            page=context.page,
            address=gathered.addresses.get(id(image), ""),
            x=_points(x),
            y=_points(y),
            width=_points(width),
            height=_points(height),
            ppi=round(pixels / width * 96, 1) if pixels and width else 0.0,
            background=background,
            source=context.source,
        )
    )


def _children(box: Any) -> Iterable[Any]:
    return [_unwrap(child) for child in box.children]


def _unwrap(box: Any) -> Any:
    """The box behind the placeholder of an absolutely positioned one."""
    return box if isinstance(box, wp.Box) else box._box


def _rectangle(box: Any) -> tuple[float, float, float, float]:
    return (
        _points(box.content_box_x()),
        _points(box.content_box_y()),
        _points(box.width),
        _points(box.height),
    )


def _points(pixels: float) -> float:
    """Points, to a hundredth (0.0035 mm); never a negative zero."""
    return round(pixels * POINTS, 2) + 0.0

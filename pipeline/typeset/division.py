"""A section divided where pages of their own begin: each part is typeset by itself.

A layout puts `BEGIN` and `END` around a piece that has pages of its own (a zoom), right inside
`<main>`. Such a piece and the running pages before and after it share no page, so each of them is
a part that other words of the section leave as it is: it is found in the cache, or fitted without
setting the whole section again, or set by another worker. Only the numbers of notes go on.

The first part is the section's own: it alone keeps the id and the other attributes of `<main>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model.layout import LayoutRecord
from pipeline.typeset.job import SectionResult
from pipeline.typeset.place import SectionSource

BEGIN, END = "<!-- own pages -->", "<!-- /own pages -->"
_MAIN = re.compile(r"<main\b[^>]*>")
_ID = re.compile(r'\sid="([^"]+)"')
_SOURCE = re.compile(r'\sdata-src="[^"]*"')
_NOTE = re.compile(r'\sclass="note"')


def divide(source: SectionSource) -> list[SectionSource]:
    """The parts of a section, in reading order; the first one bears its id and wishes its side."""
    main = _MAIN.search(source.html)
    if BEGIN not in source.html or main is None:
        return [source]
    start, end = main.end(), source.html.rindex("</main>")
    head, tail = source.html[: main.start()], source.html[end:]
    parts: list[SectionSource] = []
    notes = 0
    for body, is_piece in _bodies(source.html[start:end]):
        if not parts:
            name, opening = source.id, main[0]
        else:
            own = _ID.search(body) if is_piece else None
            name = f"{source.id}/{own[1] if own else len(parts)}"
            opening = _opening(main[0], notes)
        html = f"{head}{opening}{body}{tail}"
        side = "any" if parts else source.side
        parts.append(replace(source, id=name, html=html, side=side))
        notes += len(_NOTE.findall(body))
    return parts


def _opening(first: str, notes: int) -> str:
    """`<main>` of a further part: where it comes from, and how many notes are numbered."""
    source = _SOURCE.search(first)
    count = f' style="counter-reset: footnote {notes}"' if notes else ""
    return f"<main{source[0] if source else ''}{count}>"


def _bodies(html: str) -> list[tuple[str, bool]]:
    """What stands between the marks, and whether it is a piece; stretches of space are left out."""
    bodies: list[tuple[str, bool]] = []
    rest = html
    while BEGIN in rest:
        before, _, rest = rest.partition(BEGIN)
        piece, _, rest = rest.partition(END)
        bodies += [(before, False), (piece, True)]
    bodies.append((rest, False))
    return [(body, is_piece) for body, is_piece in bodies if body.strip()]


def join_results(id_: str, results: Sequence[SectionResult]) -> SectionResult:
    """The result of a section from those of its parts; their stamps are no longer needed."""
    if len(results) == 1:
        return results[0]
    resources: Mapping[str, str] = {k: v for one in results for k, v in one.resources.items()}
    return SectionResult(
        id=id_,
        pdfs=tuple(pdf for one in results for pdf in one.pdfs),
        record=_join_records([one.record for one in results]),
        warnings=tuple(replace(w, section=id_) for one in results for w in one.warnings),
        resources=dict(sorted(resources.items())),
        forms=tuple(form for one in results for form in one.forms),
    )


def _join_records(records: Sequence[LayoutRecord]) -> LayoutRecord:
    """One record of pages that follow each other."""
    joined = records[0]
    for record in records[1:]:
        page, column = len(joined.pages), len(joined.columns)
        paragraph = 1 + max((line.paragraph for line in joined.lines), default=-1)
        counts = [reference.target for reference in joined.references]
        references = []
        for one in record.references:
            key = f"{one.target}#{counts.count(one.target)}"
            counts.append(one.target)
            on = one.page + page if one.page >= 0 else one.page
            references.append(replace(one, key=key, page=on))
        anchors = {
            name: replace(anchor, page=anchor.page + page)
            for name, anchor in record.anchors.items()
        }
        joined = LayoutRecord(
            pages=joined.pages + record.pages,
            anchors={**anchors, **joined.anchors},
            references=joined.references + tuple(references),
            boxes=joined.boxes + tuple(replace(b, page=b.page + page) for b in record.boxes),
            columns=joined.columns + tuple(replace(c, page=c.page + page) for c in record.columns),
            lines=joined.lines
            + tuple(
                replace(
                    line,
                    page=line.page + page,
                    column=line.column + column,
                    paragraph=line.paragraph + paragraph,
                )
                for line in record.lines
            ),
            images=joined.images + tuple(replace(i, page=i.page + page) for i in record.images),
        )
    return joined

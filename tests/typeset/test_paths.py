"""Plain paths written in one pass are those of the engine; others are left to it."""

from __future__ import annotations

from collections import deque
from contextlib import nullcontext

import pydyf
import pytest
from weasyprint.svg import SVG, TAGS
from weasyprint.svg.path import path

from pipeline.typeset import section
from pipeline.typeset.job import SectionJob
from pipeline.typeset.paths import plain_paths, write_path
from tests.typeset.samples import BASE, page

PLAIN = [
    "M1 2",
    "M1 2l3 4 -5 .5z",
    "M.1 .2l.1 .2 .1 .2 .1 .2 .1 .2 .1 .2 .1 .2z m1 1 2 2l3 3Zl4 4",
    "m1 2 3 4 5 6M7 8 9 10L11 12 13 14",
    "M0 0h.02M16.17 -16.19h.02 .03H4 5v-1 2V6 7z",
    "M-0 -.0000001L1 123456789.123456789z",
    "M16.02 -15.9h.02M16.17 16.19h-.02M.1 .2h.3M0 -0h5M1 2h.1",
    "M1 1zzl2 2zM3 3zv4",
]
OTHER = [
    "",
    "l1 1",
    "M1",
    "M1 1l2",
    "M1-1",
    "M1,1",
    "M1 1h",
    "M1 1.1.1h2M3 4h5",
    "M1 1c1 1 2 2 3 3",
    "M1 1a1 1 0 1 0 2 0",
    "M1px 2",
    "M1e3 2",
    "M1.5.5",
    "M1 1 - 2 3",
    "M1 1z2 2",
]


class Paper:
    """As much of a drawing as a path needs."""

    point = SVG.point
    inner_width = inner_height = 100.0

    def __init__(self) -> None:
        self.stream = pydyf.Stream()


class Node(dict[str, str]):
    """A path."""

    def __init__(self, data: str) -> None:
        super().__init__(d=data)
        self.vertices: deque[object] = deque()


@pytest.mark.parametrize("data", PLAIN)
def test_a_plain_path_is_that_of_the_engine(data: str) -> None:
    paper = Paper()
    path(paper, Node(data), 12)
    assert write_path(data) == b"\n".join(paper.stream.stream)


@pytest.mark.parametrize("data", OTHER)
def test_another_path_is_left_to_the_engine(data: str) -> None:
    assert write_path(data) is None


def test_pages_are_the_same_to_the_last_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    arrow = '<marker id="a"><path d="M0 0l2 1 -2 1z" fill="#000"/></marker>'
    lines = "".join(f'<path d="{data}" fill="#123456"/>' for data in (*PLAIN, *OTHER[5:10]))
    drawing = (
        f'<svg viewBox="0 0 20 20" width="90" height="90">{arrow}{lines}'
        '<path d="M1 1l8 8h4" fill="none" stroke="#000" marker-end="url(#a)"/>'
        '<g marker-mid="url(#a)"><path d="M1 9l8 8h4" fill="none" stroke="#000"/></g></svg>'
    )
    job = SectionJob("a", page(f"<p>{drawing}</p>"), BASE)
    ours = section.typeset_section(job)
    monkeypatch.setattr(section, "plain_paths", nullcontext)
    assert section.typeset_section(job).pdf == ours.pdf


def test_the_engine_is_left_as_it_was() -> None:
    before = TAGS["path"]
    with plain_paths():
        assert TAGS["path"] is not before
    assert TAGS["path"] is before

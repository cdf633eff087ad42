"""Sums and figures come out as the engine has them, to the last one."""

from __future__ import annotations

import random
from contextlib import nullcontext

import pydyf
import pytest
from weasyprint.matrix import Matrix

from pipeline.typeset import section
from pipeline.typeset.arithmetic import quick_arithmetic
from pipeline.typeset.job import SectionJob
from tests.typeset.samples import BASE, chapter, page

VALUES = [0, -3, True, 1.0, -0.0, 0.1, 1e-9, -1e-9, 123456789.123456789, 1e22, float("inf"), "A",
          b"\xff", pydyf.String("é(a)"), pydyf.Array([1, 2.5]), None]  # fmt: skip
TURNED = page(
    "<div style='transform: rotate(30deg) scale(1.1) translate(3pt, 4pt)'><p>Tourné</p>"
    "<svg width='60' height='60'><g transform='rotate(10 5 5) skewX(4)' opacity='.5'>"
    "<path d='M1 1a3 4 20 1 0 9 9A3 3 0 0 1 2 2c1 2 3 4 5 6q1 1 2 2z' fill='#123456'/>"
    "<ellipse cx='20' cy='20' rx='9' ry='5' fill='none' stroke='#000'/></g></svg></div>"
)


@pytest.mark.parametrize(
    "value", VALUES, ids=[f"{type(value).__name__}-{number}" for number, value in enumerate(VALUES)]
)
def test_a_value_is_written_the_same(value: object) -> None:
    def written() -> bytes | type[Exception]:
        try:
            return pydyf._to_bytes(value)
        except (UnicodeEncodeError, OverflowError) as error:
            return type(error)

    engines = written()
    with quick_arithmetic():
        assert written() == engines


def test_products_are_the_same_to_the_last_bit() -> None:
    draw = random.Random(1)
    for _ in range(300):
        numbers = [draw.choice((0, 1, -0.0, draw.uniform(-9, 9))) for _ in range(14)]
        one, other = Matrix(*numbers[:6]), Matrix(*numbers[6:12])
        engines = repr((one @ other, one.transform_point(*numbers[12:])))
        with quick_arithmetic():
            assert repr((one @ other, one.transform_point(*numbers[12:]))) == engines


@pytest.mark.parametrize("html", [TURNED, chapter("a", 2)], ids=["turned", "chapter"])
def test_pages_are_the_same_to_the_last_byte(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    job = SectionJob("a", html, BASE)
    ours = section.typeset_section(job)
    monkeypatch.setattr(section, "quick_arithmetic", nullcontext)
    assert section.typeset_section(job).pdf == ours.pdf


def test_the_engine_is_left_as_it_was() -> None:
    before = pydyf._to_bytes, Matrix.__matmul__, Matrix.transform_point
    with quick_arithmetic():
        assert pydyf._to_bytes is not before[0]
    assert (pydyf._to_bytes, Matrix.__matmul__, Matrix.transform_point) == before

"""The engine's sums and figures, without lists and questions on the way.

A drawing is hundreds of thousands of numbers. The engine multiplies matrices by lists of sums of
products, and asks of each number that it writes what else it could be. Here the same products are
added in the same order, and a value is written by its kind; what comes out is the same to the last
figure.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.matrix import Matrix

# Later versions of Python add up floats in another way.
_PLAIN_SUMS = sys.version_info < (3, 12)


def _product(left: Matrix, right: Any) -> Any:
    """Do as `Matrix.__matmul__`; what adds up starts from nought there too."""
    if len(left) != 3:
        return _engine_product(left, right)
    (a, b, c), (d, e, f), (g, h, i) = right
    return Matrix(
        matrix=[
            [0 + x * a + y * d + z * g, 0 + x * b + y * e + z * h, 0 + x * c + y * f + z * i]
            for x, y, z in left
        ]
    )


def _transform(matrix: Matrix, x: float, y: float) -> list[float]:
    """Do as `Matrix.transform_point`."""
    (a, b, _), (c, d, _), (e, f, _) = matrix
    return [0 + x * a + y * c + 1 * e, 0 + x * b + y * d + 1 * f]


def _written(item: Any) -> Any:
    """Do as pydyf's `_to_bytes`."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is float:
        if item.is_integer():
            return b"%d" % item
        return f"{item:f}".rstrip("0").encode()
    if kind is str:
        return item.encode("ascii")
    if kind is int:
        return b"%d" % item
    return _engine_written(item)


_engine_product, _engine_transform = Matrix.__matmul__, Matrix.transform_point
_engine_written = pydyf._to_bytes


@contextmanager
def quick_arithmetic() -> Iterator[None]:
    """Reckon and write so inside the block: while one document is made a PDF."""
    pydyf._to_bytes = _written
    if _PLAIN_SUMS:
        Matrix.__matmul__, Matrix.transform_point = _product, _transform
    try:
        yield
    finally:
        pydyf._to_bytes = _engine_written
        Matrix.__matmul__, Matrix.transform_point = _engine_product, _engine_transform

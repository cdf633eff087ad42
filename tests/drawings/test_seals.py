"""The comparison of seals: fitted to a height, its legend true."""

from __future__ import annotations

import pytest

from pipeline.drawings import NoDrawing
from pipeline.drawings.seal import seal_form
from pipeline.drawings.seals import seals

from .samples import PALETTE, TERRITORIES, elements, overlaps, texts


def scale_said(drawing) -> float:
    """The km a mm that the legend says."""
    (line,) = [t.words for t in texts(drawing) if t.words.startswith("Échelle")]
    return float(line.split("pour ")[1].split("\u00a0")[0].replace(",", "."))


@pytest.mark.parametrize("height", [None, 230, 205, 190, 150])
def test_seals_fit_the_height_and_say_their_scale(height):
    drawing = seals(PALETTE, territories=TERRITORIES, height=height)
    assert height is None or drawing.height <= height
    assert overlaps(drawing) == []
    assert all(t.box.bottom <= drawing.height + 0.7 for t in texts(drawing))
    said = scale_said(drawing)
    largest = max(float(c.attrib["r"]) for c in elements(drawing, "circle"))
    assert largest == pytest.approx(seal_form(3173, said, 5000, small=True).arc_radius, abs=0.01)
    assert (said == 1.1) is (height is None or height >= 205)


def test_seals_that_cannot_fit_give_no_drawing():
    with pytest.raises(NoDrawing):
        seals(PALETTE, territories=TERRITORIES, height=40)

"""Pictures of pages: noise of drawing passes, what a reader would see does not."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
from PIL import Image, ImageChops

from pipeline.proof.pictures import (
    OVERSIZE,
    PPI,
    PagePicture,
    differs,
    draw_pages,
    picture_of,
    read_picture,
    show_difference,
    write_picture,
)
from pipeline.render.environment import PROJECT
from pipeline.typeset.job import SectionJob
from pipeline.typeset.section import typeset_section

SENTENCE = "Les collectivités recourent à de multiples réseaux et acteurs spécialisés. "


@cache
def pdf(colour: str = "var(--vermillon)", space: str = "0mm") -> bytes:
    """A page of two columns below a block of colour, everything moved down by `space`."""
    style = (PROJECT / "styles" / "print.css").as_uri()
    html = (
        '<!doctype html><html lang="fr"><head><title>Essai</title>'
        f'<link rel="stylesheet" href="{style}"></head><body class="kind-text"><main id="sec-a">'
        f'<div style="height: 20mm; margin-top: {space}; background: {colour}"></div>'
        f'<div class="columns flow">{"<p>" + SENTENCE * 6 + "</p>"}</div></main></body></html>'
    )
    return typeset_section(SectionJob("sec-a", html, PROJECT.as_uri() + "/")).pdf


def picture(**values: str) -> PagePicture:
    (page,) = draw_pages(pdf(**values))
    return page


@cache
def kept() -> PagePicture:
    return read_picture(write_picture(picture()))


def test_the_same_page_passes_and_gives_the_same_bytes() -> None:
    assert not differs(kept(), picture())
    assert write_picture(picture()) == write_picture(picture())


@pytest.mark.parametrize("oversize", [4, 5])
def test_smoothing_of_edges_passes(oversize: int) -> None:
    page = pypdfium2.PdfDocument(pdf())[0]
    large = page.render(scale=PPI * oversize / 72).to_pil().convert("RGB")
    assert oversize != OVERSIZE
    other = picture_of(large.resize(kept().image.size, Image.Resampling.BOX))
    assert ImageChops.difference(other.image, picture().image).getbbox()
    assert not differs(kept(), other)


@pytest.mark.parametrize(
    "values",
    [
        {"space": "1mm"},
        {"colour": "var(--verdigris)"},
        {"colour": "var(--iso-1)"},
        # Six levels of red in 255.
        {"colour": "rgb(185, 56, 31)"},
    ],
)
def test_what_moved_or_changed_colour_is_found(values: dict[str, str]) -> None:
    assert differs(kept(), picture(**values))


def test_the_difference_is_shown_beside_both() -> None:
    shown = show_difference(kept(), picture(space="1mm"))
    width = kept().image.width
    assert shown.width > 6 * width
    third = shown.crop((shown.width - 2 * width, 0, shown.width, shown.height))
    red = sum(1 for pixel in third.get_flattened_data() if pixel[0] > 180 and pixel[1] < 60)
    assert red > 500
    assert show_difference(kept(), None).size == shown.size

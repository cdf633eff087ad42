"""The drawings as the engine sets them: no complaint, quickly, with letters that can be read."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pypdfium2
import pytest
import weasyprint

from pipeline.drawings import GENERATORS

from .samples import EXAMPLES, PALETTE, texts

ROOT = Path(__file__).parents[2]


def set_page(drawing, folder: Path) -> bytes:
    """A page of the drawing's size that holds it, as PDF."""
    file = folder / "drawing.svg"
    file.write_text(drawing.svg, "utf8")
    page = f"@page {{ size: {drawing.width}mm {drawing.height + 1}mm; margin: 0 }}"
    html = (
        f'<link rel="stylesheet" href="{(ROOT / "styles/fonts.css").as_uri()}">'
        f"<style>{page} html {{ font-size: 1pt }} img {{ display: block }}</style>"
        f'<img src="{file.as_uri()}" alt="x" '
        f'style="width: {drawing.width}mm; height: {drawing.height}mm">'
    )
    return weasyprint.HTML(string=html).write_pdf()


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_engine_sets_a_drawing_without_a_word(name, tmp_path, caplog):
    drawing = GENERATORS[name](PALETTE, **EXAMPLES[name])
    with caplog.at_level(logging.WARNING):
        start = time.process_time()
        pdf = set_page(drawing, tmp_path)
        took = time.process_time() - start
    assert [r.getMessage() for r in caplog.records] == []
    assert took < 3  # measured: 0.35 s for the slowest, the cover
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_range()
        # The engine sets the words of a drawing letter by letter: spaces are not compared.
        letters = "".join(said.split())
        for line in texts(drawing):
            assert "".join(line.words.split()) in letters
        # Something is painted: the page is not one colour.
        picture = document[0].render(scale=0.5).to_pil().convert("RGB")
        assert len(picture.getcolors(100_000)) > 2
    finally:
        document.close()

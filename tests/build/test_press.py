"""The press edition of a publication: its inks and profile, and the whole build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.build.press import PRESS, find_profile, read_pairs, rgb_of
from pipeline.build.recipe import build_publication
from pipeline.render.environment import read_palette

STYLES = Path(__file__).parents[2] / "styles"
TOKENS = STYLES / "tokens.css"


def test_every_colour_has_its_inks_within_the_limit() -> None:
    pairs, palette = read_pairs(TOKENS), read_palette(TOKENS)
    assert set(pairs) == set(palette)
    assert all(0 <= ink <= 100 for inks in pairs.values() for ink in inks)
    assert max(sum(inks) for inks in pairs.values()) <= 300
    assert pairs["papier"] == (0, 0, 0, 0)


def test_one_colour_has_one_pair() -> None:
    inks: dict[tuple[int, int, int], set[object]] = {}
    pairs = read_pairs(TOKENS)
    for name, value in read_palette(TOKENS).items():
        inks.setdefault(rgb_of(value), set()).add(pairs[name])
    assert [colour for colour, found in inks.items() if len(found) > 1] == []


def test_pairs_look_like_their_colours() -> None:
    """Lighter stays lighter, by the lightness of sRGB and what four inks leave of the paper."""
    pairs, palette = read_pairs(TOKENS), read_palette(TOKENS)

    def screen(name: str) -> float:
        return sum(rgb_of(palette[name])) / 765

    def paper(name: str) -> float:
        c, m, y, k = (1 - value / 100 for value in pairs[name])
        return (c + m + y) * k / 3

    for name in pairs:
        assert abs(screen(name) - paper(name)) < 0.16, name


def test_a_publication_may_bring_its_profile(tmp_path: Path) -> None:
    assert find_profile(tmp_path).data == find_profile(STYLES).data
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "fogra39-coated.icc").write_bytes(b"its own")
    assert find_profile(tmp_path).data == b"its own"


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("qpdf") is None or shutil.which("gs") is None,
    reason="qpdf or Ghostscript is missing",
)
def test_the_specimen_is_built_for_the_press(specimen: Path) -> None:
    said: list[str] = []
    built = build_publication(specimen, "press", 2, said.append)
    assert [f for f in built.result.findings if f.rule.startswith("OUT")] == []
    assert not built.failed, [f for f in built.result.findings if f.severity == "error"]
    assert [path.name for path in built.written] == [PRESS]
    assert "PDF/X-4: structurally checked, not certified" in said
    with pdfium.PdfDocument(built.written[0]) as document:
        assert len(document) % 4 == 0
        # The back cover is dark to the edge of its bleed.
        page = document[len(document) - 1]
        picture = page.render(scale=0.5).to_pil().convert("L")
        assert picture.getpixel((picture.width // 2, picture.height // 2)) < 90

"""The fonts of the EPUB: every sign of the book, a name of their own, fewer bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from package.samples import files_of, specimen_epub
from pipeline.errors import PipelineError
from pipeline.package.fonts import Face, features_of, make_subset
from pipeline.render.environment import PROJECT

FONTS = PROJECT / "styles" / "fonts"
ITALIC = Face(FONTS / "SourceSerif4SmText-It.ttf", "Livre Texte", "normal", "italic")
# Whole fonts by the names that epub.css gives their subsets.
WHOLE = {
    "LivreTexte-Regular": "SourceSerif4SmText-Regular",
    "LivreTexte-Italic": "SourceSerif4SmText-It",
    "LivreTexte-Bold": "SourceSerif4SmText-Bold",
    "LivreChapeau-Regular": "SourceSerif4Subhead-Regular",
    "LivreChapeau-Bold": "SourceSerif4Subhead-Semibold",
    "LivreTitre-Regular": "SourceSerif4Display-Light",
    "LivreTitre-Italic": "SourceSerif4Display-LightIt",
    "LivreSans-Regular": "SourceSans3-Regular",
    "LivreSans-Italic": "SourceSans3-It",
    "LivreSans-Bold": "SourceSans3-Semibold",
}


@cache
def subset_of(name: str) -> bytes:
    return files_of(specimen_epub())[f"EPUB/styles/fonts/{name}.ttf"]


def opened(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


@cache
def whole_of(name: str) -> TTFont:
    return opened((FONTS / f"{WHOLE[name]}.ttf").read_bytes())


def tags_of(font: TTFont) -> set[str]:
    return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("name", WHOLE)
def test_a_subset_shows_every_sign_of_the_book_that_the_whole_font_shows(name: str) -> None:
    whole = whole_of(name)
    files = files_of(specimen_epub())
    told = {sign for n, d in files.items() if n.endswith(".xhtml") for sign in d.decode()}
    signs = {ord(sign) for sign in told | {"\u2010", "\u2026"}} & whole.getBestCmap().keys()
    assert len(signs) > 80
    subset = opened(subset_of(name))
    assert signs <= subset.getBestCmap().keys()
    assert len(subset.getBestCmap()) < len(whole.getBestCmap()) / 4
    assert len(subset_of(name)) < (FONTS / f"{WHOLE[name]}.ttf").stat().st_size / 3
    assert {"smcp", "liga", "frac"} & tags_of(whole) <= tags_of(subset)
    assert "kern" in {r.FeatureTag for r in subset["GPOS"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("name", WHOLE)
def test_a_subset_has_a_name_of_its_own_and_keeps_its_licence(name: str) -> None:
    names = opened(subset_of(name))["name"]
    for number in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
        assert "source" not in (names.getDebugName(number) or "").lower(), number
    assert names.getDebugName(6) == name
    whole = whole_of(name)["name"]
    for number in (0, 13, 14):
        assert names.getDebugName(number) == whole.getDebugName(number)


def test_a_subset_is_kept_and_made_again_where_it_is_damaged(tmp_path: Path) -> None:
    made = make_subset(ITALIC, "Métropole", (), tmp_path)
    (file,) = tmp_path.iterdir()
    stamp = file.stat().st_mtime_ns
    assert make_subset(ITALIC, "Métropole", (), tmp_path) == made
    assert file.stat().st_mtime_ns == stamp
    file.write_bytes(file.read_bytes()[:-9])
    assert make_subset(ITALIC, "Métropole", (), tmp_path) == made
    assert make_subset(ITALIC, "Métropole Ω", (), tmp_path) != made
    assert len([*tmp_path.iterdir()]) == 1


def test_a_name_that_the_licence_reserves_is_refused() -> None:
    with pytest.raises(PipelineError, match=r"'Source'.*another name in epub"):
        make_subset(replace(ITALIC, family="Source Serif 4 Text"), "abc", ())


def test_layout_features_are_those_that_the_sheet_asks_for() -> None:
    css = "a { font-variant: small-caps } b { font-variant-numeric: oldstyle-nums tabular-nums; }"
    assert features_of(css) == ("onum", "smcp", "tnum")
    assert features_of('a { font-feature-settings: "ss01" 1, "case" }') == ("case", "ss01")
    with pytest.raises(PipelineError, match="petite-caps"):
        features_of("a { font-variant-caps: petite-caps }")
    plain, full = (make_subset(ITALIC, "1234567890", use) for use in ((), ("onum", "tnum")))
    assert len(opened(full).getGlyphOrder()) > len(opened(plain).getGlyphOrder())

"""Colours of picture files: what would go wrong on pages and in reading systems is told."""

from __future__ import annotations

import datetime
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from pipeline.build.check import check_publication

GREY = Image.linear_gradient("L").resize((40, 30))
COLOURS = Image.merge("RGB", (GREY, GREY.rotate(180), GREY))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
DEEP = Image.frombytes("I;16", (2, 2), struct.pack("<4H", 0, 20000, 40000, 65535))


@pytest.mark.parametrize(
    ("picture", "profile", "said"),
    [
        (COLOURS, None, ""),
        (COLOURS, SRGB, ""),
        (COLOURS.convert("P"), None, ""),
        (Image.merge("LA", (GREY, GREY)), None, ""),
        (DEEP, None, "des gris de 16 bits"),
        (COLOURS, b"no profile" * 20, "un profil de couleurs qui ne se lit pas"),
        (COLOURS, LAB, "« Lab identity built-in », qui n’est pas sRGB"),
        (GREY, SRGB, ""),
    ],
)  # fmt: skip
def test_what_inks_and_screens_would_show_otherwise_is_found(
    specimen: Path, tree_cache: Path, picture: Image.Image, profile: bytes | None, said: str
) -> None:
    picture.save(specimen / "sources/figures/parcours.png", icc_profile=profile)
    result = check_publication(specimen, datetime.date(2026, 1, 1), tree_cache).result
    found = [f"{f.rule} {f.message}" for f in result.findings if not f.waived]
    if said:
        assert len(found) == 1
        assert found[0].startswith("FIG012 « parcours.png » ")
        assert said in found[0]
    else:
        assert found == []

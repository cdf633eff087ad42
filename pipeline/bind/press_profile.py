"""The press profile: colours and pictures converted through it (ICC, by Pillow's littleCMS)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

from pipeline.bind.press_inks import Cmyk, Rgb

_QUALITY = 95


@dataclass(frozen=True)
class PressProfile:
    """A CMYK output profile, and the printing condition it describes.

    `condition` is the name of the condition in the registry of the ICC (« FOGRA39 »).
    """

    data: bytes
    condition: str
    description: str

    @cached_property
    def _transform(self) -> ImageCms.ImageCmsTransform:
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.getOpenProfile(BytesIO(self.data)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def convert(self, colour: Rgb) -> Cmyk:
        """The inks of a colour in sRGB."""
        pixel = self._apply(Image.new("RGB", (1, 1), colour)).getpixel((0, 0))
        if not isinstance(pixel, tuple):
            raise TypeError(f"a CMYK picture gave the pixel {pixel!r}")
        c, m, y, k = (round(value / 2.55, 1) for value in pixel)
        return (c, m, y, k)

    def jpeg(self, picture: Image.Image) -> bytes:
        """A picture as CMYK JPEG, of full colour resolution; its values are inverted (Adobe)."""
        target = BytesIO()
        cmyk = self._apply(picture.convert("RGB"))
        cmyk.save(target, "JPEG", quality=_QUALITY, subsampling=0)
        return target.getvalue()

    def _apply(self, picture: Image.Image) -> Image.Image:
        result = ImageCms.applyTransform(picture, self._transform)
        if result is None:
            raise TypeError("the conversion gave no picture")
        return result


def read_profile(file: Path, condition: str, description: str) -> PressProfile:
    """The profile in a file."""
    return PressProfile(file.read_bytes(), condition, description)

"""Pictures, gradients and groups in press inks (ISO 32000-1, 8.7.4, 8.9 and 11.6.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage

from pipeline.bind.model import BindError
from pipeline.bind.press_content import ink_operands, rgb_of
from pipeline.bind.press_inks import Inks, Rgb
from pipeline.bind.press_profile import PressProfile

_READY = ("/DeviceCMYK", "/DeviceGray")


def convert_pictures(book: Pdf, profile: PressProfile) -> int:
    """Make every picture that is neither CMYK nor grey a CMYK JPEG; how many there were."""
    count = 0
    for item in list(book.objects):
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image:
            count += _convert_picture(item, profile)
    return count


def _convert_picture(image: pikepdf.Stream, profile: PressProfile) -> bool:
    if image.get("/ImageMask", False) or image.get("/ColorSpace") in _READY:
        return False
    picture = PdfImage(image).as_pil_image()
    if picture.mode in ("1", "L"):
        image.ColorSpace = Name.DeviceGray
        return False
    image.write(profile.jpeg(picture), filter=Name.DCTDecode)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceCMYK, 8
    # Photoshop's way, which Pillow follows: values in a CMYK JPEG are inverted.
    image.Decode = Array([1, 0] * 4)
    for key in ("/DecodeParms", "/Interpolate", "/Mask"):
        # A colour key mask is one of the old colours; a mask of its own stays.
        if key in image and not isinstance(image[key], pikepdf.Stream):
            del image[key]
    return True


def gradient_colours(book: Pdf) -> set[Rgb]:
    """The colours of all gradients in DeviceRGB."""
    return {
        rgb_of(stop)
        for shading in _shadings(book)
        for function in _leaves(shading.Function)
        for stop in _stops(function)
    }


def convert_gradients(book: Pdf, inks: Inks) -> None:
    """Give the ends of every gradient their inks. Raises BindError on one of another kind."""
    for shading in _shadings(book):
        for function in _leaves(shading.Function):
            if int(function.FunctionType) != 2:
                raise BindError(f"a gradient of function type {function.FunctionType}")
            for key, stop in zip(("/C0", "/C1"), _stops(function), strict=True):
                function[key] = Array(ink_operands(inks[rgb_of(stop)]))
        shading.ColorSpace = Name.DeviceCMYK
        if "/Background" in shading:
            del shading["/Background"]


def _shadings(book: Pdf) -> Iterator[Object]:
    """Gradients in DeviceRGB, whether named by resources or by a pattern."""
    for resources in resources_of(book):
        found = [item for _, item in sorted(resources.get("/Shading", {}).items())]
        for _, pattern in sorted(resources.get("/Pattern", {}).items()):
            if "/Shading" in pattern:
                found.append(pattern.Shading)
        yield from (item for item in found if item.ColorSpace == Name.DeviceRGB)


def _leaves(function: Object) -> Iterator[Object]:
    """The functions that hold colours, below those that stitch them."""
    if isinstance(function, Array):
        raise BindError("a gradient with a function for each component")
    if int(function.FunctionType) == 3:
        for part in function.Functions:
            yield from _leaves(part)
    else:
        yield function


def _stops(function: Object) -> list[list[Any]]:
    return [list(function.get("/C0", [0, 0, 0])), list(function.get("/C1", [1, 1, 1]))]


def convert_groups(book: Pdf) -> None:
    """Blend in CMYK: in every group of a form, and on every page with something transparent."""
    for item in list(book.objects):
        group: Any = item.get("/Group", {}) if isinstance(item, pikepdf.Stream) else {}
        if group.get("/CS", Name.DeviceGray) != Name.DeviceGray:
            group.CS = Name.DeviceCMYK
    for page in book.pages:
        # Without need, it would send the page through the slow part of the printer's machine.
        if _is_transparent(page.obj.Resources):
            page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


def _is_transparent(resources: Object) -> bool:
    """Whether anything with these resources may be transparent."""
    states = [state for _, state in resources.get("/ExtGState", {}).items()]
    if any(float(state.get(key, 1)) < 1 for state in states for key in ("/ca", "/CA")):
        return True
    if any(state.get("/SMask", Name("/None")) != Name("/None") for state in states):
        return True
    for _, item in resources.get("/XObject", {}).items():
        if "/Group" in item or "/SMask" in item:
            return True
        if _is_transparent(item.get("/Resources", Dictionary())):
            return True
    return False


def drop_colour_spaces(book: Pdf) -> None:
    """Take away the colour spaces that the engine names in all resources, used or not.

    One that is used shows in the proof: its operator then names nothing.
    """
    for resources in resources_of(book):
        if "/ColorSpace" in resources:
            del resources["/ColorSpace"]


def resources_of(book: Pdf) -> Iterator[Object]:
    """The resources of pages, forms and tiles."""
    for page in book.pages:
        yield page.obj.Resources
    for item in list(book.objects):
        if isinstance(item, pikepdf.Stream) and "/Resources" in item:
            yield item.Resources

"""Fonts of the EPUB: the signs that the book needs, under a name of their own.

The licence of the typefaces (SIL Open Font License 1.1, section 3) keeps the name for unmodified
files, and a subset is a modified one: it is called as `@font-face` calls it.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import version as engine_version
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from pipeline.errors import PipelineError

# Signs that are always there: what readers and their programs add (names, numbers, hyphens at ends
# of lines), and so that an edit seldom asks for another subset.
_ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÂÇÈÉÊËÎÏÔÙÛÜŒàâçèéêëîïôùûüœ«»°·’“”–…€\u00a0\u2009\u2010\u2011\u202f"
)
# OpenType features by the values of `font-variant-*` that ask for them.
_FEATURES = {
    "small-caps": ("smcp",),
    "all-small-caps": ("smcp", "c2sc"),
    "oldstyle-nums": ("onum",),
    "lining-nums": ("lnum",),
    "tabular-nums": ("tnum",),
    "proportional-nums": ("pnum",),
    "diagonal-fractions": ("frac", "numr", "dnom"),
    "ordinal": ("ordn",),
    "slashed-zero": ("zero",),
    "super": ("sups",),
    "sub": ("subs",),
    "normal": (),
    "none": (),
    "inherit": (),
}
_VARIANT = re.compile(r"font-variant(?:-[a-z]+)*\s*:\s*([^;}]+)")
_SETTING = re.compile(r"font-feature-settings\s*:\s*([^;}]+)")
_RESERVED = re.compile(r"Reserved Font Names?\s+[‘'\"“]([^’'\"”]+)[’'\"”]")
# Name table (OpenType): copyright, trademark, maker, designer, addresses, licence stay.
_KEPT = frozenset((0, 5, 7, 8, 9, 11, 12, 13, 14))
_ENGLISH = 0x409


@dataclass(frozen=True, slots=True)
class Face:
    """A font as `@font-face` describes it: file of the whole font, family, weight, style."""

    file: Path
    family: str
    weight: str
    style: str

    @property
    def subfamily(self) -> str:
        """The name of its style."""
        bold, italic = self.weight == "bold", self.style == "italic"
        return f"{'Bold' if bold else ''}{' Italic' if italic else ''}".strip() or "Regular"

    @property
    def postscript(self) -> str:
        """Its name without spaces, which is also that of its file."""
        return f"{self.family}-{self.subfamily}".replace(" ", "")


def features_of(css: str) -> tuple[str, ...]:
    """The OpenType features that a sheet asks for.

    Raises PipelineError for a value of `font-variant` that no feature is known for.
    """
    found = {tag for value in _SETTING.findall(css) for tag in re.findall(r'"(\w{4})"', value)}
    for value in " ".join(_VARIANT.findall(css)).split():
        if value not in _FEATURES:
            raise PipelineError(f"epub.css asks for {value!r}: no OpenType feature is known for it")
        found.update(_FEATURES[value])
    return tuple(sorted(found))


def make_subset(
    face: Face, signs: Iterable[str], features: Iterable[str], cache: Path | None = None
) -> bytes:
    """The font of a face with those signs and the commonest of French, renamed.

    What layout features make of the signs is there too.

    The same face, signs and features give the same bytes; `cache` is a folder that keeps them.
    Raises PipelineError where the family has a name that the licence of the font reserves.
    """
    data = face.file.read_bytes()
    wanted = "".join(sorted({*signs, *_ALWAYS}))
    used = ",".join(sorted(features))
    key = hashlib.sha256(data)
    for part in (face.family, face.subfamily, wanted, used, _code()):
        key.update(part.encode() + b"\0")
    file = cache / f"{face.postscript}-{key.hexdigest()[:32]}.ttf" if cache else None
    kept = _read(file) if file else None
    if kept is None:
        kept = _subset(face, data, wanted, used.split(","))
        if file:
            _keep(face, file, kept)
    return kept


def _subset(face: Face, data: bytes, signs: str, features: list[str]) -> bytes:
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    _refuse_reserved(face, font)
    options = Options()
    options.layout_features = [*options.layout_features, *filter(None, features)]
    options.name_IDs = sorted(_KEPT)
    options.name_languages = [_ENGLISH]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=signs)
    subsetter.subset(font)
    _rename(face, font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def _refuse_reserved(face: Face, font: TTFont) -> None:
    for name in _RESERVED.findall(font["name"].getDebugName(0) or ""):
        if name.casefold() in face.family.casefold():
            raise PipelineError(
                f"the licence of {face.file.name} keeps the name {name!r} for unmodified files: "
                f"give the family {face.family!r} another name in epub.css"
            )


def _rename(face: Face, font: TTFont) -> None:
    names = font["name"]
    version = names.getDebugName(5) or ""
    for number, words in (
        (1, face.family),
        (2, face.subfamily),
        (3, f"{version};{face.postscript}"),
        (4, f"{face.family} {face.subfamily}"),
        (6, face.postscript),
        (10, "Modified version: the characters of one book only."),
    ):
        names.setName(words, number, 3, 1, _ENGLISH)


def _read(file: Path) -> bytes | None:
    """A font of the cache; None where it is not there or not whole."""
    if not file.is_file():
        return None
    data = file.read_bytes()
    return data[32:] if hashlib.sha256(data[32:]).digest() == data[:32] else None


def _keep(face: Face, file: Path, font: bytes) -> None:
    """Write whole or not at all, in the place of the face as it was for other signs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob(f"{face.postscript}-*.ttf"):
        old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".font-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(font).digest() + font)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _code() -> str:
    """What makes a subset: this code, and the version of fontTools that it uses."""
    return str(engine_version) + hashlib.sha256(Path(__file__).read_bytes()).hexdigest()

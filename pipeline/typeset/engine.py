"""Which engine sets the pages: versions that decide the look, found without starting it."""

from __future__ import annotations

import ctypes
import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PIPELINE = Path(__file__).parents[1]
# Found by their names: loading the rules takes longer than a build that has nothing to do.
_JUDGED = ("model/layout", "checks/layout/lines", "checks/layout/pages", "checks/layout/words")
_PACKAGES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "tinyhtml5", "pyphen")
_LIBRARIES = {
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
}


@cache
def engine_versions() -> dict[str, str]:
    """Versions of the packages and libraries used, and a digest of this package's own modules.

    The form of the layout record counts among them: a record kept in another form is no use. So
    do the rules on the ends of lines, which decide what is set again.
    """
    versions = {name: version(name) for name in (*_PACKAGES, "pillow")}
    versions.update({name: _library(name, call) for name, call in _LIBRARIES.items()})
    own = hashlib.sha256()
    judged = [_PIPELINE / f"{name}.py" for name in _JUDGED]
    modules = [*Path(__file__).parent.glob("*.py"), *judged]
    for path in sorted(modules):
        own.update(path.name.encode() + path.read_bytes())
    versions["typeset"] = own.hexdigest()
    return versions


def _library(name: str, call: str) -> str:
    """What a shared library says its version is; where it is missing, the engine will say so."""
    try:
        function = getattr(ctypes.CDLL(name), call)
    except (OSError, AttributeError):
        return "missing"
    function.restype = ctypes.c_char_p
    return str(function().decode())

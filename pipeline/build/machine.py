"""What a build needs of the machine, asked before anything is done."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from pipeline.errors import MissingToolError

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""The shared libraries that the typesetting engine loads, each with its Debian package."""


def require_engine() -> None:
    """Raise MissingToolError where the typesetting engine could not load its libraries."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    if missing:
        sudo = "" if os.geteuid() == 0 else "sudo "
        packages = " ".join(missing)
        raise MissingToolError(
            "the typesetting engine lacks system libraries",
            f"{sudo}apt-get install -y --no-install-recommends {packages}",
        )


def require_folder(folder: Path) -> None:
    """Make a folder to write in. Raises MissingToolError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        blocking = next(path for path in (folder, *folder.parents) if path.exists())
        if not blocking.is_dir():
            remedy = f"mv {blocking} {blocking}.old"
        else:
            remedy = f"chmod u+rwx {blocking}"
        raise MissingToolError(f"{folder} cannot be made ({error.strerror})", remedy) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise MissingToolError(f"{folder} cannot be written in", f"chmod -R u+rwX {folder}")

"""The whole pipe: load, resolve, check, render, typeset, bind, package, proof, report.

Its steps are imported when one is asked for: where nothing changed, none is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.build.check import Checked, check_publication

__all__ = ["Checked", "check_publication"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.build import check

    return getattr(check, name)

"""The whole pipe: load, resolve, check, render, typeset, bind, package, proof, report."""

from pipeline.build.recipe import (
    Built,
    Checked,
    Edition,
    build_publication,
    check_publication,
)
from pipeline.build.screen import Say

__all__ = ["Built", "Checked", "Edition", "Say", "build_publication", "check_publication"]

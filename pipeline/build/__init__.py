"""The whole pipe: load, resolve, check, render, typeset, bind, package, proof, report."""

from pipeline.build.check import Checked, check_publication

__all__ = ["Checked", "check_publication"]

"""How long builds take, as ratios to WeasyPrint setting the same pages in one piece.

Everything runs on a copy of the publication in a temporary folder, each case as a process of its
own, as a user would start it. The cases of a round alternate with the one-piece run, so that what
else the machine does weighs on all of them alike.
"""

from __future__ import annotations

from pipeline.bench.bench import CASES, Bench, run_bench

__all__ = ["CASES", "Bench", "run_bench"]

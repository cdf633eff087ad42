"""Figures from what was measured: ratios to the one-piece run of the same round."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from statistics import median
from typing import Any

from pipeline.bench.bench import CASES, Bench
from pipeline.bench.onepiece import ONE

TARGETS = {"cold": 0.60, "unchanged": 0.04, "word": 0.15, "value": 0.12}
"""The most that a case should take of the one-piece time."""


def bench_as_data(bench: Bench) -> dict[str, Any]:
    """The benchmark as JSON can hold it; seconds are wall time, memory is MiB per process."""
    cases = {
        name: {
            "title": CASES[name],
            "seconds": [round(run.seconds, 3) for run in runs],
            "ratio": round(median(ratios(bench, name)), 4),
            "ratio_spread": [round(each(ratios(bench, name)), 4) for each in (min, max)],
            "memory_mib": round(max(run.memory for run in runs)),
            "target": TARGETS.get(name),
            "identical_to_cold": bench.identical.get(name),
        }
        for name, runs in bench.runs.items()
    }
    bound, one = bench.sizes
    return {
        "compared_with": f"{CASES[ONE]}: settled HTML, same styles, write_pdf as PDF/UA-1",
        "machine": {"cores": os.cpu_count(), "jobs": bench.jobs, "system": platform.platform()},
        "load": [round(value, 2) for value in os.getloadavg()],
        "rounds": bench.rounds,
        "cases": cases,
        "size": {"bound": bound, "one_piece": one, "ratio": round(bound / one, 3)},
        "failed": bench.failed,
        "growth": {str(copies): row for copies, row in _growth(bench)},
    }


def ratios(bench: Bench, name: str) -> list[float]:
    """What a case took of the one-piece run, round by round."""
    pairs = zip(bench.runs[name], bench.runs[ONE], strict=True)
    return [run.seconds / one.seconds for run, one in pairs]


def _growth(bench: Bench) -> Iterator[tuple[int, dict[str, float]]]:
    for copies, run in bench.growth.items():
        first = bench.growth[1]
        yield (
            copies,
            {
                "seconds": round(run.seconds, 3),
                "ratio": round(run.seconds / first.seconds, 3),
                "memory_mib": round(run.memory),
                "memory_ratio": round(run.memory / first.memory, 3) if first.memory else 0.0,
            },
        )


def bench_as_text(data: dict[str, Any]) -> str:
    """The same as a table in plain text."""
    lines = [
        f"Compared with {data['compared_with']}.",
        f"{data['rounds']} rounds, {data['machine']['jobs']} jobs, {data['machine']['cores']} "
        f"cores, load {data['load'][0]}. Ratios: median (lowest to highest).",
        "",
        f"{'case':<40} {'ratio':<22} {'target':<7} {'seconds':>8} {'MiB':>5}  as cold",
    ]
    for row in data["cases"].values():
        low, high = row["ratio_spread"]
        ratio = f"{row['ratio']:.3f} ({low:.3f} to {high:.3f})"
        target = f"{row['target']:.2f}" if row["target"] else ""
        seconds = f"{median(row['seconds']):.2f}"
        same = {True: "yes", False: "NO", None: ""}[row["identical_to_cold"]]
        figures = f"{ratio:<22} {target:<7} {seconds:>8} {row['memory_mib']:>5}  {same}"
        lines.append(f"{row['title']:<40} {figures}".rstrip())
    lines += [f"{CASES[name]}: {said}" for name, said in data["failed"].items()]
    size = data["size"]
    lines += ["", f"Size of the bound file: {size['ratio']} of the one-piece file."]
    for copies, row in data["growth"].items():
        lines.append(
            f"{copies} x the sections: {row['ratio']} x the time, {row['seconds']} s, "
            f"{row['memory_ratio']} x the memory, {row['memory_mib']} MiB"
        )
    return "\n".join(lines)

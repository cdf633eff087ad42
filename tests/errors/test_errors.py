"""Exit codes, and the nearest right name."""

from __future__ import annotations

import pytest

from pipeline import errors
from pipeline.model.places import Place


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.PipelineError("a"), 4),
        (errors.UsageError("a"), 2),
        (errors.MissingToolError("a", "make setup"), 3),
        (errors.SourceError([]), 1),
    ],
)
def test_each_error_has_its_exit_code(error: errors.PipelineError, code: int) -> None:
    assert error.exit_code == code
    assert isinstance(error, errors.PipelineError)


def test_what_is_missing_says_what_mends_it() -> None:
    assert errors.MissingToolError("pandoc is missing", "make setup").remedy == "make setup"


def test_problems_travel_with_the_error() -> None:
    problem = errors.Problem("SRC001", Place("a"), "illisible")
    error = errors.SourceError(iter([problem]))
    assert error.problems == (problem,)
    assert "1 problem(s)" in str(error)


@pytest.mark.parametrize(
    ("name", "near"),
    [("nante", "nantes"), ("tittle", "title"), ("zoom-lile", "zoom-lille"), ("xyz", ""), ("", "")],
)
def test_the_nearest_name_is_near(name: str, near: str) -> None:
    assert errors.nearest(name, ["nantes", "title", "zoom-lille", "zoom-nantes"]) == near
    assert errors.nearest(name, []) == ""

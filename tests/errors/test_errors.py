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


FACTS = ["lille.essai.projets", "lille.densite", "toulon.population", "nantes.ess.salaries"]
IDS = [
    "zoom-lille-evaluation", "zoom-grenoble-innotrophees", "zoom-grenoble-gaia", "sheet-toulon",
    "sheet-nice", "REF016", "REF001", "lexicon.yaml", "publication.yaml",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("lille.desnite", "lille.densite"),
        ("lile.densite", "lille.densite"),
        ("nantes.ess.salarié", "nantes.ess.salaries"),
        # Like something in some of their letters only: better no word than a wrong one.
        ("lyon.population", ""),
        ("lille.projets", ""),
        ("nantes.salaries", ""),
        ("sheet-lyon", ""),
        ("sheet-metz", ""),
        # The beginning of a name, and the shortest that goes on so.
        ("zoom-lille", "zoom-lille-evaluation"),
        ("zoom-grenoble", "zoom-grenoble-gaia"),
        ("zoom-grenoble-gaya", "zoom-grenoble-gaia"),
        ("REF0O1", "REF001"),
        ("lexique.yaml", "lexicon.yaml"),
    ],
)
def test_a_name_like_another_in_one_part_only_is_not_near(name: str, near: str) -> None:
    assert errors.nearest(name, [*FACTS, *IDS]) == near


def test_without_the_right_name_nothing_far_off_is_said() -> None:
    assert errors.nearest("lille.densite", ["lille.essai.projets"]) == ""

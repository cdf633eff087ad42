"""Figures whose data do not fit their drawing are found while checking."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.build.check import check_publication
from pipeline.checks import Finding

HEAD = (
    "id: fig-carte\ntitle: Un dessin\nalt: Ce que l'on y voit.\nwidth: full\n"
    "credit: Les éditeurs\nlicence: libre\n"
)
FLOW = """generator: flow
data:
  nodes:
    - {id: a, label: Avant, items: [un]}
    - {id: b, label: "Après : {fact: nantes.ess.salaries}", items: [deux]}
  edges:
    - [a, b]
"""
DOTPLOT = """generator: dotplot
data:
  sheets: ess_share
  unit: "%"
  series:
    - {id: prive, label: emploi privé, bases: [BASE]}
"""


def found(root: Path, cache: Path, data: str) -> list[Finding]:
    (root / "sources/figures/carte.yaml").write_text(HEAD + data, "utf-8")
    findings = check_publication(root, cache=cache).result.findings
    return [finding for finding in findings if not finding.waived]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("flow", "flo", 7, "aucun dessin ne s’appelle « flo »"),
        ("  edges:", "  edgs:", 13, "n’a pas de donnée « edgs »"),
        ("[a, b]", "[a, c]", 9, "ne conviennent pas au dessin « flow »"),
        ("label: Avant, ", "", 9, "il manque « label »"),
        ("[a, b]", "[a]", 9, "ne conviennent pas"),
        ("[un]", "3", 9, "ne conviennent pas"),
    ],
)
def test_data_that_do_not_fit(
    specimen: Path, tree_cache: Path, old: str, new: str, place: int, words: str
) -> None:
    assert found(specimen, tree_cache, FLOW) == []
    (finding,) = found(specimen, tree_cache, FLOW.replace(old, new))
    assert (finding.rule, finding.place.line) == ("FIG011", place)
    assert words in finding.message
    assert finding.hint


def test_an_unknown_fact_in_the_words_is_found_once(specimen: Path, tree_cache: Path) -> None:
    (finding,) = found(specimen, tree_cache, FLOW.replace("ess.salaries", "ess.salarie"))
    assert (finding.rule, finding.place.line) == ("NUM001", 11)


def test_a_base_without_series_is_shown_in_its_sheet(specimen: Path, tree_cache: Path) -> None:
    good = DOTPLOT.replace("BASE", "l'emploi privé, l'emploi total")
    assert found(specimen, tree_cache, good) == []
    (finding,) = found(specimen, tree_cache, DOTPLOT.replace("BASE", "l'emploi privé"))
    assert (finding.rule, finding.place.file) == ("FIG011", "sources/sheets/lille.yaml")
    assert finding.place.line == 8
    assert "« l'emploi total » n’est dans aucune série de « fig-carte »" in finding.message

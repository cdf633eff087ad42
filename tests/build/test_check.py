"""Steps 1 to 3 as `publication check` and `publication build` run them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from pipeline.build.check import check_publication
from pipeline.checks.formats import result_as_data

DAY = datetime.date(2026, 1, 1)


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace words of a source of the specimen once."""
    file = root / "sources" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def give_review(root: Path, date: str) -> None:
    """Give the first fact of the specimen a date of review."""
    file = root / "sources/facts/france.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("id: ", f'review: "{date}", id: ', 1), "utf-8")


def rules_of(root: Path, today: datetime.date | None) -> list[str]:
    return [finding.rule for finding in check_publication(root, today).result.findings]


def test_the_day_decides_which_facts_are_to_be_reviewed(specimen: Path) -> None:
    give_review(specimen, "2025-12-31")
    assert "NUM008" in rules_of(specimen, DAY)
    assert "NUM008" not in rules_of(specimen, datetime.date(2025, 12, 31))
    checked = check_publication(specimen, DAY)
    assert not any(words.startswith("NUM008") for words in checked.result.untestable)


def test_what_files_may_hold_is_the_same_on_any_day(specimen: Path) -> None:
    give_review(specimen, "2025-12-31")
    days = (None, datetime.date(2020, 1, 1), DAY)
    written = [json.dumps(result_as_data(check_publication(specimen, day).lasting)) for day in days]
    assert written[0] == written[1] == written[2]
    assert "NUM008 : " in written[0]


def test_a_review_is_put_off_not_waived(specimen: Path) -> None:
    give_review(specimen, "2025-12-31")
    (finding,) = [f for f in check_publication(specimen, DAY).result.findings if f.rule == "NUM008"]
    waivers = specimen / "sources/waivers.yaml"
    text = waivers.read_text("utf-8")
    waivers.write_text(
        f"{text}\n  - {{rule: NUM008, file: {finding.place.file}, key: {finding.key}, "
        "reason: À revoir plus tard.}\n",
        "utf-8",
    )
    checked = check_publication(specimen, DAY)
    unexcused = {f.rule for f in checked.result.findings if not f.waived}
    assert unexcused == {"NUM008", "CHK005"}
    assert {f.rule for f in checked.lasting.findings if not f.waived} == {"CHK005"}


# --- sources that cannot all be read -----------------------------------------------


def found(root: Path, cache: Path) -> set[tuple[str, str]]:
    result = check_publication(root, DAY, cache).result
    return {
        (f.rule, f.place.file.removeprefix("sources/")) for f in result.findings if not f.waived
    }


def test_one_run_shows_a_wrong_key_and_what_is_wrong_elsewhere(
    specimen: Path, tree_cache: Path
) -> None:
    edit(specimen, "zooms/nantes-fonds.md", "short:", "shrt:")
    edit(specimen, "chapters/gouvernance.md", "les communes", '"les" communes')
    edit(specimen, "chapters/introduction.md", "(#sheet-nantes)", "(#sheet-nante)")
    edit(specimen, "sheets/lille.yaml", "value: ", "value: 9")
    assert found(specimen, tree_cache) == {
        ("SRC005", "zooms/nantes-fonds.md"),
        ("TYP001", "chapters/gouvernance.md"),
        ("REF001", "chapters/introduction.md"),
        ("IDN001", "sheets/lille.yaml"),
    }
    untestable = check_publication(specimen, DAY, tree_cache).result.untestable
    assert any("REF006" in words and "dérogations" in words for words in untestable)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("chapters/champ-1.md", "title:", "titel:"),
        ("chapters/introduction.md", "---\n", ""),
        ("zooms/nantes-fonds.md", "metropole:", "metropol:"),
        ("boxes/definition.md", "title:", "titel:"),
        ("testimonials/camille-martin.md", "mode: reported", "mode: report"),
        ("tables/elus.yaml", "title:", "titel:"),
        ("tables/synthese.yaml", "rows:", "rows: ["),
        ("figures/parcours.yaml", "alt:", "alte:"),
        ("sheets/nantes.yaml", "population:", "populaton:"),
        ("facts/nantes.yaml", "facts:", "facts: {"),
        ("facts/france.yaml", "value: 22,", "value: vingt-deux,"),
        ("metropoles.yaml", "short:", "shrt:"),
        ("lexicon.yaml", "names:", "nams:"),
        ("bibliography.yaml", "title:", "titel:"),
        ("waivers.yaml", "reason:", "raison:"),
        ("publication.yaml", "title:", "titel:"),
    ],
)
def test_a_file_that_cannot_be_read_gives_no_false_alarm_elsewhere(
    specimen: Path, tree_cache: Path, name: str, old: str, new: str
) -> None:
    edit(specimen, name, old, new)
    findings = found(specimen, tree_cache)
    assert findings
    assert {rule[:3] for rule, _ in findings} == {"SRC"}
    assert {file for _, file in findings} == {name}


@pytest.mark.parametrize(
    "name", ["facts/nantes.yaml", "zooms/nantes-fonds.md", "sheets/nantes.yaml", "tables/elus.yaml"]
)
def test_nor_does_one_in_another_encoding_or_place(
    specimen: Path, tree_cache: Path, name: str
) -> None:
    file = specimen / "sources" / name
    text = file.read_bytes()
    file.write_bytes(text + b"\xe9")
    assert {rule for rule, _ in found(specimen, tree_cache)} == {"SRC002"}
    file.unlink()
    (specimen / "sources/divers").mkdir()
    (specimen / "sources/divers" / file.name).write_bytes(text)
    assert {rule for rule, _ in found(specimen, tree_cache)} == {"SRC011"}


def test_a_number_that_the_pipeline_writes_is_named_by_its_words(specimen: Path) -> None:
    edit(
        specimen,
        "sheets/lille.yaml",
        "L'ESS fait vivre",
        "L'ESS compte []{fact=nantes.ess.etablissements} et fait vivre",
    )
    (finding,) = [f for f in check_publication(specimen, DAY).result.findings if not f.waived]
    assert finding.rule == "NUM020"
    assert "« 2\u202f819\u00a0établissements » est un nombre de « Nantes" in finding.message

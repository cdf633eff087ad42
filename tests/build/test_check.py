"""Steps 1 to 3 as `publication check` and `publication build` run them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from pipeline.build.check import check_publication
from pipeline.checks.formats import result_as_data

DAY = datetime.date(2026, 1, 1)


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

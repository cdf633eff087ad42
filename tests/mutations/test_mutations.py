"""Faults put into a copy of the real publication, one at a time: each is found where it is."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.build.check import check_publication
from pipeline.build.facts import bound_share
from pipeline.build.fix import Fixed, fix_publication, write_changes
from pipeline.checks import FAMILIES, Context, Finding
from tests.mutations.table import FAULTS, WORDS, Fault

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Copy:
    """A copy of the publication and the store of its parsed texts."""

    root: Path
    cache: Path

    def findings(self) -> list[Finding]:
        """What is found and not excused."""
        result = check_publication(self.root, DAY, self.cache).result
        return [finding for finding in result.findings if not finding.waived]

    @contextmanager
    def broken(self, fault: Fault) -> Iterator[int]:
        """The copy with one fault in it; gives the line it must be found at."""
        file = self.root / "sources" / fault.file
        before = file.read_text("utf-8")
        assert fault.old in before, "the publication changed: choose another place for this fault"
        assert fault.new is not None
        file.write_text(before.replace(fault.old, fault.new, 1), "utf-8")
        try:
            yield self._line(fault, before)
        finally:
            file.write_text(before, "utf-8")

    def _line(self, fault: Fault, before: str) -> int:
        if fault.at:
            text = (self.root / "sources" / (fault.where or fault.file)).read_text("utf-8")
            return text[: text.index(fault.at)].count("\n") + 1
        same = 0
        while fault.old[same : same + 1] == (fault.new or "")[same : same + 1] != "":
            same += 1
        return before[: before.index(fault.old) + same].count("\n") + 1


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("mutations")
    shutil.copytree(ROOT / "sources", folder / "sources")
    return Copy(folder, folder / "cache")


def test_the_untouched_copy_is_clean(copy: Copy) -> None:
    assert copy.findings() == []


def test_there_is_nothing_to_mend_in_the_publication(copy: Copy) -> None:
    assert fix_publication(copy.root, copy.cache) == Fixed((), 0)


# Rules whose faults in the table leave no doubt: mending gives the words of the publication back.
CERTAIN = (
    "TYP001", "TYP002", "TYP003", "TYP004", "TYP005", "TYP006", "TYP007", "TYP010",
    "LEX001", "LEX005",
)  # fmt: skip


@pytest.mark.slow
def test_mending_gives_the_publication_back(copy: Copy, tmp_path: Path) -> None:
    shutil.copytree(copy.root / "sources", tmp_path / "sources")
    faults = [fault for fault in WORDS if fault.rule in CERTAIN]
    for fault in faults:
        file = tmp_path / "sources" / fault.file
        file.write_text(file.read_text("utf-8").replace(fault.old, str(fault.new), 1), "utf-8")
    fixed = fix_publication(tmp_path, copy.cache)
    assert fixed.mended >= len(faults) == len(CERTAIN)
    write_changes(tmp_path, fixed.changes)
    for fault in faults:
        mended, right = (root / "sources" / fault.file for root in (tmp_path, copy.root))
        assert mended.read_text("utf-8") == right.read_text("utf-8")


def test_the_numbers_of_the_publication_are_bound(copy: Copy) -> None:
    book = check_publication(copy.root, DAY, copy.cache).book
    bound = bound_share(Context(book))
    assert bound.share >= 0.95, bound.unbound
    assert bound.bound > 250
    assert bound.uncounted["law"] >= 5


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_at_its_line(copy: Copy, fault: Fault) -> None:
    with copy.broken(fault) as line:
        found = copy.findings()
    shown = [f"{f.place}: {f.rule} {f.message}" for f in found]
    file = f"sources/{fault.where or fault.file}"
    places = [(f.rule, f.place.file, f.place.line) for f in found]
    assert (fault.rule, file, line) in places, shown
    assert {f.rule for f in found} <= {fault.rule, *fault.also}, shown


def test_faults_of_every_family_are_tried() -> None:
    assert len(FAULTS) >= 60
    assert len({fault.name for fault in FAULTS}) >= 60
    assert {fault.rule[:3] for fault in FAULTS} == set(FAMILIES) - {"LAY", "OUT"}

"""The cache: what it finds, what it must not find, and how it survives harm."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.typeset import SectionJob, typeset_section
from pipeline.typeset.cache import SectionCache, job_key
from typeset.samples import page, reference


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "print.css").write_text("p { color: red }", encoding="utf-8")
    return tmp_path


@pytest.fixture
def job(folder: Path) -> SectionJob:
    html = page(f'<link rel="stylesheet" href="print.css"><p>Un {reference("b")}</p>')
    return SectionJob("a", html, folder.as_uri() + "/", folios={"b": "12"})


def test_finds_what_was_put(folder, job):
    result = typeset_section(job)
    cache = SectionCache(folder / "cache")
    assert cache.get(job) is None
    cache.put(job, result)
    assert SectionCache(folder / "cache").get(job) == result


@pytest.mark.parametrize(
    "change",
    [
        {"html": page("<p>Deux</p>")},
        {"side": "verso"},
        {"folios": {"b": "13"}},
        {"first_folio": 3},
        {"id": "c"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_decides_the_look_is_in_the_key(job, change):
    assert job_key(replace(job, **change)) != job_key(job)


def test_folios_not_shown_are_not_in_the_key(job):
    assert job_key(replace(job, folios={"b": "12", "elsewhere": "40"})) == job_key(job)


def test_changed_sheet_is_another_entry_and_the_old_one_comes_back(folder, job):
    cache = SectionCache(folder / "cache")
    result = typeset_section(job)
    cache.put(job, result)
    sheet = folder / "print.css"
    sheet.write_text("p { color: blue; }", encoding="utf-8")
    assert cache.get(job) is None
    other = typeset_section(job)
    cache.put(job, other)
    assert cache.get(job) == other
    assert other.pdf != result.pdf
    sheet.write_text("p { color: red }", encoding="utf-8")
    assert cache.get(job) == result


def test_file_that_comes_to_be_is_noticed(folder, job):
    job = replace(job, html=job.html.replace("print.css", "late.css"))
    cache = SectionCache(folder / "cache")
    cache.put(job, typeset_section(job))
    assert cache.get(job) is not None
    (folder / "late.css").write_text("p { color: blue }", encoding="utf-8")
    assert cache.get(job) is None


def test_file_changed_during_typesetting_is_not_kept(folder, job):
    cache = SectionCache(folder / "cache")
    result = typeset_section(job)
    (folder / "print.css").write_text("p { color: blue; }", encoding="utf-8")
    cache.put(job, result)
    assert not list((folder / "cache").glob("*/*"))


@pytest.mark.parametrize("kind", ["section", "paths"])
@pytest.mark.parametrize("harm", ["cut", "flipped", "empty"])
def test_damage_is_noticed_and_mended(folder, job, kind, harm):
    cache = SectionCache(folder / "cache")
    result = typeset_section(job)
    cache.put(job, result)
    (entry,) = (folder / "cache").glob(f"*/*.{kind}")
    data = entry.read_bytes()
    flipped = data[:-1] + bytes([data[-1] ^ 1])
    entry.write_bytes({"cut": data[:-9], "flipped": flipped, "empty": b""}[harm])
    assert cache.get(job) is None
    assert cache.damaged == 1
    assert not entry.exists()
    cache.put(job, result)
    assert cache.get(job) == result


def test_oldest_used_leaves_first(folder, job):
    cache = SectionCache(folder / "cache")
    result = typeset_section(job)
    jobs = [replace(job, id=name) for name in "xyz"]
    for number, item in enumerate(jobs):
        cache.put(item, result)
        for path in (folder / "cache").glob("*/*"):
            if path.stat().st_mtime > 1_000_000:
                os.utime(path, (1000 + number, 1000 + number))
    assert cache.get(jobs[0]) is not None
    size = sum(path.stat().st_size for path in (folder / "cache").glob("*/*"))
    assert SectionCache(folder / "cache", limit=size - 1).prune() > 0
    assert cache.get(jobs[1]) is None
    assert cache.get(jobs[0]) is not None
    assert cache.get(jobs[2]) is not None
    assert SectionCache(folder / "cache", limit=0).prune() == 5
    assert cache.get(jobs[0]) is None


def _hammer(folder: str, job: SectionJob, rounds: int) -> None:
    cache = SectionCache(Path(folder) / "cache", limit=20_000)
    result = typeset_section(job)
    for number in range(rounds):
        item = replace(job, id=f"s{number % 5}")
        found = cache.get(item)
        if found is not None and found.pdf != result.pdf:
            raise AssertionError("another section’s entry")
        cache.put(item, result)
        cache.prune()
    if cache.damaged:
        raise AssertionError("half-written entries were read")


def test_two_builds_at_once(folder, job):
    context = multiprocessing.get_context("spawn")
    builds = [context.Process(target=_hammer, args=(str(folder), job, 60)) for _ in range(2)]
    for build in builds:
        build.start()
    for build in builds:
        build.join(60)
    assert [build.exitcode for build in builds] == [0, 0]
    assert not list((folder / "cache").glob("*/*.new"))

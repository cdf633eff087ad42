"""A worker's fork server sets a page beforehand; its children set theirs as if it had not."""

from __future__ import annotations

import gc
import multiprocessing
import tempfile
from collections.abc import Iterator
from importlib import reload
from pathlib import Path

import pytest
from weasyprint import HTML

from pipeline.typeset import sheets
from pipeline.typeset.job import SectionJob
from pipeline.typeset.section import typeset_section
from tests.typeset.samples import BASE, STYLES, TEXT, chapter

LINKED = SectionJob(
    "sec-a",
    '<!doctype html><html lang="fr"><head><title>Essai</title><link rel="stylesheet" '
    f'href="{(STYLES / "print.css").as_uri()}"></head><body><h1>Essai</h1><p>{TEXT}</p></body>',
    BASE,
)


@pytest.fixture(autouse=True)
def only_here() -> Iterator[None]:
    sheets._memory.clear()
    yield
    sheets._memory.clear()
    gc.unfreeze()


def test_the_page_is_set_without_complaint_and_its_typefaces_let_go() -> None:
    from pipeline.typeset.warm import warm_up

    assert warm_up().warnings == ()
    (kept,) = sheets._memory.values()
    assert kept.parsed
    assert kept.fonts is None
    assert not kept.styles.known


def test_a_fork_server_goes_on_where_the_page_cannot_be_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pipeline.typeset import section, warm

    def fail(job: SectionJob) -> None:
        sheets.take_sheets(HTML(string=job.html))
        raise ValueError("no engine")

    monkeypatch.setattr(section, "typeset_section", fail)
    with pytest.raises(ImportError, match="beforehand"):
        reload(warm)
    assert [kept.fonts for kept in sheets._memory.values()] == [None]
    monkeypatch.undo()
    assert reload(warm).warm_up().warnings == ()


def test_sheets_read_before_give_the_same_pages() -> None:
    first = typeset_section(LINKED)
    (read,) = sheets._memory.values()
    sheets.keep_sheets_for_children()
    sheets.keep_sheets_for_children()
    again = typeset_section(LINKED)
    assert list(sheets._memory.values()) == [read]
    assert again == first


def test_a_process_that_ends_removes_its_typefaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    process = multiprocessing.get_context("fork").Process(target=typeset_section, args=(LINKED,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert not list(tmp_path.iterdir())


def test_typefaces_of_a_document_are_removed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    typeset_section(SectionJob("a", chapter("a", 1), BASE))
    gc.collect()
    assert not list(tmp_path.iterdir())

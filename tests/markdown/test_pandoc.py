"""Running pandoc."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import MissingToolError, PipelineError
from pipeline.markdown import pandoc


def test_one_document_for_each_text_whatever_it_holds() -> None:
    texts = ["un", "", "deux\u2028trois\x85quatre", "\n", "{", "x" * 40_000, "y" * 40_000]
    documents = list(pandoc.read_texts(texts))
    assert len(documents) == len(texts)
    assert all(document is not None for document in documents)


def test_what_is_nested_too_deeply_is_nothing() -> None:
    assert list(pandoc.read_texts(["un", ">" * 2000 + " a"]))[1] is None


def test_the_version_is_that_of_the_package() -> None:
    assert pandoc.pandoc_version().count(".") >= 1


def test_a_missing_pandoc_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pandoc.pypandoc, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(MissingToolError) as caught:
        list(pandoc.read_texts(["un"]))
    assert caught.value.remedy == "rm -rf .venv && make setup"
    assert caught.value.exit_code == 3


def test_a_pandoc_that_fails_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "FORMAT", "no_such_format")
    with pytest.raises(PipelineError, match="pandoc failed"):
        list(pandoc.read_texts(["un"]))


def test_a_pandoc_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "TIME_LIMIT", 1)
    with pytest.raises(PipelineError, match="did not end"):
        # A note that calls itself; sources never get here with one.
        list(pandoc.read_texts(["Un[^a].\n\n[^a]: Moi[^a]."]))

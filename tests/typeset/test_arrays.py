"""Typefaces are cut down with arrays whose types are known."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from weasyprint.pdf import fonts as engine
from weasyprint.text.ffi import ffi

from pipeline.typeset import section
from pipeline.typeset.arrays import arrays_of_any_length
from pipeline.typeset.job import SectionJob
from tests.typeset.samples import BASE, chapter

JOB = SectionJob("a", chapter("a", 2), BASE)


def test_pages_are_the_same_to_the_last_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = section.typeset_section(JOB)
    monkeypatch.setattr(section, "arrays_of_any_length", nullcontext)
    assert section.typeset_section(JOB).pdf == ours.pdf


def test_an_array_is_as_long_as_its_content() -> None:
    before = engine.ffi
    with arrays_of_any_length():
        array = engine.ffi.new("hb_codepoint_t[3]", (5, 6, 7))
        assert ffi.sizeof(array) == 12
        assert list(array) == [5, 6, 7]
        assert ffi.sizeof(engine.ffi.new("hb_codepoint_t[4]", (1,))) == 16
        assert ffi.sizeof(engine.ffi.new("hb_codepoint_t[4]")) == 16
        assert engine.ffi.NULL == ffi.NULL
    assert engine.ffi is before


def test_no_type_is_read_for_a_length(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    real = type(ffi)._typeof_locked
    monkeypatch.setattr(
        type(ffi), "_typeof_locked", lambda self, name: (read.append(name), real(self, name))[1]
    )
    section.typeset_section(SectionJob("a", chapter("a", 3), BASE))
    assert not [name for name in read if name.startswith("hb_codepoint_t[") and name[-2] != "["]

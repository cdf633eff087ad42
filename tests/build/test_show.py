"""What the live preview refuses, before it serves anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.build.show import show_live
from pipeline.errors import MissingToolError, UsageError


def test_a_folder_without_sources_is_no_publication(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--root"):
        show_live(tmp_path, 1, print)
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written_is_said(specimen: Path) -> None:
    (specimen / "output").touch()
    with pytest.raises(MissingToolError) as caught:
        show_live(specimen, 1, print)
    assert caught.value.remedy.startswith("mv ")

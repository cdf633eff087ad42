"""What tests of several folders share: a copy of the specimen publication to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SPECIMEN = Path(__file__).parent / "specimen"


@pytest.fixture
def specimen(tmp_path: Path) -> Path:
    """The root of a copy of the specimen that a test may change."""
    root = tmp_path / "publication"
    shutil.copytree(SPECIMEN / "sources", root / "sources")
    return root


@pytest.fixture(scope="session")
def tree_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache shared by the tests that load the specimen: most of its texts stay the same."""
    return tmp_path_factory.mktemp("cache")

"""What several tests of workbooks begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import data_folder
from months import without_june


@pytest.fixture(scope="session")
def june(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts of the fixture, June among them; only read."""
    return data_folder(tmp_path_factory.mktemp("june"), "accounts")


@pytest.fixture
def root(june: Path, tmp_path: Path) -> Path:
    """The same before June came."""
    return without_june(june, tmp_path / "new")

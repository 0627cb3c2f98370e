"""A county of full size is checked and published: 1,583 books, three years, 26,000 pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import bench
import county
import sitelinks
from harness import ROOT
from shared import Shared

pytestmark = pytest.mark.deep


def mingbai(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The real command."""
    command = [sys.executable, "-m", "mingbai.cli", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def data(shared: Shared) -> Path:
    """The largest county that the program is meant for."""
    return shared.folder("full-county", lambda folder: county.main([str(folder), *bench.FULL]))


def test_the_check_finds_no_error(data: Path) -> None:
    """Every rule over 700,000 ledger lines."""
    done = mingbai("check", "--fresh", "--data", data)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "共 0 个错误" in done.stdout


def test_the_site_is_whole(data: Path, tmp_path: Path) -> None:
    """All pages are written, and no link between them is dead."""
    site = tmp_path / "site"
    done = mingbai("build", "--data", data, "--output", site)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(list(site.rglob("index.html"))) > 20_000
    assert sitelinks.dead(site) == []
    assert max(page.stat().st_size for page in site.rglob("*.html")) < 1_000_000

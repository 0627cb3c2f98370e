"""The benchmark runs: each of its programs, on the ledgers of a fixture instead of a county."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bench
import bench_building
import bench_costs
import bench_hugo
from harness import ROOT
from shared import Shared


@pytest.fixture
def data(shared: Shared) -> Path:
    return shared.data("accounts")


def _rows(data: Path) -> int:
    files = [p for p in data.glob("accounts/*/*/*.csv") if p.is_file()]
    return sum(len(path.read_text("utf-8").splitlines()) - 1 for path in files)


def test_gate_and_scan_read_every_row(data: Path) -> None:
    """Our own reading and DuckDB's scan count the same rows; nothing is at fault."""
    gate, scan = (
        bench_costs.run(bench.program(bench.GATE, data)),
        bench_costs.run(bench.program(bench.DUCKDB, data)),
    )
    assert gate.last_line == f"{_rows(data)} rows hold, 0 faults"
    assert scan.last_line == f"{_rows(data)} rows"


def test_the_reference_is_scaled_by_lines(data: Path) -> None:
    """One package in so many: its seconds are those of all."""
    cost = bench_costs.run(bench.program(bench.FRICTIONLESS, data, "2"))
    assert float(cost.last_line) > 0


def test_stages_of_a_build_add_up(data: Path, tmp_path: Path) -> None:
    """Every function that is wrapped is there; what they take and what is left make the whole."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/bench_stages.py", data, tmp_path / "site"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    seconds = [float(line[1]) for line in lines[1:]]
    assert lines[-1][0] == "| whole"
    assert sum(seconds[:-1]) == pytest.approx(seconds[-1], abs=0.05 * len(seconds))


def test_one_word_of_the_newest_month_is_changed(data: Path, tmp_path: Path) -> None:
    """Of one line of one package; all else is as it was."""
    shutil.copytree(data, tmp_path / "data")
    package = bench_building.change_a_word(tmp_path / "data")
    newest = max(path.parent.name for path in data.glob("accounts/*/*/entries.csv"))
    assert package.endswith(newest)
    changed = [
        (one, other)
        for path in data.glob("accounts/*/*/*.csv")
        for one, other in zip(
            path.read_text("utf-8").splitlines(),
            (tmp_path / "data" / path.relative_to(data)).read_text("utf-8").splitlines(),
            strict=True,
        )
        if one != other
    ]
    assert len(changed) == 1
    assert changed[0][1].replace("（改）", "") == changed[0][0]


def test_hugo_is_given_the_ledger_of_every_book_year(tmp_path: Path) -> None:
    """The very files of the site, and templates that name each."""
    for book in ("1-00", "2-00"):
        (tmp_path / f"site/accounts/{book}/2026").mkdir(parents=True)
        (tmp_path / f"site/accounts/{book}/2026/entries.csv").write_text(f"{book}\n", "utf-8")
    assert bench_hugo.lay(tmp_path / "site", tmp_path / "hugo") == 2
    laid = {p.parent.name: p.read_text("utf-8") for p in (tmp_path / "hugo").rglob("*.csv")}
    assert laid == {"1-00-2026": "1-00\n", "2-00-2026": "2-00\n"}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no history here")
def test_an_earlier_commit_is_laid_out_whole(tmp_path: Path) -> None:
    """Its program, its generator and its theme, by which it builds its own county."""
    found = bench_building.checkout("HEAD", tmp_path / "then")
    assert (found.root / "scripts/county.py").is_file()
    assert (found.root / "theme").is_dir()
    assert found.environment["PYTHONPATH"] == str(found.root / "plugins")
    assert found.jobs

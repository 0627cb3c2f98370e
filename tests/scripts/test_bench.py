"""The benchmark runs: each of its programs, on the ledgers of a fixture instead of a county."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import bench
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
        bench.run(bench.program(bench.GATE, data)),
        bench.run(bench.program(bench.DUCKDB, data)),
    )
    assert gate.last_line == f"{_rows(data)} rows hold, 0 faults"
    assert scan.last_line == f"{_rows(data)} rows"


def test_the_reference_is_scaled_by_lines(data: Path) -> None:
    """One package in so many: its seconds are those of all."""
    cost = bench.run(bench.program(bench.FRICTIONLESS, data, "2"))
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

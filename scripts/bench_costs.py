"""A command -> what its process was charged."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """What one process was charged: seconds, seconds, MiB; and the last line it printed.

    Of a process with others below it the seconds of all, but the memory of the largest.
    """

    cpu: float
    wall: float
    peak: float
    last_line: str

    def __str__(self) -> str:
        return f"{self.cpu:.1f} s of processor, {self.wall:.1f} s, {self.peak:,.0f} MiB"


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    accepted: Sequence[int] = (0, 2),
) -> Cost:
    """Run once; a command that fails ends the benchmark, except that bad data may exit 2."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [str(part) for part in command], stdout=out, env=environment
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().decode().strip().split("\n")
    if process.returncode not in accepted:
        raise SystemExit(f"exit {process.returncode}: {command[-1]}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, lines[-1])


def median(command: Sequence[str | Path], runs: int) -> Cost:
    """The median of each figure over the runs."""
    costs = [run(command) for _ in range(runs)]
    cpu, wall, peak = (
        statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "peak")
    )
    return Cost(cpu, wall, peak, costs[-1].last_line)

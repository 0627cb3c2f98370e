"""Killed before any call that changes the file system: old or new, and the next run heals it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import sizes
from harness import ROOT, data_folder
from mingbai.publish import publish
from shared import Shared, inputs
from small_site import contents

MEMORY = Path("/dev/shm")
PATHS = os.pathsep.join(map(str, (ROOT / "plugins", ROOT / "tests", Path(__file__).parent)))
BUILD = (
    "import sys; from kill_points import Killer; from mingbai.cli import main;"
    "killer = Killer(int(sys.argv.pop(1))); killer.arm()\n"
    "try: main()\n"
    "finally: print('calls', -killer.left)"
)
SEED = 20261126


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: each try syncs its file system."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    ("run", "fewest"), [("first", 100), ("second", 150), ("mended", 100), ("rollback", 8)]
)
def test_no_kill_leaves_a_mix(memory: Path, run: str, fewest: int) -> None:
    """Before calls of a small publication; see `kill_points.judge`.

    In the house before every fourth, where there are many; in deep tests before every single one.
    """
    step = 4 if fewest > 50 and sizes.PROFILE != "deep" else 1
    program = str(Path(__file__).with_name("kill_points.py"))
    done = subprocess.run(
        [sys.executable, program, str(memory), run, str(step)],
        env={**os.environ, "PYTHONPATH": PATHS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= fewest


def test_no_kill_of_a_whole_build_leaves_a_mix(memory: Path, shared: Shared) -> None:
    """The real command, killed before calls that are drawn by chance: a note too is of its site."""
    data, site = data_folder(memory / "data", "appraisals"), memory / "site"
    publish(inputs(data), site)
    old = contents(site)
    package = next(data.glob("appraisals/*/*/datapackage.json"))
    package.write_text(package.read_text("utf-8").replace("演示", "演示二"), "utf-8")
    new = contents(shared.published(data))
    options = ("--data", str(data), "--output", str(site))
    chance = random.Random(SEED)
    parts = 60 if sizes.PROFILE == "deep" else 2
    points = [chance.randint(1, 3_000 // parts) + 3_000 // parts * n for n in range(parts)]
    endings = []
    for point in points:
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(point), "build", *options],
            env={**os.environ, "PYTHONPATH": PATHS},
            capture_output=True,
            text=True,
            check=False,
        )
        assert contents(site) in (old, new), point
        assert done.returncode in (0, -signal.SIGKILL), (point, done.stderr)
        endings.append(done.returncode)
    assert -signal.SIGKILL in endings
    publish(inputs(data), site)
    assert contents(site) == new
    assert len(list((memory / ".site.mingbai" / "trees").iterdir())) == 1

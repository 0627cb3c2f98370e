"""The demo county: the same seed gives the same bytes, in whatever process."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

from demo.chance import Chance
from demo_counties import MIDDLING, SMALL, digest, made
from demo_tables import ROOT
from shared import Shared


class TestBytes:
    """What comes out depends on the size and the seed alone."""

    def test_same_in_another_process(self, shared: Shared, tmp_path: Path) -> None:
        """Neither the hash seed, the locale nor the time zone of a process is in the bytes."""
        own = {**os.environ, "PYTHONHASHSEED": "4242", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
        words = ["--towns", "2", "--villages", "4", "--groups", "9", "--months", "14"]
        words += ["--seed", "7", "--until", "2025-02"]
        command = [sys.executable, str(ROOT / "scripts/county.py"), str(tmp_path), *words]
        subprocess.run(command, env=own, check=True, capture_output=True)
        assert digest(made(shared, MIDDLING)) == digest(tmp_path)

    def test_another_seed_is_another_county(self, shared: Shared) -> None:
        """Two seeds share no ledger."""
        one, two = (digest(made(shared, dataclasses.replace(SMALL, seed=seed))) for seed in (1, 2))
        ledgers = [p for p in one if p.startswith("accounts/") and p.endswith("entries.csv")]
        assert ledgers
        assert all(one[path] != two[path] for path in ledgers)

    def test_chance_is_splitmix64(self) -> None:
        """The first outputs of the published generator from state 0, and streams by name."""
        known = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
        assert Chance(0).uniform(3).tolist() == [(n >> 11) / 2**53 for n in known]
        assert Chance(1).of("a", 1) == Chance(1).of("a", 1) != Chance(1).of("a1")

"""The demo county: another seed gives other bytes; chance is drawn as published."""

from __future__ import annotations

import dataclasses

from demo.chance import Chance
from demo_counties import SMALL, digest, made
from shared import Shared


class TestBytes:
    """Made of the seed, and of nothing of a process (`test_committed_demo.py`)."""

    def test_another_seed_is_another_county(self, shared: Shared) -> None:
        """Two seeds share no ledger."""
        other = dataclasses.replace(SMALL, seed=SMALL.seed + 1)
        one, two = (digest(made(shared, size)) for size in (SMALL, other))
        ledgers = [p for p in one if p.startswith("accounts/") and p.endswith("entries.csv")]
        assert ledgers
        assert all(one[path] != two[path] for path in ledgers)

    def test_chance_is_splitmix64(self) -> None:
        """The first outputs of the published generator from state 0, and streams by name."""
        known = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
        assert Chance(0).uniform(3).tolist() == [(n >> 11) / 2**53 for n in known]
        assert Chance(1).of("a", 1) == Chance(1).of("a", 1) != Chance(1).of("a1")

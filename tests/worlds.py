"""Small demo counties of many seeds, in memory: what must hold in any county is tried on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

import pandas as pd
import pytest

import sizes
from demo import kinds
from demo.plan import Plan, plan
from demo.size import Size

# Twenty counties, two in the quick profile: what must be seen somewhere is looked for in all.
SEEDS = range(1, min(sizes.times(20), 20) + 1)
# What must hold in each is tried on six in the house, on one in the quick profile, on all in deep.
EVERY_SEED = pytest.mark.parametrize("seed", SEEDS[: sizes.times(6)])
# Of all texts of one sort, how many at least are the only one of their kind.
DISTINCT_PERCENT = 80
_MAKERS = dict(kinds.KINDS)


class World(Mapping[tuple[str, str], pd.DataFrame]):
    """(kind, table) -> its rows over all packages of a small county, as made.

    Columns are those in memory (money in 分 under `<name>_fen`), and `package_publisher`,
    `package_period`, `package_published`. A table that no package has is not there. A kind is made
    when one of its tables is first asked for.
    """

    def __init__(self, seed: int) -> None:
        self._size = Size(towns=2, villages=4, groups=6, months=15, seed=seed)
        self._made: dict[str, Mapping[str, pd.DataFrame]] = {}

    @cached_property
    def plan(self) -> Plan:
        """What the county's kinds speak of."""
        return plan(self._size)

    def __getitem__(self, key: tuple[str, str]) -> pd.DataFrame:
        kind, name = key
        return self._tables(kind)[name]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((kind, name) for kind in _MAKERS for name in self._tables(kind))

    def __len__(self) -> int:
        return sum(len(self._tables(kind)) for kind in _MAKERS)

    def _tables(self, kind: str) -> Mapping[str, pd.DataFrame]:
        if kind not in self._made:
            parts: dict[str, list[pd.DataFrame]] = {}
            for package in _MAKERS[kind](self.plan, self.plan.chance.of("kind", kind)):
                for name, frame in package.tables.items():
                    told = frame.assign(
                        package_publisher=package.publisher,
                        package_period=package.period,
                        package_published=pd.Timestamp(package.published),
                    )
                    parts.setdefault(name, []).append(told)
            self._made[kind] = {n: pd.concat(f, ignore_index=True) for n, f in parts.items()}
        return self._made[kind]


@cache
def world(seed: int) -> World:
    """The county of a seed, made once in a process."""
    return World(seed)


def days(column: pd.Series) -> pd.Series:
    """Dates as timestamps, absent ones as NaT."""
    return pd.to_datetime(column)

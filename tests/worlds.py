"""Small demo counties of many seeds, in memory: what must hold in any county is tried on each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from demo import kinds
from demo.plan import plan
from demo.size import Size

SEEDS = range(1, 21)


@cache
def world(seed: int) -> Mapping[tuple[str, str], pd.DataFrame]:
    """(kind, table) -> its rows over all packages of a small county of that seed, as made.

    Columns are those in memory (money in 分 under `<name>_fen`), and `package_publisher`,
    `package_period`, `package_published`. A table that no package has is not there.
    """
    size = Size(towns=2, villages=4, groups=6, months=15, seed=seed)
    parts: dict[tuple[str, str], list[pd.DataFrame]] = {}
    for package in kinds.packages(plan(size)):
        for name, frame in package.tables.items():
            told = frame.assign(
                package_publisher=package.publisher,
                package_period=package.period,
                package_published=pd.Timestamp(package.published),
            )
            parts.setdefault((package.kind, name), []).append(told)
    return {key: pd.concat(frames, ignore_index=True) for key, frames in parts.items()}

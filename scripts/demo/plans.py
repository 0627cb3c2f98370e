"""Ledgers -> what each village planned for a year, by item of disclosure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo.chance import Chance
from demo.ledgers import Ledgers

_LEAST_FEN = 30_000


def table(ledgers: Ledgers, year: str, chance: Chance) -> pd.DataFrame:
    """Columns book (position), year, direction, disclosure_code, amount_fen, decided_on.

    A village plans by what a year brings it: whole years by their own months, a year that has
    only begun by the twelve months that ended with it.
    """
    months = _months(ledgers.periods, year)
    entries = ledgers.entries
    village = ledgers.books["kind"].to_numpy()[entries["book"]] == "村账"
    entries_of_year = entries[village & entries["month"].isin(months)]
    keys = ["book", "is_income", "disclosure"]
    sums = entries_of_year.groupby(keys, sort=True)["amount_fen"].sum().reset_index()
    room = 104 + chance.of("room", year).integers(0, 18, len(sums))
    fen = sums["amount_fen"].to_numpy(dtype=np.int64) * 12 // len(months) * room // 100
    plans = pd.DataFrame(
        {
            "book": sums["book"],
            "year": year,
            "direction": np.where(sums["is_income"].astype(bool), "收入", "支出"),
            "disclosure_code": sums["disclosure"],
            "amount_fen": (fen // 10_000 + 1) * 10_000,
        }
    )
    day = 8 + chance.of("day", year).integers(0, 11, len(ledgers.books))
    plans["decided_on"] = [f"{year}-01-{d:02d}" for d in day[plans["book"]]]
    return plans[plans["amount_fen"] >= _LEAST_FEN].reset_index(drop=True)


def _months(periods: tuple[str, ...], year: str) -> list[int]:
    """Positions of the year's months, or of the last twelve where the year is not over."""
    positions = [i for i, period in enumerate(periods) if period.startswith(year)]
    return (
        positions
        if len(positions) == 12
        else list(range(max(0, positions[-1] - 11), positions[-1] + 1))
    )

"""Complaints -> monthly statistics: counts, changes on the month before, shares."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mingbai.dates import month_column
from mingbai.page import share
from mingbai.read import Tables

FEW = 20  # complaints of a month; below it one more or less is more than five per cent


@dataclass(frozen=True)
class MonthFigures:
    """One month: received and closed, and what the calendar month before received.

    before is None where nothing was published of that month: not known is not none.
    """

    month: str
    received: int
    closed: int
    before: int | None

    @property
    def change(self) -> str:
        """Against the month before: `−30.3%`, 持平, or "" where it cannot be said.

        A rate of few is noise: below FEW in the month before it says `3 件 → 6 件`.
        """
        if self.before is None:
            return ""
        if self.before < FEW and self.before != self.received:
            return f"{self.before} 件 → {self.received} 件"
        return change(self.received, self.before)


def change(now: int, before: int) -> str:
    """Relative change, one decimal, rounded half up on its size; before is not 0."""
    if now == before:
        return "持平"
    sign = "+" if now > before else "−"
    return sign + share(abs(now - before), before)


def months(tables: Tables) -> tuple[MonthFigures, ...]:
    """Every month of which anything was published, oldest first; lines and bare totals added up."""
    lines, totals = tables.frame("complaints"), tables.frame("monthly")
    month = month_column(lines["received"])
    counted = pd.concat(
        [
            pd.DataFrame({"month": month, "received": 1, "closed": lines["closed"].notna()}),
            totals[["month", "received", "closed"]],
        ]
    ).astype({"received": "int64", "closed": "int64"})
    by = counted.groupby("month", sort=True)[["received", "closed"]].sum()
    received = {str(month): int(number) for month, number in by["received"].items()}
    return tuple(
        MonthFigures(month, number, int(closed), received.get(_month_before(month)))
        for (month, number), closed in zip(received.items(), by["closed"], strict=True)
    )


def _month_before(month: str) -> str:
    """`2026-01` -> `2025-12`."""
    return str(pd.Period(month, "M") - 1)

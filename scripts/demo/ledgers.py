"""Plan of a county -> every book's ledger: entries with their balances, sheets with their sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import content, funds, ledger_lines
from demo.chance import Chance
from demo.ledger_lines import Ground

Fen = NDArray[np.int64]
# Columns of some lines only: absent in a county that has none of them.
_KNOWN = ["contract_no", "payee", "paid_for", "fund_no", "fund"]
_MAJOR_FEN = 500_000
CASH_LIMIT_FEN = 100_000
# What a book is never below, and how much more it may begin with.
_RESERVES_FEN = {"村账": (600_000, 4_500_000), "组账": (120_000, 680_000)}


@dataclass(frozen=True, eq=False)
class Ledgers:
    """All books over all months.

    entries: sorted by book, month and number; columns book and month are positions in `books` and
    `periods`, contract_no and fund_no are absent where a line has none. opening, income, expense:
    分 by [book, month]. funds: see funds.table.
    """

    books: pd.DataFrame
    periods: tuple[str, ...]
    entries: pd.DataFrame
    opening: Fen
    income: Fen
    expense: Fen
    funds: pd.DataFrame

    @property
    def closing(self) -> Fen:
        """分 by [book, month]."""
        return self.opening + self.income - self.expense

    def year_to_date(self, monthly: Fen) -> Fen:
        """Sums since January, or since the first month of all, by [book, month]."""
        total = np.cumsum(monthly, axis=1)
        january = np.array([period.endswith("-01") for period in self.periods])
        start = np.maximum.accumulate(np.where(january, np.arange(len(january)), 0))
        before = np.where(start[None, :] > 0, total[:, np.maximum(start - 1, 0)], 0)
        return total - before


def ledgers(
    books: pd.DataFrame,
    periods: tuple[str, ...],
    busy: float,
    chance: Chance,
    rents: pd.DataFrame,
    village: pd.DataFrame,
    earmarked: pd.DataFrame,
) -> Ledgers:
    """Ledgers in which every sum holds: chained, never negative, numbered without a gap.

    rents: what was paid on contracts, as lines (rents.lines). village: works, grants and land
    (works.lines, matters.lines). earmarked: works that a fund pays for, with fund_no and fund.
    """
    ground = Ground(books.reset_index(drop=True), periods, busy, chance)
    parts = (ledger_lines.happened(ground), rents, village, earmarked)
    lines = pd.concat([part for part in parts if len(part)], ignore_index=True)
    lines = lines.reindex(columns=[*lines.columns.union(_KNOWN, sort=False)])
    lines = lines.drop(columns="fund").astype({"book": int, "month": int, "day": int})
    order = np.lexsort(
        (lines.index, ~lines["is_income"].astype(bool), lines["day"], lines["month"], lines["book"])
    )
    entries = lines.iloc[order].reset_index(drop=True)
    shape = (len(books), len(periods))
    is_income = entries["is_income"].astype(bool)
    income, expense = _sums(entries[is_income], shape), _sums(entries[~is_income], shape)
    first = _first_opening(entries, books["kind"], chance.of("opening"))
    before = np.cumsum(income - expense, axis=1) - income + expense
    opening = first[:, None] + before
    return Ledgers(
        books=ground.books,
        periods=periods,
        entries=_numbered(entries, first, ground),
        opening=opening,
        income=income,
        expense=expense,
        funds=funds.table(earmarked, len(periods)),
    )


def _sums(entries: pd.DataFrame, shape: tuple[int, int]) -> Fen:
    total = np.zeros(shape, dtype=np.int64)
    at = (entries["book"].to_numpy(), entries["month"].to_numpy())
    np.add.at(total, at, entries["amount_fen"].to_numpy())
    return total


def _signed(entries: pd.DataFrame) -> pd.Series:
    fen = entries["amount_fen"].astype("int64")
    return fen.where(entries["is_income"].astype(bool), -fen)


def _first_opening(entries: pd.DataFrame, kinds: pd.Series, chance: Chance) -> Fen:
    """What each book must begin with so that it never falls below a small reserve."""
    running = _signed(entries).groupby(entries["book"]).cumsum()
    lowest = running.groupby(entries["book"]).min().reindex(range(len(kinds)), fill_value=0)
    reserves = np.array([_RESERVES_FEN[kind] for kind in kinds])
    more = (chance.uniform(len(kinds)) * reserves[:, 1]).astype(np.int64)
    first: Fen = np.maximum(0, -lowest.to_numpy()) + reserves[:, 0] + more
    return first


def _numbered(entries: pd.DataFrame, first: Fen, ground: Ground) -> pd.DataFrame:
    """Adds entry_no, voucher_no, date, balance_fen, subject_code, approver, note."""
    by_month = entries.groupby(["book", "month"], sort=False)
    by_side = entries.groupby(["book", "month", "is_income"], sort=False)
    income = entries["is_income"].astype(bool)
    side = pd.Series(np.where(income, "收-", "付-"), dtype="str")
    period = pd.Series(np.array(ground.periods, dtype=object)[entries["month"]], dtype="str")
    book = entries["book"].to_numpy()
    kinds = ground.books["kind"].to_numpy(dtype=object)[book]
    balance = first[book] + _signed(entries).groupby(entries["book"]).cumsum()
    is_major = ~income & (entries["amount_fen"] >= _MAJOR_FEN)
    return entries.assign(
        entry_no=(by_month.cumcount() + 1).astype("str").str.zfill(3),
        voucher_no=side + (by_side.cumcount() + 1).astype("str").str.zfill(2),
        date=pd.to_datetime(period + "-" + entries["day"].astype("str").str.zfill(2)),
        balance_fen=balance,
        subject_code=_subjects(entries["subject"], period),
        approver=ground.books["approver"].to_numpy(dtype=object)[book],
        note=pd.Series(kinds).map(content.document("ledger")["notes"]).where(is_major),
    )


def _subjects(subject: pd.Series, period: pd.Series) -> pd.Series:
    """Codes of the chart that was in force in each month."""
    old = content.document("ledger")["old_chart"]
    is_old = (period <= old["until"]).to_numpy()
    return subject.mask(is_old, subject.map(old["subjects"]))

"""Ledgers -> every account of the village books by month, double entry, closed in December.

Small spending is paid in cash and the cash box is filled up from the bank to the same level; at
the year's end fixed assets are written off by a fiftieth, income and expense go to 本年收益, from
there to 收益分配, and part of a surplus to 公积公益金. Rents that were not paid in their month are
income without cash, against 应收款. 固定资产 is what the assets of the village's register cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.chance import Chance
from demo.ledgers import CASH_LIMIT_FEN, Ledgers
from demo.rents import Receivables

Fen = NDArray[np.int64]
ACCOUNTS = (
    "101",
    "102",
    "112",
    "141",
    "151",
    "152",
    "211",
    "231",
    "241",
    "301",
    "311",
    "321",
    "322",
    "501",
    "502",
    "503",
    "504",
    "511",
    "512",
    "513",
    "514",
    "515",
)
AT = {code: i for i, code in enumerate(ACCOUNTS)}
INCOME = tuple(AT[code] for code in ("501", "502", "503", "504"))
EXPENSE = tuple(AT[code] for code in ("511", "512", "513", "514", "515"))
_RESERVE_PCT = 30


@dataclass(frozen=True, eq=False)
class TrialBalances:
    """[book, month, account] in 分, for the books at `rows` of the ledgers.

    opening and closing are debit minus credit; before_close holds the sums of income and expense
    accounts of the year before they were closed, in December.
    """

    ledgers: Ledgers
    rows: NDArray[np.int64]
    opening: Fen
    debit: Fen
    credit: Fen
    year_result: Fen

    @cached_property
    def closing(self) -> Fen:
        """Debit minus credit at month's end."""
        return self.opening + self.debit - self.credit


def trial_balances(
    ledgers: Ledgers, receivables: Receivables, costs: Mapping[str, int], chance: Chance
) -> TrialBalances:
    """Trial balances of all village books. costs: 分 of each place's assets, by its code."""
    rows = np.flatnonzero(ledgers.books["kind"] == "村账")
    debit, credit = _postings(ledgers, rows)
    debit[:, :, AT["112"]] += receivables.accrued[rows]
    credit[:, :, AT["501"]] += receivables.accrued[rows]
    places = ledgers.books["place_code"].to_numpy(dtype=object)[rows]
    assets = np.array([costs.get(place, 0) for place in places], dtype=np.int64)
    first = _first_opening(ledgers, rows, receivables.before[rows], assets, chance)
    result = np.zeros_like(debit)
    for month, period in enumerate(ledgers.periods):
        if period.endswith("-12"):
            start = max(0, month - 11)
            _write_off(first, debit, credit, month)
            result[:, month] = (debit - credit)[:, start : month + 1].sum(axis=1)
            _close(result[:, month], debit[:, month], credit[:, month])
    moved = np.cumsum(debit - credit, axis=1)
    opening = first[:, None, :] + moved - (debit - credit)
    return TrialBalances(
        ledgers=ledgers, rows=rows, opening=opening, debit=debit, credit=credit, year_result=result
    )


def _postings(ledgers: Ledgers, rows: NDArray[np.int64]) -> tuple[Fen, Fen]:
    """Each entry against cash or bank, and the cash box filled up again."""
    entries = ledgers.entries[ledgers.entries["book"].isin(rows)]
    book = np.searchsorted(rows, entries["book"].to_numpy())
    month = entries["month"].to_numpy()
    fen = entries["amount_fen"].to_numpy(dtype=np.int64)
    is_income = entries["is_income"].to_numpy(dtype=bool)
    subject = entries["subject"].map(AT).to_numpy(dtype=np.int64)
    money = np.where(~is_income & (fen < CASH_LIMIT_FEN), AT["101"], AT["102"])
    shape = (len(rows), len(ledgers.periods), len(ACCOUNTS))
    debit, credit = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    np.add.at(debit, (book, month, np.where(is_income, money, subject)), fen)
    np.add.at(credit, (book, month, np.where(is_income, subject, money)), fen)
    debit[:, :, AT["101"]] += credit[:, :, AT["101"]]
    credit[:, :, AT["102"]] += credit[:, :, AT["101"]]
    return debit, credit


def _first_opening(
    ledgers: Ledgers, rows: NDArray[np.int64], owed: Fen, assets: Fen, chance: Chance
) -> Fen:
    """What the books begin with: their money, what contracts owe them, what their assets cost.

    资本 is what balances.
    """
    count = len(rows)
    first = np.zeros((count, len(ACCOUNTS)), dtype=np.int64)

    def some(code: str, low: int, high: int, sign: int = 1) -> None:
        first[:, AT[code]] = sign * chance.of(code).integers(low, high, count) * 10_000

    some("101", 20, 40)
    first[:, AT["102"]] = ledgers.opening[rows, 0] - first[:, AT["101"]]
    first[:, AT["112"]] = owed
    some("141", 500, 3000)
    first[:, AT["151"]] = assets
    first[:, AT["152"]] = -first[:, AT["151"]] // 100 * 22
    some("211", 0, 120, -1)
    some("311", 900, 4200, -1)
    some("322", 100, 1500, -1)
    first[:, AT["301"]] = -first.sum(axis=1)
    return first


def _write_off(first: Fen, debit: Fen, credit: Fen, month: int) -> None:
    """A fiftieth of what the fixed assets cost at the beginning, into 经营支出."""
    worth = first[:, AT["151"]] // 50
    debit[:, month, AT["511"]] += worth
    credit[:, month, AT["152"]] += worth


def _close(result: Fen, debit: Fen, credit: Fen) -> None:
    """December: income and expense to 321, 321 to 322, three tenths of a surplus to 311."""
    income, expense = -result[:, INCOME], result[:, EXPENSE]
    debit[:, INCOME] += income
    credit[:, EXPENSE] += expense
    earned, spent = income.sum(axis=1), expense.sum(axis=1)
    surplus, deficit = np.maximum(earned - spent, 0), np.maximum(spent - earned, 0)
    debit[:, AT["321"]] += spent + surplus
    credit[:, AT["321"]] += earned + deficit
    reserved = reserve(surplus)
    debit[:, AT["322"]] += deficit + reserved
    credit[:, AT["322"]] += surplus
    credit[:, AT["311"]] += reserved


def reserve(surplus: Fen) -> Fen:
    """What goes to 公积公益金, in whole yuan."""
    return surplus * _RESERVE_PCT // 10_000 * 100


def table(balances: TrialBalances) -> pd.DataFrame:
    """Rows of accounts that are not empty: book, month (positions), account_code, six sums."""
    opening, closing = balances.opening, balances.closing
    used = (opening != 0) | (balances.debit != 0) | (balances.credit != 0)
    book, month, account = np.nonzero(used)
    at = (book, month, account)
    return pd.DataFrame(
        {
            "book": balances.rows[book],
            "month": month,
            "account_code": np.array(ACCOUNTS, dtype=object)[account],
            "opening_debit_fen": np.maximum(opening[at], 0),
            "opening_credit_fen": np.maximum(-opening[at], 0),
            "debit_fen": balances.debit[at],
            "credit_fen": balances.credit[at],
            "closing_debit_fen": np.maximum(closing[at], 0),
            "closing_credit_fen": np.maximum(-closing[at], 0),
        }
    )

"""Lettings -> receipts as ledger lines, and what village books have as owed (112 应收款).

A village book takes an instalment as income in the month in which it falls due: what is not paid
by the end of that month goes to 应收款, and is paid from there. A group book is a cash book: it
knows a rent when it is paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.lettings import Happening, Row

Fen = NDArray[np.int64]
_INCOME, _RECEIVABLE = "501", "112"
_DISCLOSED = {"资产": "F2.1", "资源": "F2.2"}


@dataclass(frozen=True, eq=False)
class Receivables:
    """What the contracts of village books left unpaid, in 分; group books stand at zero.

    before: owed when the first month began, by [book]. accrued: fell due in a month and was not
    paid in it, by [book, month].
    """

    before: Fen
    accrued: Fen


def lines(
    happenings: Sequence[Happening], books: pd.DataFrame, periods: Sequence[str]
) -> pd.DataFrame:
    """Receipts of the months as ledger lines: the columns of ledger_lines, and contract_no."""
    contracts = _contracts(happenings)
    position = {book: i for i, book in enumerate(books["book_id"])}
    month = {period: i for i, period in enumerate(periods)}
    rows = [
        _line(h.row, contracts[h.row["contract_no"]], position, month, books)
        for h in happenings
        if h.table == "receipts" and f"{h.day:%Y-%m}" in month
    ]
    return pd.DataFrame(rows)


def _contracts(happenings: Sequence[Happening]) -> dict[str, Row]:
    return {h.row["contract_no"]: h.row for h in happenings if h.table == "contracts"}


def _line(
    receipt: Row,
    contract: Row,
    position: Mapping[str, int],
    month: Mapping[str, int],
    books: pd.DataFrame,
) -> Row:
    paid, due, book = receipt["date"], receipt["due"], position[contract["book_id"]]
    is_late = f"{due:%Y-%m}" < f"{paid:%Y-%m}"
    is_booked = is_late and books["kind"].iloc[book] == "村账"
    return {
        "book": book,
        "month": month[f"{paid:%Y-%m}"],
        "day": paid.day,
        "is_income": True,
        "subject": _RECEIVABLE if is_booked else _INCOME,
        "disclosure": _DISCLOSED[contract["subject_kind"]],
        "summary": f"收{_what(contract)}（{due.year} 年{'，补交' if is_late else ''}）",
        "amount_fen": receipt["amount_fen"],
        "handler": books["handler_1"].iloc[book],
        "witness": books["witness_1"].iloc[book],
        "files": 2,
        "contract_no": receipt["contract_no"],
    }


def receivables(
    happenings: Sequence[Happening], books: pd.DataFrame, periods: Sequence[str]
) -> Receivables:
    """What stays owed of all instalments, month by month."""
    due = _of_villages(happenings, "schedule", books)
    paid = _of_villages(happenings, "receipts", books)
    due_month, paid_month = (paid[day].dt.strftime("%Y-%m") for day in ("due", "date"))
    is_late = due_month < paid_month
    accrued = _by_month(due, due["due"].dt.strftime("%Y-%m"), books, periods)
    accrued -= _by_month(paid[~is_late], due_month[~is_late], books, periods)
    late = _by_month(paid[is_late], paid_month[is_late], books, periods)
    return Receivables(before=accrued[:, 0] - late[:, 0], accrued=accrued[:, 1:])


def debts(
    happenings: Sequence[Happening],
    books: pd.DataFrame,
    periods: Sequence[str],
    months_owed: Sequence[int],
) -> pd.DataFrame:
    """Who owes each village book an instalment at the end of some months (positions in periods).

    A row an instalment: book and month (positions), party as the contract has it, since (the day it
    fell due), amount_fen, reason. Their sums are what `receivables` leaves in 112.
    """
    contracts = _contracts(happenings)
    villages = {b: i for i, b in enumerate(books["book_id"]) if books["kind"].iloc[i] == "村账"}
    contracts_of_villages = {no: c for no, c in contracts.items() if c["book_id"] in villages}
    rows = [
        (
            villages[contracts_of_villages[no]["book_id"]],
            month,
            contracts_of_villages[no]["lessee"],
            day,
            fen,
            _unpaid(contracts_of_villages[no], day),
        )
        for month in months_owed
        for (no, day), fen in sorted(_left(happenings, periods[month]).items())
        if fen and no in contracts_of_villages
    ]
    return pd.DataFrame(rows, columns=["book", "month", "party", "since", "amount_fen", "reason"])


def _left(happenings: Sequence[Happening], period: str) -> dict[tuple[str, date], int]:
    """What is not paid at the end of a month of each instalment that fell due until then."""
    left = {
        (h.row["contract_no"], h.row["due"]): int(h.row["amount_fen"])
        for h in happenings
        if h.table == "schedule" and f"{h.row['due']:%Y-%m}" <= period
    }
    for h in happenings:
        if h.table == "receipts" and f"{h.row['date']:%Y-%m}" <= period:
            key = (h.row["contract_no"], h.row["due"])
            if key in left:
                left[key] -= h.row["amount_fen"]
    return left


def _unpaid(contract: Row, due: date) -> str:
    return f"{_what(contract)}（{due.year} 年）没有交清"


def _what(contract: Row) -> str:
    """What is paid: `老校舍租金`."""
    name = contract["title"].partition("合同")[0].removesuffix(contract["form"])
    return f"{name}{'承包款' if contract['form'] == '承包' else '租金'}"


def _of_villages(happenings: Sequence[Happening], table: str, books: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table of holdings on contracts of village books: book_id, amount_fen, its days."""
    contracts = _contracts(happenings)
    rows = [
        {"book_id": contracts[h.row["contract_no"]]["book_id"], **h.row}
        for h in happenings
        if h.table == table
    ]
    frame = pd.DataFrame(rows, columns=["book_id", "amount_fen", "due", "date"])
    frame = frame.astype({"due": "datetime64[s]", "date": "datetime64[s]"})
    return frame[frame["book_id"].isin(books["book_id"][books["kind"] == "村账"])]


def _by_month(
    frame: pd.DataFrame, period: pd.Series, books: pd.DataFrame, periods: Sequence[str]
) -> Fen:
    """分 by [book, month], the first column for all that was before; what comes after is left."""
    sums = np.zeros((len(books), 1 + len(periods)), dtype=np.int64)
    is_known = (period <= periods[-1]).to_numpy(dtype=bool)
    book = pd.Index(books["book_id"]).get_indexer(pd.Index(frame["book_id"]))[is_known]
    month = np.searchsorted(np.array(periods), period.to_numpy(dtype=str), side="right")[is_known]
    np.add.at(sums, (book, month), frame["amount_fen"].to_numpy(dtype=np.int64)[is_known])
    return sums

"""Tables -> which of the 44 items each book disclosed in each of the last twelve months.

农经发〔2011〕13号. Income and expense items are those of the month's lines; assets, claims and
debts those of the month's trial balance; plans are of the month's year, the distribution of the
year before. Where the table is published and holds nothing under an item, the item is said: 没有.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mingbai.county import County
from mingbai.kinds.accounts import frames, reference
from mingbai.kinds.accounts.frames import Ints
from mingbai.read import Tables

MONTHS = 12
NOT_PUBLISHED, NOTHING, DISCLOSED = 0, 1, 2
_TABLES = {
    "F1": "plans",
    "F2": "entries",
    "F3": "entries",
    "F4": "trial_balances",
    "F6": "trial_balances",
    "F7": "statements",
}


@dataclass(frozen=True)
class Coverage:
    """Books × the 44 items × the last twelve months.

    books, items, periods: what the axes are. state: NOT_PUBLISHED, NOTHING or DISCLOSED.
    amount_fen: what was disclosed, 0 elsewhere; of a year's plan or statement, in each month.
    """

    books: Sequence[str]
    items: Sequence[str]
    periods: Sequence[str]
    state: npt.NDArray[np.int8]
    amount_fen: Ints

    def of(self, book_id: str) -> tuple[npt.NDArray[np.int8], Ints]:
        """State and amount of one book: items × months."""
        at = self.books.index(book_id)
        return self.state[at], self.amount_fen[at]


def numbered_items() -> Sequence[str]:
    """The 44 items in the order of the law, without the eight heads."""
    return [code for code in reference.items().index if "." in code]


def coverage(tables: Tables, county: County, last: int) -> Coverage:
    """All registered books, in twelve months up to `last` (months since year 0)."""
    books = sorted(map(str, county.books.index))
    items, periods = numbered_items(), _periods(last)
    shape = (len(books), len(items), len(periods))
    amount_fen = np.zeros(shape, np.int64)
    is_found, is_published = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    heads = np.array([_TABLES[item.split(".")[0]] for item in items])
    for table, rows in _rows(tables, periods).items():
        book = pd.Index(books).get_indexer(pd.Index(rows["book_id"]))
        for at, period in enumerate(periods):
            is_of_month = (rows["period"] == _period_of(table, period)).to_numpy(bool)
            of_month, of_book = rows[is_of_month], book[is_of_month]
            is_published[np.ix_(np.unique(of_book), heads == table, np.array([at]))] = True
            item = pd.Index(items).get_indexer(pd.Index(of_month["item"]))
            is_known = item >= 0
            places = (of_book[is_known], item[is_known], np.full(int(is_known.sum()), at))
            np.add.at(amount_fen, places, of_month["fen"].to_numpy(np.int64)[is_known])
            is_found[places] |= of_month["is_line"].to_numpy(bool)[is_known]
    state = np.where(is_found, DISCLOSED, np.where(is_published, NOTHING, NOT_PUBLISHED))
    return Coverage(books, items, periods, state.astype(np.int8), amount_fen)


def last_month(tables: Tables) -> int:
    """The newest month that anyone published, in months since year 0; 0 before there is any."""
    months = tables.shared(frames.monthly_statements).frame["month"]
    return int(months.max()) if len(months) else 0


def _periods(last: int) -> Sequence[str]:
    return [frames.period(month) for month in range(last - MONTHS + 1, last + 1)]


def _period_of(table: str, month: str) -> str:
    """Which period of a table a month is told by."""
    year = int(month[:4])
    return {"plans": str(year), "statements": str(year - 1)}.get(table, month)


def _rows(tables: Tables, periods: Sequence[str]) -> dict[str, pd.DataFrame]:
    """By table: book_id, period, item ("" for a line of none), fen, is_line.

    A month whose statement is published has told of every income and expense item, unless it has
    sums without lines.
    """
    plans, annual = tables.frame("plans"), tables.frame("statements")
    balances = tables.frame("trial_balances")
    closing = (balances["closing_debit_fen"] - balances["closing_credit_fen"]).abs()
    planned = _line_items("plans", plans["disclosure_code"], plans, plans["amount_fen"])
    any_plan = planned.assign(item="F1.1")
    return {
        "entries": pd.concat([_entries(tables, periods), _statements_with_lines(tables)]),
        "plans": pd.concat([planned, any_plan]),
        "trial_balances": _line_items(
            "trial_balances", balances["account_code"].str[:3], balances, closing
        ),
        "statements": _line_items("statements", annual["line"], annual, annual["amount_fen"]),
    }


def _entries(tables: Tables, periods: Sequence[str]) -> pd.DataFrame:
    frame = tables.frame("entries")
    frame = frame[frame["period"].isin(periods)]
    return pd.DataFrame(
        {
            "book_id": frame["book_id"],
            "period": frame["period"],
            "item": frame["disclosure_code"],
            "fen": frame["amount_fen"],
            "is_line": True,
        }
    )


def _statements_with_lines(tables: Tables) -> pd.DataFrame:
    frame = tables.shared(frames.monthly_statements).frame
    has_lines = tables.shared(frames.entries).count > 0
    is_empty = ((frame["income_fen"] == 0) & (frame["expense_fen"] == 0)).to_numpy(bool)
    covered = frame.loc[has_lines | is_empty, ["book_id", "period"]]
    return covered.assign(item="", fen=0, is_line=False)


def _line_items(table: str, keys: pd.Series, frame: pd.DataFrame, fen: pd.Series) -> pd.DataFrame:
    """The item that each line is evidence of; a line without an amount is none."""
    known = reference.evidence()
    known = known[(known["table"] == table) & (known["key"] != "")]
    period = frame["period"] if "period" in frame else frame["year"]
    charts = {p: reference.chart_of(p) for p in period.unique()}
    chart = period.map(charts) if table == "trial_balances" else pd.Series("", index=frame.index)
    wanted = pd.MultiIndex.from_arrays([chart.astype("object"), keys.astype("object")])
    items = pd.Series(
        known["item"].to_numpy(object), pd.MultiIndex.from_frame(known[["chart", "key"]])
    )
    return pd.DataFrame(
        {
            "book_id": frame["book_id"],
            "period": period,
            "item": items.reindex(wanted).fillna("").to_numpy(object),
            "fen": fen,
            "is_line": fen != 0,
        }
    )

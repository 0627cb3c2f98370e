"""Last month's books -> the rows a clerk's workbook of this month begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from mingbai import dates
from mingbai.county import County
from mingbai.model import FirstValue, Formula
from mingbai.read import Tables

Row = Mapping[str, FirstValue]


def first_rows(
    tables: Tables, county: County, publisher: str, period: str
) -> Mapping[str, Sequence[Row]]:
    """A statement for each book that the publisher keeps, its accounts and funds with openings.

    Openings are the closings of the month before; what can be computed is a formula over the
    fields of its row. Nothing for a period that is no month.
    """
    if not dates.is_month(period):
        return {}
    books = county.books
    begun = (books["since"] <= period) & ~(books["until"] < period)
    kept_books = books[(books["keeper"] == publisher) & begun].sort_index()
    before = dates.before(period)
    return {
        "sheets": tuple(_statements(tables, kept_books["book_id"], period, before)),
        "trial_balances": tuple(_balances(tables, kept_books["book_id"], period, before)),
        "funds": tuple(_funds(tables, kept_books["book_id"], period, before)),
    }


def _of_month(tables: Tables, table: str, books: pd.Series, month: str) -> pd.DataFrame:
    frame = tables.frame(table)
    return frame[(frame["period"] == month) & frame["book_id"].isin(books)]


def _yuan(fen: object) -> Decimal:
    return Decimal(int(str(fen))) / 100


def _statements(tables: Tables, books: pd.Series, period: str, before: str) -> Iterator[Row]:
    last = _of_month(tables, "sheets", books, before).set_index("book_id")
    is_january = period.endswith("-01")
    for book in books:
        row: dict[str, FirstValue] = {"book_id": book, "period": period}
        income, expense = Decimal(0), Decimal(0)
        if book in last.index:
            row["opening"] = _yuan(last["closing_fen"][book])
            if not is_january:
                income = _yuan(last["ytd_income_fen"][book])
                expense = _yuan(last["ytd_expense_fen"][book])
        row["closing"] = Formula("={opening}+{income}-{expense}")
        row["ytd_income"] = Formula(f"={income}+{{income}}")
        row["ytd_expense"] = Formula(f"={expense}+{{expense}}")
        yield row


def _balances(tables: Tables, books: pd.Series, period: str, before: str) -> Iterator[Row]:
    last = _of_month(tables, "trial_balances", books, before)
    columns = ("book_id", "account_code", "closing_debit_fen", "closing_credit_fen")
    for book, account, debit, credit in zip(*(last[name] for name in columns), strict=True):
        yield {
            "book_id": book,
            "period": period,
            "account_code": account,
            "opening_debit": _yuan(debit),
            "opening_credit": _yuan(credit),
        }


def _funds(tables: Tables, books: pd.Series, period: str, before: str) -> Iterator[Row]:
    last = _of_month(tables, "funds", books, before)
    columns = ("book_id", "fund_no", "name", "closing_fen")
    for book, number, name, closing in zip(*(last[one] for one in columns), strict=True):
        yield {
            "book_id": book,
            "period": period,
            "fund_no": number,
            "name": name,
            "opening": _yuan(closing),
            "closing": Formula("={opening}+{received}-{spent}"),
        }

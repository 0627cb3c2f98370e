"""Entries and last month -> the sums of a monthly statement, and the balance after each entry."""

from __future__ import annotations

import pandas as pd

from mingbai import dates
from mingbai.county import County
from mingbai.model import Computed
from mingbai.money import plain_yuan_column
from mingbai.read import Tables

_STATEMENT = ["book_id", "period"]
_SUMS = ("income", "expense")


def _statements(tables: Tables) -> pd.DataFrame:
    """Statements with every amount that follows, in fen (Int64), absent where it does not.

    Openings are last month's closings; the year begins anew in January. A book's first month says
    what it takes over itself.
    """
    frame = tables.frame("sheets")
    key = pd.MultiIndex.from_frame(frame[_STATEMENT])
    last_key = pd.MultiIndex.from_arrays([frame["book_id"], frame["period"].map(dates.before)])
    by_key = frame.set_axis(key).loc[lambda one: ~one.index.duplicated()]
    entries = tables.frame("entries")
    columns: dict[str, pd.Series] = {}

    def last(column: str) -> pd.Series:
        return by_key[column].reindex(last_key).set_axis(frame.index).astype("Int64")

    columns["opening"] = frame["opening_fen"].astype("Int64").fillna(last("closing_fen"))
    for name, direction in zip(_SUMS, ("收入", "支出"), strict=True):
        amounts = entries[entries["direction"] == direction].groupby(_STATEMENT)["amount_fen"].sum()
        of_entries = amounts.reindex(key, fill_value=0).set_axis(frame.index).astype("Int64")
        columns[name] = frame[f"{name}_fen"].astype("Int64").fillna(of_entries)
    closing = columns["opening"] + columns["income"] - columns["expense"]
    columns["closing"] = frame["closing_fen"].astype("Int64").fillna(closing)
    is_new_year = frame["period"].str.endswith("-01")
    for name in _SUMS:
        before = last(f"ytd_{name}_fen").mask(is_new_year, 0)
        year = frame[f"ytd_{name}_fen"].astype("Int64")
        columns[f"ytd_{name}"] = year.fillna(before + columns[name])
    return pd.DataFrame(columns)


def _of_statements(tables: Tables, county: County) -> pd.DataFrame:
    """The amounts of statements as yuan."""
    del county
    return _statements(tables).apply(plain_yuan_column)


def _of_entries(tables: Tables, county: County) -> pd.DataFrame:
    """The balance after each entry, from the opening on, in the order of their numbers."""
    del county
    statements = tables.frame("sheets")
    opening = _statements(tables)["opening"]
    opening = opening.set_axis(pd.MultiIndex.from_frame(statements[_STATEMENT]))
    opening = opening[~opening.index.duplicated()]
    entries = tables.frame("entries").sort_values([*_STATEMENT, "entry_no"], kind="stable")
    signed = entries["amount_fen"].where(entries["direction"] == "收入", -entries["amount_fen"])
    running = signed.groupby([entries["book_id"], entries["period"]]).cumsum().astype("Int64")
    first = opening.reindex(pd.MultiIndex.from_frame(entries[_STATEMENT])).set_axis(entries.index)
    return pd.DataFrame({"balance": plain_yuan_column(running + first)})


COMPUTED = (
    Computed(
        "sheets",
        ("opening", "income", "expense", "closing", "ytd_income", "ytd_expense"),
        _of_statements,
        carried=("opening", "ytd_income", "ytd_expense"),
    ),
    Computed("entries", ("balance",), _of_entries),
)

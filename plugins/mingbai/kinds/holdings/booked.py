"""Receipts beside the ledgers they went into: each voucher that a receipt names, on both sides."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.holdings.reads import ENTRIES, SHEETS
from mingbai.read import Tables

_VOUCHER = ["book_id", "period", "voucher_no", "contract_no"]


def booked(tables: Tables, county: County) -> pd.DataFrame:
    """Receipts that name a voucher of a month whose sheet is published, on their own index.

    Adds book_id, period (`2026-06`), paid_fen (all that receipts of the contract put into that
    voucher), booked_fen (what the ledger has there for the contract, or for none that it names)
    and lines (how many ledger lines that is). Empty where the ledgers have faults of their own.
    """
    receipts, contracts = tables.frame("receipts"), tables.frame("contracts")
    books = contracts.set_index("contract_no")["book_id"]
    named = receipts.assign(
        book_id=lookup(receipts["contract_no"], books),
        period=receipts["date"].dt.strftime("%Y-%m"),
    )
    named = named[named["voucher_no"].notna() & _is_published(named, county)]
    lines = _lines(named, county)
    at = pd.MultiIndex.from_frame(named[_VOUCHER])
    return named.assign(
        paid_fen=named.groupby(_VOUCHER)["amount_fen"].transform("sum"),
        booked_fen=lines["amount_fen"].reindex(at, fill_value=0).to_numpy(),
        lines=lines["count"].reindex(at, fill_value=0).to_numpy(),
    )


def _is_published(named: pd.DataFrame, county: County) -> pd.Series:
    """Whether the book's sheet of the month is there to compare with."""
    months = pd.MultiIndex.from_frame(named[["book_id", "period"]])
    known = pd.MultiIndex.from_frame(county.frame(SHEETS)[["book_id", "period"]])
    return pd.Series(months.isin(known), index=named.index)


def _lines(named: pd.DataFrame, county: County) -> pd.DataFrame:
    """By voucher and contract: amount_fen and count of the income lines that may stand for it."""
    asked = named[_VOUCHER].drop_duplicates()
    if asked.empty:
        empty = pd.MultiIndex.from_frame(asked)
        return pd.DataFrame({"amount_fen": [], "count": []}, index=empty, dtype="int64")
    entries = county.frame(ENTRIES)
    income = entries[(entries["direction"] == "收入") & entries["voucher_no"].notna()]
    own = income[[*_VOUCHER, "amount_fen"]].rename(columns={"contract_no": "told"})
    found = asked.merge(own, on=_VOUCHER[:3])
    found = found[found["told"].isna() | (found["told"] == found["contract_no"])]
    by = found.groupby(_VOUCHER)["amount_fen"]
    return pd.DataFrame({"amount_fen": by.sum(), "count": by.size()})

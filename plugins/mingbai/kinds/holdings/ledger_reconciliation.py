"""Receipts beside the ledgers they went into: each voucher that a receipt names, on both sides."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.dates import month_column
from mingbai.kinds.holdings.reads import ENTRIES, SHEETS
from mingbai.read import Tables

_VOUCHER = ["book_id", "period", "voucher_no", "contract_no"]


def reconciled_receipts(tables: Tables, county: County) -> pd.DataFrame:
    """Receipts that name a voucher of a month whose sheet is published, on their own index.

    Adds book_id, period (`2026-06`), paid_fen (all that receipts of the contract put into that
    voucher), booked_fen (what the ledger has there for the contract, or for none that it names)
    and lines (how many ledger lines that is). Empty where the ledgers have faults of their own.
    """
    receipts, contracts = tables.frame("receipts"), tables.frame("contracts")
    books = contracts.set_index("contract_no")["book_id"]
    with_voucher = receipts.assign(
        book_id=lookup(receipts["contract_no"], books),
        period=month_column(receipts["date"]),
    )
    with_voucher = with_voucher[
        with_voucher["voucher_no"].notna() & _is_published(with_voucher, county)
    ]
    ledger_sums = _lines(with_voucher, county)
    vouchers = pd.MultiIndex.from_frame(with_voucher[_VOUCHER])
    return with_voucher.assign(
        paid_fen=with_voucher.groupby(_VOUCHER)["amount_fen"].transform("sum"),
        booked_fen=ledger_sums["amount_fen"].reindex(vouchers, fill_value=0).to_numpy(),
        lines=ledger_sums["count"].reindex(vouchers, fill_value=0).to_numpy(),
    )


def uncompared_receipts(tables: Tables, county: County) -> pd.Series:
    """Why each receipt that no ledger was compared with was not, in words behind a number.

    `笔没有凭证号`, `笔当月的账还没有公开`; on the index of the receipts, those compared left out.
    """
    receipts = tables.frame("receipts")
    others = receipts.loc[receipts.index.difference(reconciled_receipts(tables, county).index)]
    reason = pd.Series("笔当月的账还没有公开", index=others.index, dtype="str")
    return reason.mask(others["voucher_no"].isna(), "笔没有凭证号")


def _is_published(with_voucher: pd.DataFrame, county: County) -> pd.Series:
    """Whether the book's sheet of the month is there to compare with."""
    months = pd.MultiIndex.from_frame(with_voucher[["book_id", "period"]])
    published_months = pd.MultiIndex.from_frame(county.frame(SHEETS)[["book_id", "period"]])
    return pd.Series(months.isin(published_months), index=with_voucher.index)


def _lines(with_voucher: pd.DataFrame, county: County) -> pd.DataFrame:
    """By voucher and contract: amount_fen and count of the income lines that may stand for it."""
    vouchers = with_voucher[_VOUCHER].drop_duplicates()
    if vouchers.empty:
        empty = pd.MultiIndex.from_frame(vouchers)
        return pd.DataFrame({"amount_fen": [], "count": []}, index=empty, dtype="int64")
    entries = county.frame(ENTRIES)
    income = entries[(entries["direction"] == "收入") & entries["voucher_no"].notna()]
    income_lines = income[[*_VOUCHER, "amount_fen"]].rename(columns={"contract_no": "told"})
    matches = vouchers.merge(income_lines, on=_VOUCHER[:3])
    matches = matches[matches["told"].isna() | (matches["told"] == matches["contract_no"])]
    amounts = matches.groupby(_VOUCHER)["amount_fen"]
    return pd.DataFrame({"amount_fen": amounts.sum(), "count": amounts.size()})

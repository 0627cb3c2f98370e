"""What collective holdings offer to other kinds: what they say that a ledger says too."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.dates import month_column
from mingbai.kinds.holdings.contracts import contract_balances, contract_terms, until
from mingbai.kinds.holdings.reads import SHEETS
from mingbai.model import Offer
from mingbai.read import Tables

_VILLAGE_BOOK = "村账"
_TOLD = ("row", "title", "scope", "thing", "place", "agency")
RECEIPTS = side_frame("holdings", "receipts", ("book_id", "period", "voucher_no"), *_TOLD)
ARREARS = side_frame("holdings", "arrears", ("book_id", "period"), *_TOLD)
ASSET_COSTS = side_frame("holdings", "asset_costs", ("book_id", "period"), *_TOLD, "why_not")


def _receipts(tables: Tables, county: County) -> pd.DataFrame:
    """Receipts of rent since their book is published, on their own index.

    What was received before has no ledger here that it could be compared with.
    """
    frame = tables.frame("receipts")
    contracts = tables.shared(contract_terms).set_index("contract_no")
    number = frame["contract_no"]
    book = lookup(number, contracts["book_id"])
    day = frame["date"].dt.strftime("%Y-%m-%d").astype("str")
    period = month_column(frame["date"])
    first = lookup(book, county.frame(SHEETS).groupby("book_id")["period"].min())
    is_older = (period < first).fillna(value=False).astype(bool)
    rows = frame.assign(
        book_id=book,
        period=period,
        value=frame["amount_fen"],
        row="holdings/receipts/" + number + "/" + frame["receipt_no"],
        title=lookup(number, contracts["title"]) + "，" + day + "收款",
        scope="contract",
        thing=number,
        place=lookup(number, contracts["place_code"]),
        agency=lookup(book, county.books["keeper"]),
    )
    return rows[~is_older]


def _arrears(tables: Tables, county: County) -> pd.DataFrame:
    """Village books that have contracts: what is owed to each, up to the last day that is told.

    On the index of the book's first contract. Group books have no account of what is owed to them.
    """
    terms = tables.shared(contract_terms)
    owed = lookup(terms["contract_no"], contract_balances(tables)["arrears_fen"])
    is_village = lookup(terms["book_id"], county.books["kind"]) == _VILLAGE_BOOK
    rows = terms.assign(owed_fen=owed.astype("int64"), period=month_column(terms["until"]))
    rows = rows[is_village.fillna(value=False).astype(bool)]
    keys = [rows["book_id"], rows["period"]]
    first = rows[~rows.duplicated(["book_id", "period"])]
    sums = rows["owed_fen"].groupby(keys).transform("sum")
    book = first["book_id"]
    return first.assign(
        value=sums.reindex(first.index).astype("int64"),
        row="holdings/arrears/" + book + "/" + first["period"],
        title=lookup(book, county.books["name"]) + "的欠租",
        scope="book",
        thing=book,
        place=lookup(book, county.books["place_code"]),
        agency=lookup(book, county.books["keeper"]),
    )


def _asset_costs(tables: Tables, county: County) -> pd.DataFrame:
    """Village books that have assets: what these cost, up to the last day that is told.

    On the index of the book's first asset. Group books have no account of assets. Where an asset
    has no cost, the sum is none: why_not says of how many.
    """
    villages = county.books[county.books["kind"] == _VILLAGE_BOOK]
    books = pd.Series(villages.index, index=pd.Index(villages["place_code"]), dtype="str")
    frame = tables.frame("assets")
    rows = frame.assign(
        book_id=lookup(frame["place_code"], books[~books.index.duplicated()]),
        until=until(tables, "assets"),
    )
    is_later = (rows["acquired"] > rows["until"]).fillna(value=False).astype(bool)
    rows = rows[rows["book_id"].notna() & ~is_later]
    rows = rows.assign(period=month_column(rows["until"]))
    keys = [rows["book_id"], rows["period"]]
    without = rows["cost_fen"].isna().groupby(keys).transform("sum").astype("int64")
    sums = rows["cost_fen"].fillna(0).astype("int64").groupby(keys).transform("sum")
    rows = rows.assign(value=sums, without=without).drop_duplicates(["book_id", "period"])
    book = rows["book_id"]
    why = "有 " + rows["without"].astype("str") + " 项资产没有写原值"
    return rows.assign(
        row="holdings/asset_costs/" + book + "/" + rows["period"],
        title=lookup(book, county.books["name"]) + "的固定资产",
        scope="book",
        thing=book,
        place=lookup(book, county.books["place_code"]),
        agency=lookup(book, county.books["keeper"]),
        why_not=why.where(rows["without"] > 0, ""),
    )


OFFERS = (
    Offer(
        name="receipts",
        meaning="rent that was received, with the voucher that it says it went into",
        columns=RECEIPTS.columns,
        make=_receipts,
    ),
    Offer(
        name="arrears",
        meaning="a village's book and month: the rent that was due and not paid",
        columns=ARREARS.columns,
        make=_arrears,
    ),
    Offer(
        name="asset_costs",
        meaning="a village's book and month: what the assets of its register cost",
        columns=ASSET_COSTS.columns,
        make=_asset_costs,
    ),
)

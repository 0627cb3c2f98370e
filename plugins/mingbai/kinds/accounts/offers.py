"""What village accounts offer to other kinds."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import side_frame
from mingbai.county import PUBLISHED_LINES, County
from mingbai.dates import months_zh
from mingbai.kinds.accounts import frames
from mingbai.kinds.accounts.disclosures import row_urls
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

# In the charts of 2004 and 2023 alike: 应收款, 固定资产.
_RECEIVABLES, _FIXED_ASSETS = "112", "151"


def _sheets(tables: Tables, _: County) -> pd.DataFrame:
    frame = tables.frame("sheets")
    years = "/accounts/" + frame["book_id"] + "/" + frame["period"].str[:4] + "/"
    return frame.assign(url=years + "#" + frame["period"].str[5:])


def _lines(direction: str) -> Callable[[Tables, County], pd.DataFrame]:
    """`Offer.make` of the lines of one direction that name a voucher, with their amounts."""

    def lines(tables: Tables, _: County) -> pd.DataFrame:
        frame = tables.frame("entries")
        is_chosen = (frame["direction"] == direction) & frame["voucher_no"].notna()
        columns = [name for name in _LINE if name != "value"]
        return frame.loc[is_chosen, columns].assign(value=frame.loc[is_chosen, "amount_fen"])

    return lines


def _debit_balances(account: str) -> Callable[[Tables, County], pd.DataFrame]:
    """`Offer.make` of what stands on the debit side of an account at the end of each month."""

    def balances(tables: Tables, county: County) -> pd.DataFrame:
        """Months of books with a trial balance: the account's debit less credit, 0 where nothing.

        On the index of the month's row of the account, else of its first row. Details count where
        the account itself is not listed.
        """
        frame = tables.frame("trial_balances")
        month = [frame["book_id"], frame["period"]]
        is_top = frame["account_code"].str[: len(account)] == account
        is_whole = is_top & (frame["account_code"].str.len() == len(account))
        has_whole = is_whole.groupby(month).transform("any")
        counted = is_whole | (is_top & ~has_whole)
        net = (frame["closing_debit_fen"] - frame["closing_credit_fen"]).where(counted, 0)
        rows = frame.assign(net_fen=net.groupby(month).transform("sum"), rank=~is_top)
        first = rows.sort_values("rank", kind="stable").drop_duplicates(["book_id", "period"])
        book = first["book_id"]
        urls = "/accounts/" + book + "/" + first["period"].str[:4] + "/#" + first["period"].str[5:]
        return first.assign(
            value=first["net_fen"].astype("int64"),
            row="accounts/trial_balances/" + book + "/" + first["period"] + "/" + account,
            url=urls,
            place=lookup(book, county.books["place_code"]),
            agency=lookup(book, county.books["keeper"]),
        )

    return balances


def _published_lines(tables: Tables, county: County) -> pd.DataFrame:
    """How many lines each month of a book has, and since when they are public."""
    statements = tables.shared(frames.monthly_statements).frame
    return pd.DataFrame(
        {
            "place": lookup(statements["book_id"], county.books["place_code"]),
            "day": statements["public_since"],
            "title": lookup(statements["book_id"], county.books["name"])
            + " "
            + months_zh(statements["period"], county.as_of),
            "lines": tables.shared(frames.entries).count,
            "url": row_urls("sheets", statements),
        }
    ).astype(dict(PUBLISHED_LINES.columns))


_LINE = {
    "book_id": "str",
    "period": "str",
    "voucher_no": "str",
    "contract_no": "str",
    "value": "int64",
}
OFFERS = (
    Offer(
        name="sheets",
        meaning="a month of a book that was published, and where it stands",
        columns={"book_id": "str", "period": "str", "url": "str"},
        make=_sheets,
    ),
    Offer(
        name="entries",
        meaning="a line of a book, as it was published",
        columns={
            "book_id": "str",
            "period": "str",
            "voucher_no": "str",
            "contract_no": "str",
            "direction": "str",
            "amount_fen": "int64",
        },
        make=rows_of("entries"),
    ),
    Offer(
        name="income_lines",
        meaning="a line of income of a book, by its voucher",
        columns=_LINE,
        make=_lines("收入"),
    ),
    Offer(
        name="expense_lines",
        meaning="a line of expense of a book, by its voucher",
        columns=_LINE,
        make=_lines("支出"),
    ),
    Offer(
        name="receivables",
        meaning="a month of a book with a trial balance: what is owed to it (应收款)",
        columns=side_frame(
            "accounts", "receivables", ("book_id", "period"), "row", "url", "place", "agency"
        ).columns,
        make=_debit_balances(_RECEIVABLES),
    ),
    Offer(
        name="fixed_assets",
        meaning="a month of a book with a trial balance: what its fixed assets cost (固定资产)",
        columns=side_frame(
            "accounts", "fixed_assets", ("book_id", "period"), "row", "url", "place", "agency"
        ).columns,
        make=_debit_balances(_FIXED_ASSETS),
    ),
    Offer(
        name=PUBLISHED_LINES.name,
        meaning="the lines of a month of a book: whose, since when public, how many",
        columns=PUBLISHED_LINES.columns,
        make=_published_lines,
    ),
)

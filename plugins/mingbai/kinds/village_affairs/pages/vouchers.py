"""Payments -> the voucher of each, linked to the month of the book in which it is booked."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.dates import month_column
from mingbai.kinds.village_affairs.reads import SHEETS
from mingbai.page import Cells, Column


def voucher_column(frame: pd.DataFrame, county: County) -> tuple[Column, Cells]:
    """The voucher of each row, linked to its month of the book where that is published."""
    sheets = county.frame(SHEETS)
    months = pd.MultiIndex.from_frame(sheets[["book_id", "period"]])
    urls = pd.Series(sheets["url"].to_numpy(), index=months, dtype="object")
    asked = pd.MultiIndex.from_arrays([frame["book_id"], month_column(frame["date"])])
    found = urls.reindex(asked)
    links = [None if pd.isna(url) else url for url in found]
    names = [None if pd.isna(v) else f"凭证 {v}" for v in frame["voucher_no"]]
    return Column("在账上哪一笔"), Cells(names, urls=links)

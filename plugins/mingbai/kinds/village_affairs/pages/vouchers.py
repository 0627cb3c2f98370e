"""Payments -> the voucher of each, linked to the month of the book in which it is booked."""

from __future__ import annotations

import pandas as pd

from mingbai.dates import month_column
from mingbai.kinds.village_affairs.reads import SHEETS
from mingbai.model import Edition
from mingbai.page import Cells, Column


def voucher_column(frame: pd.DataFrame, edition: Edition) -> tuple[Column, Cells]:
    """The voucher of each row, linked to its month of the book where that is published."""
    urls = edition.shared(_month_urls)
    months = zip(frame["book_id"], month_column(frame["date"]), strict=True)
    names = [None if pd.isna(v) else f"凭证 {v}" for v in frame["voucher_no"]]
    return Column("在账上哪一笔"), Cells(names, urls=[urls.get(month) for month in months])


def _month_urls(edition: Edition) -> dict[tuple[str, str], str]:
    """Where each month of a book stands, by book and month (`2026-06`)."""
    sheets = edition.county.frame(SHEETS)
    columns = (sheets[name] for name in ("book_id", "period", "url"))
    return {(book, period): url for book, period, url in zip(*columns, strict=True)}

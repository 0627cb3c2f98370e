"""Days -> ISO texts, `2026-07-10`: one day, a pandas column, a polars column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_ISO = "%Y-%m-%d"


def iso(day: date) -> str:
    """A date, or the day of a timestamp -> `2026-07-10`."""
    return day.isoformat()[:10]


def iso_column(days: pd.Series) -> pd.Series:
    """As `iso`, on a column of datetime64; absent stays absent, the index stays."""
    texts: pd.Series = days.dt.strftime(_ISO)
    return texts


def iso_texts(days: pl.Series) -> pl.Series:
    """As `iso`, on a column of dates or datetimes; absent stays null."""
    return days.dt.strftime(_ISO)

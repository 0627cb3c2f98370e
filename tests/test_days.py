"""Days are written the same way one by one and by columns."""

import datetime

import pandas as pd
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from mingbai.dates import iso, iso_column, iso_texts

DAYS = st.lists(
    st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), min_size=1
)


@given(DAYS)
def test_days_by_columns_read_as_one_by_one(days):
    """Absent stays absent, the index stays, a timestamp is its day."""
    series = pd.Series(days, dtype="datetime64[s]", index=range(5, 5 + len(days)))
    expected = [None if day is None else iso(day) for day in days]
    written = iso_column(series)
    assert written.astype(object).where(written.notna(), None).tolist() == expected
    assert written.index.equals(series.index)
    assert iso_texts(pl.from_pandas(series.reset_index(drop=True))).to_list() == expected
    stamps = [None if pd.isna(stamp) else iso(stamp) for stamp in series]
    assert stamps == expected


def test_no_days_are_no_texts():
    assert iso_column(pd.Series([], dtype="datetime64[s]")).tolist() == []
    assert iso_column(pd.Series([pd.NaT], dtype="datetime64[s]")).isna().tolist() == [True]

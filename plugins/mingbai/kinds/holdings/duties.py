"""Packages of holdings -> what had to be published by when: every quarter of every township."""

from __future__ import annotations

import re

import pandas as pd

from mingbai.check import clock
from mingbai.county import QUARTER_DUE_DAY, County
from mingbai.dates import month_column
from mingbai.read import Tables


def dues(tables: Tables, county: County) -> pd.DataFrame:
    """Each publishing township's quarters from its first one to the last that is over."""
    publication_days = _published(tables)
    if not len(publication_days):
        return pd.DataFrame()
    duties = publication_days.reindex(
        _owed(publication_days, pd.Period(county.as_of, "Q") - 1)
    ).reset_index(name="done")
    quarter = duties["quarter"]
    ends = pd.Series([q.end_time.normalize() for q in quarter], dtype="datetime64[s]")
    keeper = county.agencies.loc[duties["publisher"]]
    return clock.dues(
        "holdings",
        subject=duties["publisher"] + "/" + quarter.astype("str").str.lower(),
        place=keeper["place_code"].to_numpy(),
        agency=duties["publisher"],
        period=month_column(ends),
        title=[
            f"{name} {q.year} 年第 {q.quarter} 季度资产资源合同"
            for name, q in zip(keeper["short_name"], quarter, strict=True)
        ],
        url="/holdings/",
        due=clock.quarter_due(ends, county.threshold(QUARTER_DUE_DAY)),
        done=duties["done"],
    )


def _published(tables: Tables) -> pd.Series:
    """The day each quarter was published, by publisher and quarter; other periods have no day."""
    publication_days = {
        (package.publisher, pd.Period(package.period.upper())): package.published
        for package in tables.packages
        if re.fullmatch(r"\d{4}q\d", package.period)
    }
    if not publication_days:
        return pd.Series(dtype="datetime64[s]")
    index = pd.MultiIndex.from_tuples(publication_days, names=["publisher", "quarter"])
    return pd.Series(list(publication_days.values()), index=index, dtype="datetime64[s]")


def _owed(publication_days: pd.Series, last_quarter: pd.Period) -> pd.MultiIndex:
    """Publisher and quarter, without a gap."""
    first_quarters = (
        publication_days.index.to_frame(index=False).groupby("publisher")["quarter"].min()
    )
    pairs = [
        (publisher, quarter)
        for publisher, first_quarter in first_quarters.items()
        for quarter in pd.period_range(first_quarter, last_quarter, freq="Q")
    ]
    return pd.MultiIndex.from_tuples(pairs, names=["publisher", "quarter"])

"""Registered books -> what each has to publish: every month, and every year plan and statements."""

from __future__ import annotations

import pandas as pd

from mingbai.check import public_since, series
from mingbai.check.series import MONTH, YEAR, Series
from mingbai.county import MONTH_DUE_DAY, QUARTER_DUE_DAY, County
from mingbai.kinds.accounts import frames
from mingbai.read import Tables

# Words of the registry -> months after which a book publishes; nothing said is every month.
MONTHLY = "按月"
RHYTHMS = {MONTHLY: 1, "按季": 3, "按半年": 6}
_VILLAGE_BOOK = "村账"
_STATEMENT_MONTHS = 3  # after the end of the year: with the first quarter
_PLAN_MONTH = 3  # of the year that is planned


def _books(tables: Tables, county: County) -> pd.DataFrame:
    """Every registered book from its first month to its last; none before any is published."""
    books = county.books
    if not tables.packages:
        books = books.iloc[:0]
    months = books["rhythm"].map(RHYTHMS).fillna(1).astype("int64")
    return pd.DataFrame(
        {
            "subject": books["book_id"],
            "agency": books["keeper"],
            "place": books["place_code"],
            "name": books["name"],
            "since": frames.month_start(books["since"]),
            "until": pd.to_datetime(books["until"] + "-01", format="%Y-%m-%d"),
            "url": "/accounts/" + books["book_id"] + "/",
            "kind": books["kind"],
            "months": months,
        }
    ).reset_index(drop=True)


def _monthly(tables: Tables, _: County) -> pd.DataFrame:
    """Every monthly statement, at its section of the book's year."""
    frame = tables.shared(frames.monthly_statements).frame
    year, month = frame["period"].str[:4], frame["period"].str[5:]
    return pd.DataFrame(
        {
            "subject": frame["book_id"],
            "day": frames.month_start(frame["period"]),
            "done": frame["public_since"],
            "url": "/accounts/" + frame["book_id"] + "/" + year + "/#" + month,
        }
    )


def _month_due(duties: pd.DataFrame, county: County) -> pd.Series:
    """`month_due_day` of the next month; of a book by the quarter or half-year after that.

    What is promised by somebody who keeps no book is due by the month.
    """
    every = duties.reindex(columns=["months"])["months"].fillna(1).astype("int64")
    first = pd.Series(duties["start"].to_numpy(), index=duties.index)
    month = first.dt.year * 12 + first.dt.month - 1
    ends = (month // every + 1) * every - 1 - 1970 * 12
    last = pd.Series(ends.to_numpy().astype("datetime64[M]").astype("datetime64[s]"), first.index)
    monthly = series.day_after(last, county.threshold(MONTH_DUE_DAY))
    longer = series.day_after(last, county.threshold(QUARTER_DUE_DAY))
    return monthly.where(every == 1, longer)


def _planners(tables: Tables, county: County) -> pd.DataFrame:
    """Village books, and any other that ever published a plan, from their first full year."""
    return _with_yearly(tables, county, "plans")


def _reporters(tables: Tables, county: County) -> pd.DataFrame:
    """Village books, and any other that ever published annual statements."""
    return _with_yearly(tables, county, "statements")


def _with_yearly(tables: Tables, county: County, table: str) -> pd.DataFrame:
    books = _books(tables, county)
    has_published = books["subject"].isin(tables.frame(table)["book_id"].unique())
    books = books[(books["kind"] == _VILLAGE_BOOK) | has_published].reset_index(drop=True)
    begins = books["since"].dt.month == 1
    next_year = pd.to_datetime((books["since"].dt.year + 1).astype("str") + "-01-01")
    return books.assign(since=books["since"].where(begins, next_year.astype("datetime64[s]")))


def _yearly(table: str) -> series.Rows:
    """`Series.publications` of a table that has a book and a year: at the book's page."""

    def publications(tables: Tables, _: County) -> pd.DataFrame:
        frame = tables.frame(table)
        rows = pd.DataFrame(
            {
                "subject": frame["book_id"],
                "year": frame["year"].astype("str"),
                "done": public_since(tables, tables[table]),
            }
        ).drop_duplicates()
        day = pd.to_datetime(rows["year"] + "-01-01", format="%Y-%m-%d")
        url = "/accounts/" + rows["subject"] + "/"
        return rows.assign(day=day.astype("datetime64[s]"), url=url)

    return publications


SERIES = (
    Series(
        name="months",
        title="{name} {period}公开单",
        rhythm=MONTH,
        members=_books,
        publications=_monthly,
        due=_month_due,
    ),
    Series(
        name="plans",
        title="{name} {period}财务计划",
        rhythm=YEAR,
        members=_planners,
        publications=_yearly("plans"),
        due=lambda duties, _: series.day_after(duties["start"], 31, _PLAN_MONTH - 1),
        is_current=True,
    ),
    Series(
        name="statements",
        title="{name} {period}年度报表",
        rhythm=YEAR,
        members=_reporters,
        publications=_yearly("statements"),
        due=series.months_later(_STATEMENT_MONTHS),
    ),
)
